//! Resume (恢复办理): what the unit waited for has come, the review says that it can be done, or the pause has reached
//! its limit.

use super::{
    Action, Request, RequestEntry, State,
    types::{said, tell},
};
use crate::{
    kernel::{Decision, FollowUp, NoticeTo, Refusal, TextKind},
    rules::Step,
};

/// Why it goes on.
#[derive(Debug, Clone)]
pub struct Resume {
    pub text: String,
}

impl Request {
    /// Go on. The unit's clocks run again from where they stood.
    pub fn resume(
        mut self,
        step: &mut Step<'_>,
        input: &Resume,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let row = self.row(step, Action::Resume)?;
        let text = said(step, "text", TextKind::Reason, &input.text, 2)?;
        let before = self.clone();
        let lead = self.state.handled_by().ok_or_else(not_resting)?;
        let parked = matches!(self.state, State::Parked { .. });
        self.stop_clocks(row.stops, step.at, None);
        for clock in self.clocks.iter_mut().filter(|clock| clock.is_paused()) {
            clock.resume(step.at, &step.rules.calendar)?;
        }
        self.state = State::Handling { lead };
        let entry = RequestEntry::Resume { lead, parked };
        let notices =
            vec![tell(NoticeTo::Unit(lead), "request_resumed"), tell(NoticeTo::Requester, "request_resumed")];
        let mut decision = self.decide(Some(&before), entry, vec![text], notices);
        decision.follow_ups = decision.next.for_children(FollowUp::TellChildren("request_resumed"));
        Ok(decision)
    }

    /// Whether a pause has come to its limit, so that the platform resumes it.
    pub fn pause_is_over(&self, at: crate::kernel::Instant) -> bool {
        matches!(self.state, State::Paused { .. })
            && self
                .clocks
                .iter()
                .any(|clock| clock.kind == "pause" && clock.is_open() && clock.is_overdue(at))
    }
}

fn not_resting() -> Refusal {
    Refusal::new("not_resting", "该诉求没有暂停或挂账", "the request is neither paused nor parked")
}
