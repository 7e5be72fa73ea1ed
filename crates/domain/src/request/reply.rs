//! Reply (答复): what was done, on what evidence and law. The lead unit answers for all.

use super::{
    Action, Request, RequestEntry, State,
    types::{said, tell},
};
use crate::{
    kernel::{AskKind, Decision, FollowUp, Instant, Notice, NoticeTo, Refusal, TextKind, UnitId},
    rules::{ClockStart, Step},
};

/// The answer to the resident.
#[derive(Debug, Clone)]
pub struct Reply {
    pub text: String,
    /// Evidence in words: documents, site visits, readings.
    pub evidence: String,
}

impl Request {
    /// Reply. Stops the unit's clocks and starts `call_back` against the centre.
    ///
    /// # Errors
    /// The answer must have at least 10 characters; evidence at least 2.
    pub fn reply(
        mut self,
        step: &mut Step<'_>,
        input: &Reply,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let row = self.row(step, Action::Reply)?;
        let text = said(step, "text", TextKind::Reply, &input.text, 10)?;
        let evidence = said(step, "evidence", TextKind::Note, &input.evidence, 2)?;
        let before = self.clone();
        let lead = self.case.holder;
        let reply_clock = self.clock("reply");
        let on_time = reply_clock.is_none_or(|clock| !clock.is_overdue(step.at));
        let minutes =
            reply_clock.map_or(0, |clock| (step.at.ms() - clock.started_at.ms()) / Instant::MINUTE_MS);
        let notices = self.replied(step, row.stops, lead)?;
        let entry = RequestEntry::Reply { lead, round: self.round, on_time, minutes };
        let mut decision = self.decide(Some(&before), entry, vec![text, evidence], notices);
        decision.follow_ups = decision.next.for_children(FollowUp::ReplyToChildren);
        Ok(decision)
    }
    /// What a reply brings, one's own or the parent's: the unit's clocks stop and the call-back begins.
    pub(super) fn replied(
        &mut self,
        step: &mut Step<'_>,
        stops: &[&str],
        lead: UnitId,
    ) -> Result<Vec<Notice>, Refusal> {
        // Orders and complaints are not answered by a reply; everything else that was asked is overtaken by it.
        self.lapse_asks(step.at, |kind| !matches!(kind, AskKind::Order | AskKind::Complaint));
        self.stop_clocks(stops, step.at, None);
        self.state = State::Replied { lead, attempts: 0, answer: None };
        let centre = self.case.centre;
        let call_back = ClockStart {
            case: self.case.id,
            kind: "call_back",
            class: &self.class,
            unit: centre,
            round: self.round,
            cap: None,
            halved: false,
        };
        let clock = step.start_clock(&call_back)?;
        self.clocks.push(clock);
        Ok(vec![
            tell(NoticeTo::Unit(centre), "request_replied"),
            tell(NoticeTo::Requester, "request_answered"),
        ])
    }
}
