//! Re-dispatch (改派): the centre gives the request to another unit by itself.

use super::{
    Action, Dispatch, Request, RequestEntry,
    types::{said, tell},
};
use crate::{
    kernel::{AskKind, Decision, NoticeTo, Refusal, TextKind, coded},
    rules::Step,
};
coded! {
    /// Why another unit.
    RedispatchReason {
        /// 原派单有误: counted for the centre as a wrong dispatch.
        WrongUnit = "wrong_unit",
        /// 机构调整、整体移交
        UnitChanged = "unit_changed",
        /// 提级办理
        HigherLevel = "higher_level",
        /// 其他
        Other = "other",
    }
}

/// To whom, and why.
#[derive(Debug, Clone)]
pub struct Redispatch {
    pub to: Dispatch,
    pub reason: RedispatchReason,
    pub text: String,
}

impl Request {
    /// Give the request to another unit. Stops the clocks of the old one, starts those of the new; open orders go with it.
    ///
    /// # Errors
    /// As `dispatch`; and the unit must be another one.
    pub fn redispatch(
        mut self,
        step: &mut Step<'_>,
        input: &Redispatch,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let row = self.row(step, Action::Redispatch)?;
        let from = self.state.handled_by();
        if from == Some(input.to.lead) {
            return Err(Refusal::new(
                "same_unit",
                "该单位已是主办单位，请选择其他单位",
                "that unit leads it already; choose another",
            )
            .on("lead"));
        }
        let text = said(step, "text", TextKind::Reason, &input.text, 5)?;
        let before = self.clone();
        self.lapse_asks(step.at, |kind| !matches!(kind, AskKind::Order | AskKind::Complaint));
        self.rest_orders(step.at);
        self.stop_clocks(row.stops, step.at, None);
        let suggested = self.give_to(step, &input.to)?;
        let entry = RequestEntry::Redispatch {
            matter: input.to.matter,
            suggested,
            from,
            lead: input.to.lead,
            assisting: input.to.assisting.clone(),
            centre: self.case.centre,
            reason: input.reason,
            round: self.round,
        };
        let mut notices = self.given_notices(&input.to);
        notices.extend(from.map(|unit| tell(NoticeTo::Unit(unit), "request_taken_away")));
        notices.push(tell(NoticeTo::Requester, "request_redispatched"));
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }
}
