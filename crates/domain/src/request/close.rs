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
        let row = self.row(Action::Close)?;
        let State::Replied { lead, answer, .. } = self.state else {
            return Err(Refusal::new("wrong_stage", "当前阶段不能办结", "it cannot be closed in this stage"));
        };
        let before = self.clocks.clone();
        let responded = self.responded(answer.map(|answer| answer.contacted));
        let ending = if answer.is_some() { Ending::CalledBack } else { Ending::NoAnswer };
        self.stop_clocks(row.stops, step.at, None);
        self.case.closed_at = Some(step.at);
        self.state = State::Closed { lead: Some(lead), ending, answer };
        let entry = RequestEntry::Close { lead, ending, responded, answer };
        Ok(self.decide(&before, entry, Vec::new(), closing_notices(lead)))
    }

    /// Contacted in time by the unit's own log, unless the resident says nobody did.
    pub(super) fn responded(&self, said: Option<Contacted>) -> bool {
        let logged = self
            .clock("contact")
            .is_some_and(|clock| clock.stopped_at != self.clock("reply").and_then(|reply| reply.stopped_at));
        self.contacted_in_time(logged) && said != Some(Contacted::No)
    }
}

fn closing_notices(lead: UnitId) -> Vec<crate::kernel::Notice> {
    vec![tell(NoticeTo::Requester, "request_closed"), tell(NoticeTo::Unit(lead), "request_closed")]
}
