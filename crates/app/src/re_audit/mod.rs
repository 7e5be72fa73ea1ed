//! Re-audit (随机复核): fix a population, draw from it, record what was found, and prove the draw.

mod draw;
mod fix;
mod numbers;
mod record_finding;
mod verify;
mod view;

pub use draw::draw_re_audit;
pub use fix::{NewReAudit, fix_re_audit};
pub use hemu_store::re_audit::{DrawnCase, ReAudit, hex};
pub use numbers::{ConfirmedShare, ENOUGH_TO_RANK, re_audit_numbers, shares_of};
pub use record_finding::{NewFinding, record_finding};
pub use verify::verify_re_audit;
pub use view::{ReAuditPage, list_re_audits, view_re_audit};

use hemu_domain::{
    access::{Actor, Role},
    kernel::Refusal,
    organisation::DivisionPath,
    re_audit::{Member, Plan},
};

use crate::AppError;

/// Who reads re-audits.
const READERS: [Role; 3] = [Role::Auditor, Role::CallBackOfficer, Role::Supervisor];

/// The largest population: longer periods are divided.
const POPULATION_MAX: u32 = 100_000;
/// So many drawn cases are looked at by people.
const DRAWN_MAX: usize = 2_000;

/// The cases that ended, in order of their numbers, or too many of them.
async fn population(
    store: &hemu_store::Store,
    plan: &Plan,
    known_at: hemu_domain::kernel::Instant,
) -> Result<Vec<(hemu_domain::kernel::CaseId, Member)>, AppError> {
    let found = store.ended_cases(plan, known_at, POPULATION_MAX + 1).await?;
    if (POPULATION_MAX as usize) < found.len() {
        return Err(Refusal::new(
            "too_many",
            format!("期间内办结的工单超过 {POPULATION_MAX} 件，请缩短期间"),
            format!("more than {POPULATION_MAX} cases ended in the period; choose a shorter one"),
        )
        .on("to")
        .into());
    }
    Ok(found)
}

/// Whether somebody with these posts has to do with cases there.
fn concerns(actor: &Actor, territory: &DivisionPath) -> bool {
    actor.posts.iter().any(|post| {
        READERS.contains(&post.role)
            && (post.territory.contains(territory) || territory.contains(&post.territory))
    })
}
