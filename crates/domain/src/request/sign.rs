//! Sign (签收): the unit takes the request on.

use super::{Action, Request, RequestEntry, State};
use crate::{
    kernel::{Decision, Refusal},
    rules::Step,
};

/// Nothing to fill in.
#[derive(Debug, Clone, Copy)]
pub struct Sign;

impl Request {
    /// Sign for the request. Stops `sign`.
    pub fn sign(
        mut self,
        step: &mut Step<'_>,
        _input: &Sign,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let row = self.row(step, Action::Sign)?;
        let before = self.clone();
        let in_time = self.clock("sign").is_none_or(|clock| !clock.is_overdue(step.at));
        self.stop_clocks(row.stops, step.at, None);
        let lead = step.permit.unit();
        self.state = State::Handling { lead };
        Ok(self.decide(Some(&before), RequestEntry::Sign { unit: lead, in_time }, Vec::new(), Vec::new()))
    }
}
