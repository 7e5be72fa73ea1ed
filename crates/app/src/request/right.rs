//! What people ask about their own data, the desk that decides, and erasing a request.

use hemu_domain::{
    access::{Actor, Permit},
    kernel::{CaseId, Instant, Refusal, RightId, UnitId},
    person::mask_text,
    request::{AskRight, DecideRight, RIGHTS_DESK, RIGHTS_MAX, Request, RightKind, RightState, right_due},
};
use hemu_store::right::RightRow;

use super::{
    requester::{Shown, shown_request},
    step::{Deciding, decide, or_repeated},
};
use crate::{AppError, Call, Ctx};

/// One page of what waits.
pub const RIGHTS_PAGE: u32 = 50;

/// Something that waits for the desk.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub id: RightId,
    pub case: CaseId,
    pub number: String,
    pub stage: String,
    pub right: RightKind,
    pub asked_at: Instant,
    pub due_at: Instant,
    /// What was said, numbers masked.
    pub text: Option<String>,
}

/// Ask for a right, having shown that the request is one's own.
pub async fn ask_right(
    ctx: &Ctx,
    call: &Call,
    shown: &Shown,
    right: RightKind,
    text: &str,
) -> Result<Request, AppError> {
    let case = shown_request(ctx, shown).await?.case.id;
    or_repeated(ctx, call, case, try_ask(ctx, call, case, right, text).await).await
}

async fn try_ask(
    ctx: &Ctx,
    call: &Call,
    case: CaseId,
    right: RightKind,
    text: &str,
) -> Result<Request, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let before = tx.request(case).await?.ok_or(AppError::NotFound)?;
    let asked = tx.rights_of(case).await?;
    if asked.iter().any(|own| own.right == right && own.state == RightState::Open) {
        return Err(Refusal::new(
            "asked_already",
            "同样的申请已经收到，正在处理",
            "the same has been asked and is being looked at",
        )
        .into());
    }
    if RIGHTS_MAX <= asked.len() {
        return Err(Refusal::new(
            "asked_too_often",
            "这件诉求的申请次数已满，请拨打 12345 或到窗口办理",
            "no more can be asked here about this request; call 12345 or come to the counter",
        )
        .into());
    }
    let permit = Permit::requester(call.actor.account, before.case.centre);
    let input = AskRight { id: RightId::new(at, ctx.random.next()), right, text: text.to_owned() };
    let row = RightRow {
        id: input.id,
        case,
        right,
        state: RightState::Open,
        asked_at: at,
        due_at: right_due(&rules, at),
        decided_at: None,
    };
    let by = Deciding { call, permit, at, rules: &rules };
    let request = decide(ctx, &mut tx, &by, &before, |request, step| request.ask_right(step, &input)).await?;
    tx.add_right(&row).await?;
    tx.commit().await?;
    Ok(request)
}

/// What was asked about one's own request, and what became of it.
pub(super) async fn rights_of(ctx: &Ctx, case: CaseId) -> Result<Vec<RightRow>, AppError> {
    Ok(ctx.store.rights_of(case).await?)
}

/// What waits for the desk, nearest due first.
pub async fn rights_waiting(
    ctx: &Ctx,
    call: &Call,
    after: Option<(Instant, RightId)>,
) -> Result<Vec<Waiting>, AppError> {
    call.actor.in_role(RIGHTS_DESK)?;
    let mut waiting = Vec::new();
    for found in ctx.store.rights_waiting(&desks_of(&call.actor), after, RIGHTS_PAGE).await? {
        let texts = ctx.store.texts_of(found.row.case).await?;
        let said =
            texts.into_iter().find(|text| text.kind == "message" && text.recorded_at == found.row.asked_at);
        waiting.push(Waiting {
            id: found.row.id,
            case: found.row.case,
            number: found.number,
            stage: found.stage,
            right: found.row.right,
            asked_at: found.row.asked_at,
            due_at: found.row.due_at,
            text: said.and_then(|said| said.text).map(|text| mask_text(&text)),
        });
    }
    Ok(waiting)
}

/// Decide. What is granted to be erased is erased at once.
pub async fn decide_right(
    ctx: &Ctx,
    call: &Call,
    id: RightId,
    granted: bool,
    text: &str,
) -> Result<Request, AppError> {
    call.actor.in_role(RIGHTS_DESK)?;
    let row = ctx.store.right(id).await?.ok_or(AppError::NotFound)?;
    let decided = try_decide(ctx, call, &row, granted, text).await;
    let request = or_repeated(ctx, call, row.case, decided).await?;
    if request.erased_at.is_some() {
        // The job does it again should this fail: the texts are gone already.
        ctx.store.keys().destroy(request.case.key).await?;
    }
    Ok(request)
}

async fn try_decide(
    ctx: &Ctx,
    call: &Call,
    row: &RightRow,
    granted: bool,
    text: &str,
) -> Result<Request, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let before = tx.request(row.case).await?.ok_or(AppError::NotFound)?;
    if !desks_of(&call.actor).contains(&before.case.centre) {
        return Err(AppError::NotFound);
    }
    if row.state != RightState::Open {
        return Err(Refusal::new("decided_already", "该申请已经处理", "this has been decided").into());
    }
    let permit = call.actor.in_role(RIGHTS_DESK)?;
    let input = DecideRight { id: row.id, right: row.right, granted, text: text.to_owned() };
    let by = Deciding { call, permit, at, rules: &rules };
    let mut request =
        decide(ctx, &mut tx, &by, &before, |request, step| request.decide_right(step, &input)).await?;
    let state = if granted { RightState::Granted } else { RightState::Refused };
    tx.settle_right(row.id, state, permit.account(), at).await?;
    if granted && row.right == RightKind::Erase {
        // A consequence of the same command, whose key stands on the decision.
        let by = Deciding { call: &Call::platform(), ..by };
        request = decide(ctx, &mut tx, &by, &request, |request, step| request.erase(step)).await?;
        tx.forget_case(row.case).await?;
    }
    tx.commit().await?;
    Ok(request)
}

/// The centres in whose name this person decides.
fn desks_of(actor: &Actor) -> Vec<UnitId> {
    actor.posts.iter().filter(|post| RIGHTS_DESK.contains(&post.role)).map(|post| post.unit).collect()
}

/// Destroy the key of an erased case, where that did not happen at once.
pub(crate) async fn forget_key(ctx: &Ctx, case: CaseId) -> Result<(), AppError> {
    let request = ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
    if request.erased_at.is_some() {
        ctx.store.keys().destroy(request.case.key).await?;
    }
    Ok(())
}
