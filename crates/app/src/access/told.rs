//! Who is told of a case, and who is told of unusual looks.

use hemu_domain::kernel::{AccountId, CaseId, Instant};

use super::ALERTED;
use crate::{AppError, Ctx};

/// Of these people, those who may know of the case. Of an ordinary case all may: its notices say nothing. Of one that
/// is sealed or recuses somebody, those whom the one access rule lets see it.
pub(crate) async fn who_may_know(
    ctx: &Ctx,
    case: CaseId,
    accounts: &[AccountId],
    at: Instant,
) -> Result<Vec<AccountId>, AppError> {
    if !ctx.store.is_guarded(case).await? {
        return Ok(accounts.to_vec());
    }
    let request = ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
    let readers = request.readers();
    let mut may = Vec::new();
    for account in accounts {
        let actor = ctx.store.actor_by_id(*account, at).await?;
        if actor.is_some_and(|actor| actor.scope().allows(&request.case.facets(&readers))) {
            may.push(*account);
        }
    }
    Ok(may)
}

/// Everybody who is alerted of unusual looks now.
pub(crate) async fn alerted(ctx: &Ctx, at: Instant) -> Result<Vec<AccountId>, AppError> {
    Ok(ctx.store.accounts_in_roles(ALERTED, at).await?)
}
