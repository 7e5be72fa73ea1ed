//! Running the installation: checkpoints, sessions, verifying the ledger.

use hemu_domain::{
    access::Permit,
    kernel::{AccountId, Instant},
};
pub use hemu_store::ledger::{Fault, Finding, Verified};

use crate::{AppError, Ctx};

/// Fix the heads of all streams that changed under a signed checkpoint.
pub async fn make_checkpoint(ctx: &Ctx) -> Result<usize, AppError> {
    Ok(ctx.store.make_checkpoint(ctx.clock.now()).await?)
}

/// Forget sessions that are too old to be used, and wrong passwords that count no longer.
pub async fn sweep_sessions(ctx: &Ctx) -> Result<usize, AppError> {
    let (now, settings) = (ctx.clock.now(), &ctx.settings.sign_in);
    let created = now.plus_ms(-settings.absolute_hours * Instant::HOUR_MS);
    let seen = now.plus_ms(-settings.idle_minutes * Instant::MINUTE_MS);
    let idle = now.plus_ms(-crate::resident::IDLE_DAYS * Instant::DAY_MS);
    let residents = ctx.store.sweep_residents(idle, now.plus_ms(-Instant::DAY_MS)).await?;
    let staff = ctx.store.sweep_sessions(created, seen).await?;
    ctx.store.sweep_tries(now.plus_ms(-settings.lock_minutes * Instant::MINUTE_MS)).await?;
    Ok(usize::try_from(staff + residents).unwrap_or(usize::MAX))
}

/// Take a second factor off from the shell: the last security administrator lost the telephone, and nobody else may.
pub async fn take_off_second_factor(ctx: &Ctx, login: &str) -> Result<(), AppError> {
    let rules = ctx.rules(None).await?;
    let permit = Permit::platform(AccountId::PLATFORM, Ctx::centre(&rules)?);
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account_by_login(login).await?.ok_or(AppError::NotFound)?;
    tx.take_off_second_factor(ctx.meta(permit, ctx.clock.now()), &account).await?;
    tx.commit().await?;
    Ok(())
}

/// Verify every chain of the ledger, its rows and its checkpoints.
pub async fn verify_ledger(ctx: &Ctx, progress: &(dyn Fn(u64) + Sync)) -> Result<Verified, AppError> {
    Ok(ctx.store.verify_ledger(progress).await?)
}

/// Merkle root over the heads of all streams.
pub async fn ledger_root(ctx: &Ctx) -> Result<[u8; 32], AppError> {
    Ok(ctx.store.ledger_root().await?)
}

/// Whether this database is a demo city with published passwords.
pub async fn is_demo(ctx: &Ctx) -> Result<bool, AppError> {
    Ok(ctx.store.meta("demo").await?.is_some())
}

/// Mark this database as a demo city, which `hemu serve` refuses.
pub async fn mark_demo(ctx: &Ctx) -> Result<(), AppError> {
    Ok(ctx.store.set_meta("demo", "1").await?)
}
