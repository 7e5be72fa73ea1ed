//! What follows from a merge (并单): the child takes over its parent's reply, or goes on by itself. A merge is a link
//! and nothing else; the child keeps its state, its clocks and its own call-back (architecture 5.9).

use super::{
    Action, Request, RequestEntry, State,
    types::{said, tell},
};
use crate::{
    kernel::{CaseId, Decision, Instant, NoticeTo, Refusal, SealedText, TextKind, UnitId, coded},
    rules::Step,
};

coded! {
    /// Why the link ends.
    UnmergeReason {
        /// 并非同一事项
        NotTheSame = "not_the_same",
        /// 主单未答复即办结
        ParentEnded = "parent_ended",
        /// 其他
        Other = "other",
    }
}

/// Why the link ends.
#[derive(Debug, Clone)]
pub struct Unmerge {
    pub reason: UnmergeReason,
    pub text: String,
}

/// The parent's reply, as the child takes it over.
#[derive(Debug, Clone)]
pub struct FollowReply {
    pub parent: CaseId,
    pub lead: UnitId,
    /// What was answered to the parent's requester, and holds for this one too.
    pub text: String,
}

impl Request {
    /// End the link. The child goes on from its own ledger, as if it had never been merged.
    pub fn unmerge(
        mut self,
        step: &mut Step<'_>,
        input: &Unmerge,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::Unmerge)?;
        let text = said(step, "text", TextKind::Reason, &input.text, 2)?;
        let before = self.clone();
        let Some(parent) = self.case.merged_into.take() else { return Err(not_merged()) };
        self.mute_clocks(false);
        let entry = RequestEntry::Unmerge { parent, reason: input.reason };
        let holder = self.state.handled_by().unwrap_or(self.case.centre);
        let notices = vec![
            tell(NoticeTo::Unit(holder), "request_unmerged"),
            tell(NoticeTo::Requester, "request_unmerged"),
        ];
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }

    /// Take over the parent's reply. Stops the child's clocks and starts its own `call_back`.
    pub fn follow_reply(
        mut self,
        step: &mut Step<'_>,
        input: &FollowReply,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let row = self.row(step, Action::FollowReply)?;
        if self.case.merged_into != Some(input.parent) {
            return Err(not_merged());
        }
        let text = SealedText { record: step.id(), kind: TextKind::Reply, text: input.text.clone() };
        let before = self.clone();
        let own_reply = self.clock("reply").filter(|clock| clock.is_open() && clock.unit == input.lead);
        let on_time = own_reply.map(|clock| !clock.is_overdue(step.at));
        let minutes = own_reply.map(|clock| (step.at.ms() - clock.started_at.ms()) / Instant::MINUTE_MS);
        let notices = self.replied(step, row.stops, input.lead)?;
        let entry = RequestEntry::FollowReply { parent: input.parent, lead: input.lead, on_time, minutes };
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }

    /// While it waits for its parent, its clocks run on and nobody is reminded of them.
    pub(super) fn mute_clocks(&mut self, muted: bool) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.is_open()) {
            clock.muted = muted;
        }
    }

    /// Whether it waits for the reply of the request it was merged into.
    pub fn waits_for_parent(&self) -> bool {
        self.case.merged_into.is_some()
            && matches!(self.state, State::New | State::Dispatched { .. } | State::Handling { .. })
    }
}

fn not_merged() -> Refusal {
    Refusal::new("not_merged", "该诉求没有并入其他诉求", "the request is not merged into another")
}
