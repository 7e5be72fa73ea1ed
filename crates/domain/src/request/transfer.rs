//! Transfer (转办): it belongs to another procedure. The resident is told where it is and how to follow it there.

use super::{
    Action, Ending, Request, RequestEntry,
    types::{said, tell},
};
use crate::{
    kernel::{Decision, FollowUp, NoticeTo, Refusal, TextKind, coded, text_between},
    rules::Step,
};

coded! {
    /// Which procedure.
    Procedure {
        /// 矛盾纠纷调解
        Mediation = "mediation",
        /// 信访
        Petition = "petition",
        /// 应急处置
        Emergency = "emergency",
    }
}

/// Where it goes.
#[derive(Debug, Clone)]
pub struct Transfer {
    pub to: Procedure,
    /// The number it has there; empty when none was given.
    pub reference: String,
    /// What the resident is told: who has it, how to follow it, and where to turn if they disagree.
    pub signpost: String,
}

impl Request {
    /// Transfer and end the request here.
    pub fn transfer(
        mut self,
        step: &mut Step<'_>,
        input: &Transfer,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::Transfer)?;
        text_between("reference", &input.reference, 0, 60)?;
        let text = said(step, "signpost", TextKind::Reply, &input.signpost, 5)?;
        let before = self.clone();
        self.end(step.at, None, Ending::Transferred, None);
        let entry = RequestEntry::Transfer { to: input.to, reference: input.reference.trim().to_owned() };
        let notices = vec![tell(NoticeTo::Requester, "request_transferred")];
        let mut decision = self.decide(Some(&before), entry, vec![text], notices);
        decision.follow_ups = decision.next.for_children(FollowUp::ReleaseChildren);
        Ok(decision)
    }
}
