//! What people may ask about their own data (PIPL, chapter 4), and erasing: not rows of the machine, as they stand in
//! every stage beside the handling, like alarms.

use super::{
    Request, RequestEntry, State,
    types::{said, tell},
};
use crate::{
    access::Role,
    calendar::{Limit, LimitUnit, due_after},
    kernel::{AskKind, Decision, FollowUp, Instant, NoticeTo, Refusal, RightId, TextKind, coded},
    rules::{Rules, Step},
};

/// The roles that decide on the rights of data subjects, at the centre that took the case in.
pub const RIGHTS_DESK: &[Role] = &[Role::Supervisor, Role::Auditor];

/// How long the desk may take.
const RIGHT_LIMIT: Limit = Limit { amount: 15, unit: LimitUnit::WorkingDays };

/// How often something may be asked about one request; then a person at the counter helps.
pub const RIGHTS_MAX: usize = 20;

coded! {
    /// What is asked for.
    RightKind {
        /// 查阅
        View = "view",
        /// 复制
        Copy = "copy",
        /// 更正、补充
        Correct = "correct",
        /// 删除
        Erase = "erase",
        /// 限制处理
        Restrict = "restrict",
        /// 解释说明
        Explain = "explain",
    }
}

coded! {
    /// What became of it.
    RightState {
        /// 待处理
        Open = "open",
        /// 已同意
        Granted = "granted",
        /// 未同意
        Refused = "refused",
    }
}

/// What somebody asks about their own data. May say more in words.
#[derive(Debug, Clone)]
pub struct AskRight {
    pub id: RightId,
    pub right: RightKind,
    pub text: String,
}

/// The desk's decision, with its reason.
#[derive(Debug, Clone)]
pub struct DecideRight {
    pub id: RightId,
    pub right: RightKind,
    pub granted: bool,
    pub text: String,
}

/// By when the desk decides on what is asked now.
pub fn right_due(rules: &Rules, at: Instant) -> Instant {
    due_after(at, RIGHT_LIMIT, &[], &rules.calendar).at
}

impl Request {
    /// Ask for a right. The centre is told; the handling goes on.
    ///
    /// # Errors
    /// `erased` when nothing is left; for erasing, what `may_erase` says.
    pub fn ask_right(
        self,
        step: &mut Step<'_>,
        input: &AskRight,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.is_whole()?;
        if input.right == RightKind::Erase {
            self.may_erase()?;
        }
        let least = usize::from(input.right == RightKind::Correct) * 5;
        let texts = if input.text.trim().is_empty() && least == 0 {
            Vec::new()
        } else {
            vec![said(step, "text", TextKind::Message, &input.text, least.max(1))?]
        };
        let before = self.clone();
        let notices = vec![tell(NoticeTo::Unit(self.case.centre), "right_asked")];
        let entry = RequestEntry::AskRight { id: input.id, right: input.right };
        Ok(self.decide(Some(&before), entry, texts, notices))
    }

    /// Decide on a right, with a reason that the resident reads.
    pub fn decide_right(
        self,
        step: &mut Step<'_>,
        input: &DecideRight,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.is_whole()?;
        let text = said(step, "text", TextKind::Reason, &input.text, 5)?;
        let before = self.clone();
        let entry = RequestEntry::DecideRight { id: input.id, right: input.right, granted: input.granted };
        let notices = vec![tell(NoticeTo::Requester, "right_decided")];
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }

    /// Erase: afterwards no text and no contact data of the case can be read by anybody. What remains are the steps.
    pub fn erase(mut self, step: &mut Step<'_>) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.is_whole()?;
        self.may_erase()?;
        let before = self.clone();
        self.erased_at = Some(step.at);
        let mut decision = self.decide(Some(&before), RequestEntry::Erase, Vec::new(), Vec::new());
        decision.follow_ups = vec![FollowUp::ForgetKey, FollowUp::ForgetFiles];
        Ok(decision)
    }

    /// Whether it could be erased now: it has ended, and no review waits for its words.
    ///
    /// # Errors
    /// `still_open` or `review_waits`.
    pub fn may_erase(&self) -> Result<(), Refusal> {
        if !matches!(self.state, State::Closed { .. }) {
            return Err(Refusal::new(
                "still_open",
                "诉求还在办理，办结或者撤回以后才能删除",
                "it is still being handled; it can be erased once it is closed or withdrawn",
            ));
        }
        if self.open_ask(AskKind::Complaint).is_some() {
            return Err(Refusal::new(
                "review_waits",
                "复核申请还在审查，有了结果以后才能删除",
                "a review is under way; it can be erased once there is a result",
            ));
        }
        Ok(())
    }

    /// Whether its texts are still there.
    pub(super) fn is_whole(&self) -> Result<(), Refusal> {
        match self.erased_at {
            None => Ok(()),
            Some(_) => Err(Refusal::new(
                "erased",
                "该诉求的内容已按申请删除",
                "the content of this request was erased, as its requester asked",
            )),
        }
    }
}
