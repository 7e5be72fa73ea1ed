//! Draw (抽取): with the root of the first checkpoint that holds the fixing as the seed.

use std::collections::HashMap;

use hemu_domain::{
    kernel::{CaseId, ReAuditId, Refusal},
    re_audit::{Drawn, Member, draw, may_draw, population_root},
};
use hemu_store::{
    StoreError,
    re_audit::{ReAudit, SeedCheckpoint},
};

use super::population;
use crate::{AppError, Call, Ctx};

/// Draw. What was drawn before is returned as it is: there is nothing to choose a second time.
///
/// # Errors
/// `not_your_role`, `not_your_case`; `no_checkpoint_yet` until the ledger's next checkpoint is made;
/// `population_changed` when the facts no longer give the root that was fixed.
pub async fn draw_re_audit(ctx: &Ctx, call: &Call, id: ReAuditId) -> Result<ReAudit, AppError> {
    let found = ctx.store.re_audit(id).await?.ok_or(AppError::NotFound)?;
    let permit = may_draw(&call.actor, &found.plan.territory)?;
    if found.draw.is_some() {
        return Ok(found);
    }
    let seed = ctx.store.seed_checkpoint(found.fixed_seq).await?.ok_or_else(|| {
        Refusal::new(
            "no_checkpoint_yet",
            "账本的下一个检查点尚未生成，通常一分钟内即可抽取",
            "the ledger's next checkpoint is not made yet; it usually takes a minute",
        )
    })?;
    let drawn = redraw(ctx, &found, &seed).await?.ok_or_else(|| {
        Refusal::new(
            "population_changed",
            "期间内的办结记录与固定时不一致，不能抽取，请核查账本",
            "the endings of the period are not those that were fixed; nothing is drawn, look into the ledger",
        )
    })?;
    let key = call.command_key();
    let mut tx = ctx.store.begin_write().await?;
    let meta = ctx.meta_of(call, &key, permit, ctx.clock.now());
    match tx.draw_re_audit(meta, id, &seed, &drawn).await {
        // Somebody else was faster: the draw is the same.
        Err(StoreError::Stale | StoreError::Repeated) => drop(tx),
        done => {
            done?;
            tx.commit().await?;
        }
    }
    ctx.store.re_audit(id).await?.ok_or(AppError::NotFound)
}

/// The draw as population and seed give it; nothing when the population is not the one that was fixed.
pub(super) async fn redraw(
    ctx: &Ctx,
    found: &ReAudit,
    seed: &SeedCheckpoint,
) -> Result<Option<Vec<(CaseId, Drawn)>>, AppError> {
    let cases = population(&ctx.store, &found.plan, found.fixed_at).await?;
    let members: Vec<Member> = cases.iter().map(|(_, member)| member.clone()).collect();
    if population_root(&members) != found.root {
        return Ok(None);
    }
    let ids: HashMap<String, CaseId> =
        cases.into_iter().map(|(case, member)| (member.number, case)).collect();
    let drawn = draw(&members, &seed.root, found.plan.percent);
    Ok(Some(drawn.into_iter().filter_map(|one| Some((*ids.get(&one.member.number)?, one))).collect()))
}
