//! Sign out.

use hemu_domain::access::Permit;

use super::sign_in::token_hash;
use crate::{AppError, Call, Ctx};

/// End the session behind a token.
pub async fn sign_out(ctx: &Ctx, call: &Call, token: &str) -> Result<(), AppError> {
    let rules = ctx.rules(call.generation).await?;
    let permit = Permit::platform(call.actor.account, Ctx::centre(&rules)?);
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account(call.actor.account).await?.ok_or(AppError::SignInNeeded)?;
    tx.signed_out(ctx.meta(permit, ctx.clock.now()), &account, &token_hash(ctx, token)).await?;
    tx.commit().await?;
    Ok(())
}
