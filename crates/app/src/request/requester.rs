//! What requesters do with their own request, shown by its number and code: the same rules as at the desk.

use hemu_domain::{
    kernel::{AskKind, AskTerms, CaseId},
    request::{AskFor, Offer, RateRequest, Reopen, Request, Supplement, Urge, Withdraw},
};

use hemu_store::resident::Resident;

use super::{record::tracking_hash, step::take_requester_step};
use crate::{AppError, Call, Ctx};

/// How a requester shows that a request is theirs.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    pub number: String,
    /// Empty when it is the resident's account that shows it.
    pub code: String,
    pub resident: Option<Resident>,
}

/// The request with this number, if the code is right. A wrong number and a wrong code look the same.
pub async fn shown_request(ctx: &Ctx, shown: &Shown) -> Result<Request, AppError> {
    let id: CaseId = ctx.store.case_by_number(shown.number.trim()).await?.ok_or(AppError::NotFound)?;
    let request = ctx.store.request(id).await?.ok_or(AppError::NotFound)?;
    if let Some(resident) = shown.resident.as_ref().filter(|_| shown.code.is_empty()) {
        let keeps = ctx.store.keeps_case(resident, id).await?;
        return if keeps { Ok(request) } else { Err(AppError::NotFound) };
    }
    let known = subtle::ConstantTimeEq::ct_eq(
        request.tracking_hash.as_bytes(),
        tracking_hash(ctx, &shown.code).as_bytes(),
    );
    if bool::from(known) { Ok(request) } else { Err(AppError::NotFound) }
}

/// What they may do now.
pub async fn requester_offers(ctx: &Ctx, request: &Request) -> Result<Vec<Offer>, AppError> {
    let rules = ctx.rules(None).await?;
    Ok(request.requester_offers(&rules, ctx.clock.now()))
}

/// Add to it.
pub async fn supplement_own(
    ctx: &Ctx,
    call: &Call,
    shown: &Shown,
    input: &Supplement,
) -> Result<Request, AppError> {
    let request = shown_request(ctx, shown).await?.case.id;
    take_requester_step(ctx, call, request, input, Request::supplement).await
}

/// Urge.
pub async fn urge_own(ctx: &Ctx, call: &Call, shown: &Shown, input: &Urge) -> Result<Request, AppError> {
    let request = shown_request(ctx, shown).await?.case.id;
    take_requester_step(ctx, call, request, input, Request::urge).await
}

/// Rate.
pub async fn rate_own(
    ctx: &Ctx,
    call: &Call,
    shown: &Shown,
    input: &RateRequest,
) -> Result<Request, AppError> {
    let request = shown_request(ctx, shown).await?.case.id;
    take_requester_step(ctx, call, request, input, Request::rate).await
}

/// Withdraw.
pub async fn withdraw_own(
    ctx: &Ctx,
    call: &Call,
    shown: &Shown,
    input: &Withdraw,
) -> Result<Request, AppError> {
    let request = shown_request(ctx, shown).await?.case.id;
    take_requester_step(ctx, call, request, input, Request::withdraw).await
}

/// Have it opened again.
pub async fn reopen_own(ctx: &Ctx, call: &Call, shown: &Shown, input: &Reopen) -> Result<Request, AppError> {
    let request = shown_request(ctx, shown).await?.case.id;
    take_requester_step(ctx, call, request, input, Request::reopen).await
}

/// Disagree with the handling: another unit looks at it.
pub async fn complain_own(
    ctx: &Ctx,
    call: &Call,
    shown: &Shown,
    reason: &str,
    text: &str,
) -> Result<Request, AppError> {
    let request = shown_request(ctx, shown).await?.case.id;
    let input = AskFor {
        kind: AskKind::Complaint,
        terms: AskTerms { reason: reason.to_owned(), ..AskTerms::default() },
        text: text.to_owned(),
        parent: None,
    };
    take_requester_step(ctx, call, request, &input, Request::ask).await
}
