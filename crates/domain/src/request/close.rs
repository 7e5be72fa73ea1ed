//! Close (办结): after the resident answered, or after three attempts to reach them failed.

use super::{Action, Contacted, Ending, Request, RequestEntry, State, types::tell};
use crate::{
    kernel::{Decision, NoticeTo, Refusal, UnitId},
    rules::Step,
};

/// Nothing to fill in: the call-back says how it ended.
#[derive(Debug, Clone, Copy)]
pub struct CloseRequest;

impl Request {
    /// Close. Stops `call_back`. The resident is told, with the way to disagree.
    pub fn close(
        mut self,
        step: &mut Step<'_>,
        _input: &CloseRequest,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::Close)?;
        let State::Replied { lead, answer, .. } = self.state else {
            return Err(Refusal::new("wrong_stage", "当前阶段不能办结", "it cannot be closed in this stage"));
        };
        let before = self.clone();
        let responded = self.responded(answer.map(|answer| answer.contacted));
        let ending = if answer.is_some() { Ending::CalledBack } else { Ending::NoAnswer };
        self.end(step.at, Some(lead), ending, answer);
        let entry = RequestEntry::Close { lead, ending, responded, answer, unreasonable: self.unreasonable };
        Ok(self.decide(Some(&before), entry, Vec::new(), closing_notices(lead)))
    }

    /// Contacted in time by the unit's own log, unless the resident says nobody did. Nothing where no unit had to:
    /// the request only followed another's reply.
    pub(super) fn responded(&self, said: Option<Contacted>) -> Option<bool> {
        if self.case.merged_into.is_some() {
            return None;
        }
        let contact = self.clock("contact")?;
        // Stopped together with the reply means that nobody was contacted before it.
        let logged = contact.stopped_at != self.clock("reply").and_then(|reply| reply.stopped_at);
        Some(self.contacted_in_time(logged) && said != Some(Contacted::No))
    }
}

fn closing_notices(lead: UnitId) -> Vec<crate::kernel::Notice> {
    vec![tell(NoticeTo::Requester, "request_closed"), tell(NoticeTo::Unit(lead), "request_closed")]
}
