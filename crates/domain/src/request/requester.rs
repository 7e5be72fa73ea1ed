//! What the requester may do with their own request, by its code, with an account, or by calling again: add to it
//! (补充), urge (催办), rate (评价), withdraw (撤回), have it opened again (重新办理).

use super::{
    Action, Answer, Ending, Request, RequestEntry, State,
    types::{said, tell},
};
use crate::{
    access::Role,
    kernel::{Decision, FollowUp, Instant, Notice, NoticeTo, Refusal, TextKind},
    rules::Step,
};

/// New facts.
#[derive(Debug, Clone)]
pub struct Supplement {
    pub text: String,
}

/// Asking again. May say nothing.
#[derive(Debug, Clone)]
pub struct Urge {
    pub text: String,
}

/// The requester's own answer, instead of a call-back.
#[derive(Debug, Clone)]
pub struct RateRequest {
    pub answer: Answer,
    /// In their own words; may be empty.
    pub words: String,
}

/// Not wanted any more. May say why.
#[derive(Debug, Clone)]
pub struct Withdraw {
    pub text: String,
}

/// New facts, or not solved after all.
#[derive(Debug, Clone)]
pub struct Reopen {
    pub text: String,
}

impl Request {
    /// Add to what was said. Whoever has the request is told; no clock changes.
    pub fn supplement(
        self,
        step: &mut Step<'_>,
        input: &Supplement,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::Supplement)?;
        let text = said(step, "text", TextKind::Message, &input.text, 2)?;
        let before = self.clone();
        let notices = self.those_at_work("request_supplemented");
        Ok(self.decide(Some(&before), RequestEntry::Supplement, vec![text], notices))
    }

    /// Ask again while the unit is at work. No clock is reset.
    ///
    /// # Errors
    /// `urged_lately` within the hours that lie between two urgings.
    pub fn urge(
        mut self,
        step: &mut Step<'_>,
        input: &Urge,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::Urge)?;
        let texts = self.perhaps_said(step, TextKind::Message, &input.text)?;
        let before = self.clone();
        self.urged_at = Some(step.at);
        let entry = RequestEntry::Urge { lead: self.state.lead() };
        let notices = self.those_at_work("request_urged");
        Ok(self.decide(Some(&before), entry, texts, notices))
    }

    /// Rate: the three answers that a call-back would ask for.
    pub fn rate(
        mut self,
        step: &mut Step<'_>,
        input: &RateRequest,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::Rate)?;
        let State::Replied { lead, attempts, .. } = self.state else {
            return Err(Refusal::new("wrong_stage", "当前阶段不能评价", "it cannot be rated in this stage"));
        };
        if 5 < input.answer.satisfied {
            return Err(
                Refusal::new("out_of_range", "满意度应为 0 至 5", "satisfaction is 0 to 5").on("satisfied")
            );
        }
        let texts = self.perhaps_said(step, TextKind::CallBack, &input.words)?;
        let before = self.clone();
        self.state = State::Replied { lead, attempts, answer: Some(input.answer) };
        let entry = RequestEntry::Rate { answer: input.answer };
        let notices = vec![tell(NoticeTo::Unit(self.case.centre), "request_rated")];
        Ok(self.decide(Some(&before), entry, texts, notices))
    }

    /// Withdraw. Nobody but the requester can: a complaint must not vanish by somebody else's hand.
    pub fn withdraw(
        mut self,
        step: &mut Step<'_>,
        input: &Withdraw,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::Withdraw)?;
        let texts = self.perhaps_said(step, TextKind::Reason, &input.text)?;
        let before = self.clone();
        let lead = self.state.lead();
        let unit = self.state.handled_by().unwrap_or(self.case.centre);
        let notices = vec![
            tell(NoticeTo::Unit(unit), "request_withdrawn"),
            tell(NoticeTo::Requester, "request_withdrawn"),
        ];
        self.end(step.at, lead, Ending::Withdrawn, None);
        let mut decision = self.decide(Some(&before), RequestEntry::Withdraw { lead }, texts, notices);
        decision.follow_ups = decision.next.for_children(FollowUp::ReleaseChildren);
        Ok(decision)
    }

    /// Open again: a new round, to be dispatched anew. What was closed before stays visible and counts as reopened.
    pub fn reopen(
        mut self,
        step: &mut Step<'_>,
        input: &Reopen,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::Reopen)?;
        let text = said(step, "text", TextKind::Message, &input.text, 5)?;
        let before = self.clone();
        let lead = self.state.lead();
        self.open_again(step)?;
        let entry = RequestEntry::Reopen { lead, round: self.round };
        let notices = vec![
            tell(NoticeTo::Unit(self.case.centre), "request_reopened"),
            tell(NoticeTo::Requester, "request_reopened"),
        ];
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }

    pub(super) fn open_again(&mut self, step: &mut Step<'_>) -> Result<(), Refusal> {
        self.round = self.round.saturating_add(1);
        self.send_backs = 0;
        self.unreasonable = false;
        self.case.closed_at = None;
        self.case.merged_into = None;
        self.start_clock(step, "dispatch", self.case.centre, None)?;
        self.state = State::New;
        Ok(())
    }

    pub(super) fn may_urge(&self, at: Instant, hours: i64) -> Result<(), Refusal> {
        match self.urged_at {
            Some(last) if at < last.plus_ms(hours * Instant::HOUR_MS) => Err(Refusal::new(
                "urged_lately",
                format!("{hours} 小时内已催办过，承办单位已收到，请稍后再催"),
                format!("it was urged within the last {hours} hours; the unit knows"),
            )),
            _ => Ok(()),
        }
    }

    pub(super) fn may_reopen(&self, at: Instant, days: i64) -> Result<(), Refusal> {
        let in_window = self.case.closed_at.is_some_and(|closed| at < closed.plus_ms(days * Instant::DAY_MS));
        let reopens = !matches!(
            self.state,
            State::Closed { ending: Ending::Void | Ending::Transferred | Ending::Excluded, .. }
        );
        if !reopens {
            return Err(Refusal::new(
                "ending_stands",
                "该诉求未由本热线办理，如有不同意见请申请复核",
                "the hotline did not handle it; if you disagree, ask for a review",
            ));
        }
        if !in_window {
            return Err(Refusal::new(
                "reopen_window_over",
                format!("办结已超过 {days} 天，请作为新的诉求提出"),
                format!("it was closed more than {days} days ago; please file it anew"),
            ));
        }
        Ok(())
    }

    fn perhaps_said(
        &self,
        step: &mut Step<'_>,
        kind: TextKind,
        text: &str,
    ) -> Result<Vec<crate::kernel::SealedText>, Refusal> {
        if text.trim().is_empty() { Ok(Vec::new()) } else { Ok(vec![said(step, "text", kind, text, 1)?]) }
    }

    /// The unit that has it in hand, or the centre.
    fn those_at_work(&self, template: &'static str) -> Vec<Notice> {
        let unit = self.state.handled_by().unwrap_or(self.case.centre);
        vec![tell(NoticeTo::Unit(unit), template)]
    }

    /// What the requester may do now, each with the reason when not.
    pub fn requester_offers(&self, rules: &crate::Rules, at: Instant) -> Vec<super::Offer> {
        let permit = crate::access::Permit::requester(crate::kernel::AccountId::RESIDENT, self.case.centre);
        super::machine::machine(self.case.machine_version)
            .rows_from(self.state.stage())
            .filter(|row| row.roles.contains(&Role::Resident))
            .map(|row| super::Offer {
                action: row.action,
                refusal: self.precondition(row.action, &permit, rules, at).err(),
            })
            .collect()
    }
}
