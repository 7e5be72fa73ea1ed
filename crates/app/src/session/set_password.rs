//! Set one's own password. Ends every session of the account.

use hemu_domain::{access::Permit, kernel::Refusal};

use super::{check_password, hash_password, verify_password};
use crate::{AppError, Call, Ctx};

/// Set a new password, knowing the old one.
pub async fn set_password(ctx: &Ctx, call: &Call, old: &str, new: &str) -> Result<(), AppError> {
    let settings = &ctx.settings.sign_in;
    let used = ctx.store.passwords_used(call.actor.account, settings.password_reuse).await?;
    let current = used.first().ok_or(AppError::SignInNeeded)?;
    if !verify_password(old, current).await? {
        return Err(Refusal::new("wrong_password", "原密码不正确", "the old password is wrong")
            .on("old")
            .into());
    }
    for hash in &used {
        if verify_password(new, hash).await? {
            return Err(Refusal::new(
                "password_used",
                format!("不能使用最近 {} 次用过的密码", settings.password_reuse),
                format!("the last {} passwords cannot be used again", settings.password_reuse),
            )
            .on("password")
            .into());
        }
    }
    let hash = hash_password(ctx, new).await?;
    let rules = ctx.rules(call.generation).await?;
    let permit = Permit::platform(call.actor.account, Ctx::centre(&rules)?);
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account(call.actor.account).await?.ok_or(AppError::SignInNeeded)?;
    check_password(settings, &account.login, new)?;
    tx.set_password(ctx.meta(permit, ctx.clock.now()), &account, &hash).await?;
    tx.commit().await?;
    Ok(())
}
