//! Grants of access with a beginning and an end (临时授权), and break-glass (紧急查阅): reading one case, never acting.

use serde::{Deserialize, Serialize};

use super::{Actor, Permit, Reach, Role, Scope};
use crate::kernel::{Case, GrantId, Instant, Reader, Refusal};

/// How a grant came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantKind {
    /// 紧急查阅: taken by the person themself, with a reason, for hours.
    BreakGlass,
    /// 授权: given by somebody else.
    Given,
}

impl GrantKind {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BreakGlass => "break_glass",
            Self::Given => "given",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::BreakGlass, Self::Given].into_iter().find(|kind| kind.code() == code)
    }
}

/// A grant that is in force now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantHeld {
    pub id: GrantId,
    pub reach: Reach,
    pub kind: GrantKind,
    pub until: Instant,
}

/// Who may break the glass: those who answer for others' work. People on duty get a role of this list while on duty.
pub const BREAK_GLASS_ROLES: &[Role] = &[Role::Supervisor, Role::UnitHead, Role::Dispatcher];

/// The longest break-glass, in hours.
pub const HOURS_MAX: u8 = 24;

/// Whether this person may open a case that their posts do not show them.
///
/// # Errors
/// `not_your_role`; `recused` for those whom the case recuses; `already_in_scope` when nothing needs to be broken;
/// `hours` outside 1 to 24; `scope_full` when eight clauses are in use already and a ninth would be left out.
pub fn check_break_glass(
    actor: &Actor,
    case: &Case,
    readers: &[Reader],
    hours: u8,
) -> Result<Permit, Refusal> {
    let permit = actor.in_role(BREAK_GLASS_ROLES)?;
    let scope = actor.scope();
    if scope.apart().kept_by(&case.recusals).is_some() {
        return Err(recused());
    }
    if scope.allows(&case.facets(readers)) {
        return Err(Refusal::new(
            "already_in_scope",
            "您本来就可以查看该诉求，无需紧急查阅",
            "you may see this case already",
        ));
    }
    if !(1..=HOURS_MAX).contains(&hours) {
        return Err(Refusal::new(
            "hours",
            format!("时长应为 1 至 {HOURS_MAX} 小时"),
            format!("between 1 and {HOURS_MAX} hours"),
        )
        .on("hours"));
    }
    if Scope::CLAUSES_MAX <= scope.clauses().len() {
        return Err(Refusal::new(
            "scope_full",
            "您的岗位与授权已达上限，请待已有授权到期后再申请",
            "your posts and grants are at their limit; wait until a grant has ended",
        ));
    }
    Ok(permit)
}

/// The refusal for somebody whom the case recuses. It says no more than that.
pub(super) fn recused() -> Refusal {
    Refusal::new("recused", "您须回避该诉求，不能查看", "you are recused from this case and cannot see it")
}
