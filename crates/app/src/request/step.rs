//! One step of a request: load, ask for the permit, decide, apply, commit. The same for every command, whoever takes
//! it: a member of staff, the requester, or the platform itself.

use hemu_domain::{
    Rules, Step,
    access::Permit,
    kernel::{AccountId, CaseId, Decision, Instant, Refusal},
    ledger::{StreamId, StreamKind},
    request::{Action, Parent, Request, RequestEntry, Stage, machine},
};
use hemu_store::{Meta, StoreError, Tx};

use crate::{AppError, Call, Ctx};

/// Which request, in the version the caller saw.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub request: CaseId,
    pub version: u32,
}

/// What a rule of `domain` comes to.
pub(crate) type Decided = Result<Decision<Request, RequestEntry>, Refusal>;

/// A rule of `domain`: the request, the step and what was filled in, to a decision or a refusal.
type Rule<I> = fn(Request, &mut Step<'_>, &I) -> Decided;

/// A step in the making. Most need no more than an action and a rule.
pub(super) struct Move<'a> {
    /// The action, which may follow from the request as it stands.
    pub(super) action: &'a (dyn Fn(&Request) -> Result<Action, Refusal> + Send + Sync),
    /// Another request that the rule must know about.
    pub(super) beside: &'a (dyn Fn(&Request) -> Option<CaseId> + Send + Sync),
    pub(super) decide: &'a (dyn Fn(Request, &mut Step<'_>, Option<Parent>) -> Decided + Send + Sync),
}

/// Take a step by the rule `decide`.
///
/// A command that was carried out before, under the same key, gives the request as it stands now.
pub(super) async fn take_step<I: Sync>(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    action: Action,
    input: &I,
    decide: Rule<I>,
) -> Result<Request, AppError> {
    let chosen = Move {
        action: &|_| Ok(action),
        beside: &|_| None,
        decide: &|request, step, _| decide(request, step, input),
    };
    take_move(ctx, call, target, &chosen).await
}

/// Take a step that needs to look at another request as well, or whose action follows from the request.
pub(super) async fn take_move(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    chosen: &Move<'_>,
) -> Result<Request, AppError> {
    or_repeated(ctx, call, target.request, try_move(ctx, call, target, chosen).await).await
}

async fn try_move(ctx: &Ctx, call: &Call, target: Target, chosen: &Move<'_>) -> Result<Request, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let mut tx = ctx.store.begin_write().await?;
    let request = seen(&mut tx, call, target.request).await?;
    let readers = request.readers();
    call.actor.may_act(&request.case, &readers)?;
    if request.case.version != target.version {
        return Err(AppError::Stale);
    }
    let action = (chosen.action)(&request)?;
    let row = machine(request.case.machine_version).step(request.state.stage(), action)?;
    let permit = call.actor.allowed_to(row.roles, row.holder, &request.case, &readers)?;
    let parent = match (chosen.beside)(&request) {
        None => None,
        Some(other) => Some(look_beside(&mut tx, call, request.case.id, other).await?),
    };
    let by = Deciding { call, permit, at: ctx.clock.now(), rules: &rules };
    let request =
        decide(ctx, &mut tx, &by, &request, |request, step| (chosen.decide)(request, step, parent)).await?;
    tx.commit().await?;
    Ok(request)
}

/// The request, read inside the transaction that will change it, if this person may see it now.
pub(crate) async fn seen(tx: &mut Tx, call: &Call, case: CaseId) -> Result<Request, AppError> {
    let request = tx.request(case).await?.ok_or(AppError::NotFound)?;
    if call.actor.scope().allows(&request.case.facets(&request.readers())) {
        Ok(request)
    } else {
        Err(AppError::NotFound)
    }
}

/// The other request of a merge, which the caller must be able to see as well.
async fn look_beside(tx: &mut Tx, call: &Call, own: CaseId, other: CaseId) -> Result<Parent, AppError> {
    tx.hold_cases(&[own, other]).await?;
    let unknown = || {
        Refusal::new("unknown_case", "没有该编号的诉求，请核对", "there is no such request; check its number")
            .on("parent")
    };
    let found = match seen(tx, call, other).await {
        Err(AppError::NotFound) => return Err(unknown().into()),
        found => found?,
    };
    Ok(Parent {
        case: found.case.id,
        open: !matches!(found.state.stage(), Stage::Replied | Stage::Closed),
        merged: found.case.merged_into.is_some(),
        label: found.case.label,
    })
}

/// Take a step in the name of the requester, who has shown that the request is theirs.
pub(super) async fn take_requester_step<I: Sync>(
    ctx: &Ctx,
    call: &Call,
    request: CaseId,
    input: &I,
    rule: Rule<I>,
) -> Result<Request, AppError> {
    let taken = async {
        let rules = ctx.rules(call.generation).await?;
        let mut tx = ctx.store.begin_write().await?;
        let found = tx.request(request).await?.ok_or(AppError::NotFound)?;
        let permit = Permit::requester(call.actor.account, found.case.centre);
        let by = Deciding { call, permit, at: ctx.clock.now(), rules: &rules };
        let request = decide(ctx, &mut tx, &by, &found, |request, step| rule(request, step, input)).await?;
        tx.commit().await?;
        Ok(request)
    };
    or_repeated(ctx, call, request, taken.await).await
}

/// Take a step that no person takes.
pub(super) async fn take_platform_step(
    ctx: &Ctx,
    request: CaseId,
    rule: &(dyn Fn(Request, &mut Step<'_>) -> Decided + Send + Sync),
) -> Result<Request, AppError> {
    let rules = ctx.rules(None).await?;
    let mut tx = ctx.store.begin_write().await?;
    let found = tx.request(request).await?.ok_or(AppError::NotFound)?;
    let permit = Permit::platform(AccountId::PLATFORM, found.case.centre);
    let by = Deciding { call: &Call::platform(), permit, at: ctx.clock.now(), rules: &rules };
    let request = decide(ctx, &mut tx, &by, &found, rule).await?;
    tx.commit().await?;
    Ok(request)
}

/// Who decides, when, and by which rules.
pub(crate) struct Deciding<'a> {
    pub(crate) call: &'a Call,
    pub(crate) permit: Permit,
    pub(crate) at: Instant,
    pub(crate) rules: &'a Rules,
}

/// Decide by a rule of `domain` and write what comes of it. The caller adds rows of its own, and commits.
pub(crate) async fn decide(
    ctx: &Ctx,
    tx: &mut Tx,
    by: &Deciding<'_>,
    before: &Request,
    rule: impl FnOnce(Request, &mut Step<'_>) -> Decided,
) -> Result<Request, AppError> {
    let decision = {
        let mut random = || ctx.random.next();
        let mut step = Step { permit: by.permit, at: by.at, rules: by.rules, random: &mut random };
        rule(before.clone(), &mut step)?
    };
    let key = by.call.command_key();
    let meta =
        Meta { calendar_version: by.rules.calendar.version, ..ctx.meta_of(by.call, &key, by.permit, by.at) };
    Ok(tx.apply(meta, Some(before), decision, &[]).await?)
}

/// What a command with this key did before, where it failed now because it had been done.
pub(super) async fn or_repeated(
    ctx: &Ctx,
    call: &Call,
    request: CaseId,
    outcome: Result<Request, AppError>,
) -> Result<Request, AppError> {
    match outcome {
        Err(error @ (AppError::Stale | AppError::Refused(_) | AppError::Store(StoreError::Repeated))) => {
            repeated(ctx, call, request).await?.ok_or(error)
        }
        done => done,
    }
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
