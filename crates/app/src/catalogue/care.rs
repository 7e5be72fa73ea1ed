//! Two versions of the catalogue compared, and precedents: listed, and ended by the keeper.

use hemu_domain::{
    access::Role,
    catalogue::{Comparison, EndReason, Precedent, compare},
    kernel::{AskId, Refusal},
    organisation::Division,
};

use crate::{AppError, Call, Ctx};

/// What became of the matters from one version to another.
///
/// # Errors
/// `unknown_version`.
pub async fn compare_catalogue(ctx: &Ctx, from: u32, to: u32) -> Result<Comparison, AppError> {
    let (newest, _) = ctx.store.catalogue().await?;
    if newest < from || newest < to {
        return Err(Refusal::new(
            "unknown_version",
            format!("目录最新为第 {newest} 版"),
            format!("the newest version is {newest}"),
        )
        .on("to")
        .into());
    }
    let (before, after) = (ctx.store.catalogue_at(from).await?, ctx.store.catalogue_at(to).await?);
    Ok(compare(&before, &after))
}

/// End a precedent: the catalogue's own duty holds again.
///
/// # Errors
/// `not_your_role`; `Stale` when the catalogue has changed; `no_precedent` when it is not in force.
pub async fn end_precedent(
    ctx: &Ctx,
    call: &Call,
    expected_version: u32,
    ask: AskId,
    reason: EndReason,
) -> Result<(), AppError> {
    let permit = call.actor.in_role(&[Role::CatalogueKeeper])?;
    if ctx.done_before(call).await? {
        return Ok(());
    }
    if ctx.rules(None).await?.catalogue_version != expected_version {
        return Err(AppError::Stale);
    }
    let key = call.command_key();
    let mut tx = ctx.store.begin_write().await?;
    let meta = ctx.meta_of(call, &key, permit, ctx.clock.now());
    if !tx.end_precedent(meta, ask, reason.code()).await? {
        return Err(Refusal::new(
            "no_precedent",
            "该先例已失效，请刷新",
            "the precedent is not in force; reload",
        )
        .into());
    }
    tx.commit().await?;
    Ok(())
}

/// Precedents in force, newest first.
pub async fn list_precedents(ctx: &Ctx, call: &Call) -> Result<Vec<Precedent>, AppError> {
    Ok(ctx.rules(call.generation).await?.precedents.clone())
}

/// The divisions in which these precedents hold.
pub async fn places_of(ctx: &Ctx, precedents: &[Precedent]) -> Result<Vec<Division>, AppError> {
    let paths: Vec<_> = precedents.iter().map(|precedent| precedent.division.clone()).collect();
    Ok(ctx.store.divisions_on(&paths).await?)
}
