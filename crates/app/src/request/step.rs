//! One step of a request: load, ask for the permit, decide, apply, commit. The same for every command.

use hemu_domain::{
    Step,
    kernel::{CaseId, Decision, Refusal},
    ledger::{StreamId, StreamKind},
    request::{Action, MACHINE, Request, RequestEntry},
};
use hemu_store::{Meta, StoreError};

use crate::{AppError, Call, Ctx};

/// Which request, in the version the caller saw.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub request: CaseId,
    pub version: u32,
}

/// A rule of `domain`: the request, the step and what was filled in, to a decision or a refusal.
type Rule<I> = fn(Request, &mut Step<'_>, &I) -> Result<Decision<Request, RequestEntry>, Refusal>;

/// Take a step by the rule `decide`.
///
/// A command that was carried out before, under the same key, gives the request as it stands now.
pub(super) async fn take_step<I>(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    action: Action,
    input: &I,
    decide: Rule<I>,
) -> Result<Request, AppError> {
    match try_step(ctx, call, target, action, input, decide).await {
        Err(error @ (AppError::Stale | AppError::Refused(_) | AppError::Store(StoreError::Repeated))) => {
            repeated(ctx, call, target.request).await?.ok_or(error)
        }
        done => done,
    }
}

async fn try_step<I>(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    action: Action,
    input: &I,
    decide: Rule<I>,
) -> Result<Request, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let mut tx = ctx.store.begin_write().await?;
    let request = tx.request(target.request).await?.ok_or(AppError::NotFound)?;
    let readers = request.readers();
    if !call.actor.scope().allows(&request.case.facets(&readers)) {
        return Err(AppError::NotFound);
    }
    if !call.actor.acting_scope().allows(&request.case.facets(&readers)) {
        return Err(Refusal::new(
            "reading_only",
            "临时授权和紧急查阅只能查看，不能办理",
            "a grant or break-glass gives reading, not acting",
        )
        .into());
    }
    if request.case.version != target.version {
        return Err(AppError::Stale);
    }
    let row = MACHINE.step(request.state.stage(), action)?;
    let permit = call.actor.allowed_to(row.roles, row.holder, &request.case, &readers)?;

    let at = ctx.clock.now();
    let mut random = || ctx.random.next();
    let mut step = Step { permit, at, rules: &rules, random: &mut random };
    let decision = decide(request.clone(), &mut step, input)?;

    let key = call.command_key();
    let meta = Meta {
        permit,
        at,
        command_key: &key,
        command_digest: &call.digest,
        calendar_version: rules.calendar.version,
        random: ctx.random.as_ref(),
    };
    let request = tx.apply(meta, Some(&request), decision, &[]).await?;
    tx.commit().await?;
    Ok(request)
}

/// The request that a command with this key changed before, if it did.
///
/// # Errors
/// `KeyReused` when the key was used for something else.
pub(crate) async fn repeated(ctx: &Ctx, call: &Call, request: CaseId) -> Result<Option<Request>, AppError> {
    if call.key.is_empty() {
        return Ok(None);
    }
    match ctx.store.command_done(&call.command_key()).await? {
        None => Ok(None),
        Some(done)
            if done.stream == StreamId::of(StreamKind::Case, request).0 && done.digest == call.digest =>
        {
            Ok(ctx.store.request(request).await?)
        }
        Some(_) => Err(AppError::KeyReused),
    }
}
