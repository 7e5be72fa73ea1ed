//! What follows from a step for other requests and for the catalogue. Each is a job: it may run twice and changes
//! nothing the second time.

use hemu_domain::{
    access::Permit,
    catalogue::Precedent,
    kernel::{AccountId, AskId, CaseId},
    request::{FollowReply, Request, Unmerge, UnmergeReason},
};
use hemu_store::jobs::Job;

use super::step::take_platform_step;
use crate::{AppError, Ctx};

/// The most requests merged into one.
const CHILDREN_MAX: u32 = 5_000;

/// Requests merged into this one take over its reply.
pub(crate) async fn reply_to_children(ctx: &Ctx, parent: CaseId) -> Result<(), AppError> {
    let request = ctx.store.request(parent).await?.ok_or(AppError::NotFound)?;
    let Some(lead) = request.state.lead() else { return Ok(()) };
    let texts = ctx.store.texts_of(parent).await?;
    let reply = texts.into_iter().rev().find(|text| text.kind == "reply").and_then(|text| text.text);
    let Some(text) = reply else { return Ok(()) };
    let input = FollowReply { parent, lead, text };
    each_child(ctx, parent, &|request, step| request.follow_reply(step, &input)).await
}

/// Requests merged into this one go on by themselves.
pub(crate) async fn release_children(ctx: &Ctx, parent: CaseId) -> Result<(), AppError> {
    let input = Unmerge {
        reason: UnmergeReason::ParentEnded,
        text: "主单未经答复即已结束，本单恢复单独办理。".into(),
    };
    each_child(ctx, parent, &|request, step| request.unmerge(step, &input)).await
}

/// One child that cannot follow never keeps the others from it.
async fn each_child(
    ctx: &Ctx,
    parent: CaseId,
    decide: &(dyn Fn(Request, &mut hemu_domain::Step<'_>) -> super::step::Decided + Send + Sync),
) -> Result<(), AppError> {
    let mut failed = None;
    for child in ctx.store.children_of(parent, CHILDREN_MAX).await? {
        match take_platform_step(ctx, child, decide).await {
            // Refused: it has followed already, was answered by itself, or was unmerged meanwhile.
            Ok(_) | Err(AppError::Refused(_)) => {}
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(()), Err)
}

/// The requesters of requests merged into this one are told as well.
pub(crate) async fn tell_children(ctx: &Ctx, parent: CaseId, job: &Job) -> Result<(), AppError> {
    let children = ctx.store.children_of(parent, CHILDREN_MAX).await?;
    Ok(ctx.store.tell_requesters(&children, &job.detail, &job.id, ctx.clock.now()).await?)
}

/// A ruling becomes a precedent: a new version of the catalogue.
pub(crate) async fn adopt_precedent(ctx: &Ctx, case: CaseId, ask: AskId) -> Result<(), AppError> {
    let request = ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
    let rules = ctx.rules(None).await?;
    let ruled = request.asks.iter().find(|own| own.id == ask);
    let (Some(ask), Some(matter)) = (ruled, request.matter) else { return Ok(()) };
    let Some(unit) = ask.terms.unit else { return Ok(()) };
    let new = Precedent {
        ask: ask.id,
        case,
        matter,
        division: precedent_division(&request, &rules, unit),
        unit,
        since: 0,
    };
    let permit = Permit::platform(AccountId::PLATFORM, request.case.centre);
    let mut tx = ctx.store.begin_write().await?;
    tx.adopt_precedent(ctx.meta(permit, ctx.clock.now()), &new).await?;
    tx.commit().await?;
    Ok(())
}

/// It holds where the unit that is right is responsible: its territory, if the place lies there.
fn precedent_division(
    request: &Request,
    rules: &hemu_domain::Rules,
    unit: hemu_domain::kernel::UnitId,
) -> hemu_domain::organisation::DivisionPath {
    match rules.unit(unit) {
        Some(unit) if unit.territory.contains(&request.case.division) => unit.territory.clone(),
        _ => request.case.division.clone(),
    }
}
