//! What was found when a drawn case was looked at again, and by whom it may be said.

use crate::{
    access::{Actor, Permit, Role},
    kernel::{AccountId, Case, Reader, ReaderRole, Refusal, coded},
};

coded! {
    /// What the officer found.
    Finding {
        /// 属实
        Confirmed = "confirmed",
        /// 未联系诉求人
        NotContacted = "not_contacted",
        /// 未解决
        NotSolved = "not_solved",
        /// 答复不实
        ReplyUntrue = "reply_untrue",
        /// 其他问题
        Other = "other",
    }
}

/// The proof that this person may say what they found: a call-back officer or auditor who took no step of the case
/// and whose units did not handle it.
///
/// # Errors
/// `not_your_role`; `not_independent`.
pub fn may_record(
    actor: &Actor,
    case: &Case,
    readers: &[Reader],
    took_part: &[AccountId],
) -> Result<Permit, Refusal> {
    let roles = [Role::CallBackOfficer, Role::Auditor];
    actor.in_role(&roles)?;
    let handled = |unit| {
        readers
            .iter()
            .any(|reader| reader.unit == unit && matches!(reader.role, ReaderRole::Led | ReaderRole::Assists))
            || (case.holder == unit && case.holder != case.centre)
    };
    if took_part.contains(&actor.account) || actor.posts.iter().any(|post| handled(post.unit)) {
        return Err(Refusal::new(
            "not_independent",
            "您或您的单位经办过该诉求，须由其他人员复核",
            "you or your unit took part in the case; somebody else must look at it again",
        ));
    }
    actor.in_role(&roles)
}
