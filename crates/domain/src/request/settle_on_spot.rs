//! Answer on the spot (当场答复): open only to matters that the catalogue lists for it.

use super::{
    Action, Ending, Request, RequestEntry,
    record::unknown_matter,
    types::{said, tell},
};
use crate::{
    kernel::{Decision, FollowUp, MatterId, NoticeTo, Refusal, TextKind},
    rules::Step,
};

/// The answer given and the matter it answers.
#[derive(Debug, Clone)]
pub struct SettleOnSpot {
    pub matter: MatterId,
    pub answer: String,
}

impl Request {
    /// Answer on the spot and end the request.
    ///
    /// # Errors
    /// `not_on_the_spot` when the catalogue does not list the matter for it.
    pub fn settle_on_spot(
        mut self,
        step: &mut Step<'_>,
        input: &SettleOnSpot,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::SettleOnSpot)?;
        let matter = step.rules.matter(input.matter).ok_or_else(|| unknown_matter("matter"))?;
        if !matter.on_the_spot {
            return Err(Refusal::new(
                "not_on_the_spot",
                "该事项未列入当场答复清单，请派单办理",
                "the catalogue does not list this matter for an answer on the spot; dispatch it",
            )
            .on("matter"));
        }
        let text = said(step, "answer", TextKind::Reply, &input.answer, 5)?;
        let before = self.clone();
        self.matter = Some(input.matter);
        self.end(step.at, None, Ending::SettledOnSpot, None);
        let mut decision = self.decide(
            Some(&before),
            RequestEntry::SettleOnSpot { matter: input.matter },
            vec![text],
            vec![tell(NoticeTo::Requester, "request_settled")],
        );
        decision.follow_ups = decision.next.for_children(FollowUp::ReleaseChildren);
        Ok(decision)
    }
}
