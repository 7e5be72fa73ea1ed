//! Fix a population (固定抽样总体): its Merkle root stands in the ledger before anybody can know the seed.

use hemu_domain::{
    kernel::{Instant, ReAuditId, Refusal},
    organisation::DivisionPath,
    re_audit::{Member, Plan, check_plan, may_draw, population_root, sample_size},
};
use hemu_store::re_audit::ReAudit;

use super::{DRAWN_MAX, population};
use crate::{AppError, Call, Ctx};

/// What the auditor chose.
#[derive(Debug, Clone)]
pub struct NewReAudit {
    pub from: Instant,
    pub before: Instant,
    pub percent: u32,
    /// The auditor's own territory when left out.
    pub division: Option<DivisionPath>,
}

/// The most re-audits that are looked through for overlaps.
const PLANS_MAX: u32 = 5_000;

/// Fix a population. The same command again gives what it made.
///
/// # Errors
/// `not_your_role`; those of `check_plan`; `nothing_ended` when there is nothing to draw from; `too_many`.
pub async fn fix_re_audit(ctx: &Ctx, call: &Call, new: &NewReAudit) -> Result<ReAudit, AppError> {
    let permit = call.actor.in_role(&[hemu_domain::access::Role::Auditor])?;
    let own = call.actor.posts.iter().find(|post| post.unit == permit.unit() && post.role == permit.role());
    let territory = new.division.clone().or_else(|| own.map(|post| post.territory.clone()));
    let territory = territory.ok_or(AppError::NotFound)?;
    let permit = may_draw(&call.actor, &territory)?;
    let plan = Plan { territory, from: new.from, before: new.before, percent: new.percent };
    let others = ctx.store.re_audits(PLANS_MAX).await?;
    if ctx.done_before(call).await? {
        return others.into_iter().find(|other| other.plan == plan).ok_or(AppError::NotFound);
    }
    let plans: Vec<Plan> = others.into_iter().map(|other| other.plan).collect();
    let at = ctx.clock.now();
    check_plan(&plan, &plans, at)?;
    let members: Vec<Member> =
        population(&ctx.store, &plan, at).await?.into_iter().map(|(_, member)| member).collect();
    check_size(members.len(), plan.percent)?;
    let id = ReAuditId::new(at, ctx.random.next());
    let key = call.command_key();
    let mut tx = ctx.store.begin_write().await?;
    let meta = ctx.meta_of(call, &key, permit, at);
    tx.fix_re_audit(meta, id, &plan, members.len(), &population_root(&members)).await?;
    tx.commit().await?;
    ctx.store.re_audit(id).await?.ok_or(AppError::NotFound)
}

fn check_size(size: usize, percent: u32) -> Result<(), Refusal> {
    if size == 0 {
        return Err(
            Refusal::new("nothing_ended", "该期间没有办结的工单", "no case ended in the period").on("from")
        );
    }
    if DRAWN_MAX < sample_size(size, percent) {
        return Err(Refusal::new(
            "too_many",
            format!("抽取数将超过 {DRAWN_MAX} 件，请缩短期间或降低比例"),
            format!("more than {DRAWN_MAX} would be drawn; choose a shorter period or fewer percent"),
        )
        .on("percent"));
    }
    Ok(())
}
