//! Re-audits as a list, and one with its proof and what was drawn.

use hemu_domain::kernel::{Instant, ReAuditId};
use hemu_store::re_audit::{DrawnCase, ReAudit, SeedCheckpoint};

use super::{READERS, concerns};
use crate::{AppError, Call, Ctx};

/// One re-audit.
#[derive(Debug, Clone)]
pub struct ReAuditPage {
    pub re_audit: ReAudit,
    /// The checkpoint that gives the seed, once it is made.
    pub seed: Option<SeedCheckpoint>,
    pub cases: Vec<DrawnCase>,
    pub now: Instant,
}

const LISTED_MAX: u32 = 500;

/// Re-audits of the caller's territory, newest first.
pub async fn list_re_audits(ctx: &Ctx, call: &Call) -> Result<Vec<ReAudit>, AppError> {
    call.actor.in_role(&READERS)?;
    let mut found = ctx.store.re_audits(LISTED_MAX).await?;
    found.retain(|one| concerns(&call.actor, &one.plan.territory));
    Ok(found)
}

/// One re-audit.
pub async fn view_re_audit(ctx: &Ctx, call: &Call, id: ReAuditId) -> Result<ReAuditPage, AppError> {
    call.actor.in_role(&READERS)?;
    let found = ctx.store.re_audit(id).await?.ok_or(AppError::NotFound)?;
    if !concerns(&call.actor, &found.plan.territory) {
        return Err(AppError::NotFound);
    }
    Ok(ReAuditPage {
        seed: ctx.store.seed_checkpoint(found.fixed_seq).await?,
        cases: ctx.store.drawn_cases(id).await?,
        re_audit: found,
        now: ctx.clock.now(),
    })
}
