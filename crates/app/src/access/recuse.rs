//! Recuse a person from a case (回避).

use hemu_domain::{
    access::RecusalReason,
    kernel::{AccountId, CaseId},
    request::{Recuse, Request, may_recuse},
};
use hemu_store::StoreError;

use crate::{
    AppError, Call, Ctx,
    request::{
        Target,
        step::{Deciding, decide, repeated, seen},
    },
};

/// Who, and why.
#[derive(Debug, Clone, Copy)]
pub struct AskedRecusal {
    /// The caller themself when left out.
    pub account: Option<AccountId>,
    pub reason: RecusalReason,
}

/// Recuse oneself, or somebody of one's unit as its head or supervisor.
///
/// # Errors
/// `not_your_role`, `recused_already`, `reason`.
pub async fn recuse(ctx: &Ctx, call: &Call, target: Target, asked: AskedRecusal) -> Result<(), AppError> {
    match try_recuse(ctx, call, target, asked).await {
        // Whoever recused themself no longer finds the case: a repeat must still be answered as the first was.
        Err(
            error @ (AppError::NotFound
            | AppError::Stale
            | AppError::Refused(_)
            | AppError::Store(StoreError::Repeated)),
        ) => repeated(ctx, call, target.request).await?.map(|_: Request| ()).ok_or(error),
        done => done,
    }
}

async fn try_recuse(ctx: &Ctx, call: &Call, target: Target, asked: AskedRecusal) -> Result<(), AppError> {
    let rules = ctx.rules(call.generation).await?;
    let at = ctx.clock.now();
    let account = asked.account.unwrap_or(call.actor.account);
    let other = ctx.store.actor_by_id(account, at).await?.ok_or(AppError::NotFound)?;
    let input =
        Recuse { account, reason: asked.reason, units: other.posts.iter().map(|post| post.unit).collect() };
    let case: CaseId = target.request;
    let mut tx = ctx.store.begin_write().await?;
    let request = seen(&mut tx, call, case).await?;
    if request.case.version != target.version {
        return Err(AppError::Stale);
    }
    let permit = may_recuse(&call.actor, &input)?;
    let by = Deciding { call, permit, at, rules: &rules };
    decide(ctx, &mut tx, &by, &request, |request, step| request.recuse(step, &input)).await?;
    Ok(tx.commit().await?)
}
