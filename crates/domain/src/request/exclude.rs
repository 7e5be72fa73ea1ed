//! Exclude (不予受理): not a matter for the hotline; the resident is told where it belongs.

use super::{
    Action, Ending, Request, RequestEntry,
    types::{said, tell},
};
use crate::{
    kernel::{Decision, FollowUp, NoticeTo, Refusal, TextKind, coded},
    rules::Step,
};
coded! {
    /// Why it is not for the hotline (北京市接诉即办工作条例 §11, 国办函〔2025〕66号).
    ExclusionReason {
        /// 应拨打 110、119、120、122
        EmergencyLine = "emergency_line",
        /// 应走诉讼、仲裁、纪检、复议、信息公开等途径
        LegalRoute = "legal_route",
        /// 已进入信访渠道
        AlreadyPetition = "already_petition",
        /// 重复且无新事实
        RepeatNoNew = "repeat_no_new",
        /// 涉密或侵犯他人隐私
        SecretPrivacy = "secret_privacy",
        /// 不属于本市政府职责
        OutsideDuty = "outside_duty",
        /// 违法或违背公序良俗
        IllegalImmoral = "illegal_immoral",
    }
}

/// Why, and what the resident was told: the script and the signpost.
#[derive(Debug, Clone)]
pub struct Exclude {
    pub reason: ExclusionReason,
    pub signpost: String,
}

impl Request {
    /// Exclude and end the request. Counted and published, never counted as unresolved.
    pub fn exclude(
        mut self,
        step: &mut Step<'_>,
        input: &Exclude,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::Exclude)?;
        let text = said(step, "signpost", TextKind::Reply, &input.signpost, 5)?;
        let before = self.clone();
        self.end(step.at, None, Ending::Excluded, None);
        let mut decision = self.decide(
            Some(&before),
            RequestEntry::Exclude { reason: input.reason },
            vec![text],
            vec![tell(NoticeTo::Requester, "request_excluded")],
        );
        decision.follow_ups = decision.next.for_children(FollowUp::ReleaseChildren);
        Ok(decision)
    }
}
