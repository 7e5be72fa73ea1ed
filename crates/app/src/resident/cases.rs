//! The requests that a resident keeps in their account: only they can read which.

use hemu_domain::{
    kernel::{CaseId, Instant, Refusal},
    request::{Offer, Stage, State},
};
use hemu_store::resident::{CASES_MAX, Resident};

use crate::{
    AppError, Ctx,
    request::{Shown, requester_offers, shown_request},
};

/// One page of one's own requests.
pub const PAGE: u32 = 20;
/// Another tab may have kept one at the same moment.
const TRIES: usize = 3;

/// One's own request, in short.
#[derive(Debug, Clone)]
pub struct OwnCase {
    /// Its place in the account: the next page begins below it.
    pub place: u32,
    pub number: String,
    pub stage: Stage,
    pub ending: Option<&'static str>,
    pub opened_at: Instant,
    pub closed_at: Option<Instant>,
    /// What was said; nothing once it was erased.
    pub message: Option<String>,
    pub offers: Vec<Offer>,
}

/// Keep a request in the account. Keeping it twice changes nothing.
///
/// # Errors
/// `account_full` at the limit.
pub async fn keep_case(ctx: &Ctx, resident: &Resident, case: CaseId) -> Result<(), AppError> {
    let mut last = AppError::Stale;
    for _ in 0..TRIES {
        let resident = ctx.store.resident(resident.id).await?.ok_or(AppError::SignInNeeded)?;
        if ctx.store.keeps_case(&resident, case).await? {
            return Ok(());
        }
        if CASES_MAX <= resident.cases {
            return Err(Refusal::new(
                "account_full",
                "账户里的诉求已满，这一件请用编号和查询码查询",
                "the account is full; follow this one with its number and code",
            )
            .into());
        }
        let mut tx = ctx.store.begin_write().await?;
        match tx.keep_case(&resident, case, ctx.random.as_ref()).await {
            Ok(()) => return Ok(tx.commit().await?),
            Err(error) => last = error.into(),
        }
    }
    Err(last)
}

/// Add a request that was filed before, by its number and code.
pub async fn attach_case(ctx: &Ctx, resident: &Resident, number: &str, code: &str) -> Result<(), AppError> {
    let shown = Shown { number: number.to_owned(), code: code.to_owned(), resident: None };
    let case = shown_request(ctx, &shown).await?.case.id;
    keep_case(ctx, resident, case).await
}

/// One's own requests, the last one kept first, below a place.
pub async fn own_cases(ctx: &Ctx, resident: &Resident, below: Option<u32>) -> Result<Vec<OwnCase>, AppError> {
    let kept = ctx.store.cases_kept(resident, below, PAGE).await?;
    let ids: Vec<CaseId> = kept.iter().map(|(_, case)| *case).collect();
    let mut messages = ctx.store.messages_of(&ids).await?;
    let mut own = Vec::with_capacity(kept.len());
    for (place, case) in kept {
        let Some(request) = ctx.store.request(case).await? else { continue };
        own.push(OwnCase {
            place,
            stage: request.state.stage(),
            ending: match &request.state {
                State::Closed { ending, .. } => Some(ending.code()),
                _ => None,
            },
            opened_at: request.case.opened_at,
            closed_at: request.case.closed_at,
            message: messages.remove(&case),
            offers: requester_offers(ctx, &request).await?,
            number: request.case.number.0,
        });
    }
    Ok(own)
}
