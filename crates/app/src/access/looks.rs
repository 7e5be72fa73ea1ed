//! Looks: written before what is looked at is shown; read by auditors, whose reading is a look too, and by residents.

use hemu_domain::{
    access::{Apart, Permit, Purpose, Role, What},
    kernel::{AccountId, CaseId, Instant, LookId},
    organisation::DivisionPath,
    request::Request,
};
use hemu_store::look::{LookFilter, LookRow, NewLook};

use super::{AUDITORS, day};
use crate::{AppError, Call, Ctx};

/// Which looks an auditor asks for.
#[derive(Debug, Clone, Default)]
pub struct LooksAsked {
    /// Login of the person who looked.
    pub login: Option<String>,
    /// Number of the case.
    pub number: Option<String>,
    pub from: Option<Instant>,
    pub before: Option<Instant>,
    pub after: Option<LookId>,
}

/// What a resident is told of a look: the unit and role, never who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidentLook {
    pub unit: String,
    pub unit_en: String,
    pub role: String,
    pub what: String,
    pub purpose: String,
    pub at: Instant,
}

const PAGE: u32 = 50;
const RESIDENT_MAX: u32 = 100;

/// Opening the case page is a look: once for each person, case and day, durable before the page is answered.
pub(crate) async fn look_at_page(ctx: &Ctx, call: &Call, request: &Request) -> Result<(), AppError> {
    let at = ctx.clock.now();
    let (account, case, day) = (call.actor.account, request.case.id, day(ctx, at));
    if ctx.store.page_looked(account, case, &day).await? {
        return Ok(());
    }
    let Some(permit) = reading_as(call, request) else { return Ok(()) };
    let look = NewLook {
        id: LookId::new(at, ctx.random.next()),
        permit,
        case: Some(case),
        what: What::CasePage,
        purpose: Purpose::Work,
        at,
        day,
    };
    Ok(ctx.store.add_look(&look).await?)
}

/// In the name of which post somebody reads: one that lets them see the case, else the first.
fn reading_as(call: &Call, request: &Request) -> Option<Permit> {
    let readers = request.readers();
    let facets = request.case.facets(&readers);
    let allowing = call.actor.sources().into_iter().find_map(|(source, clauses)| match source {
        hemu_domain::access::Source::Post { role, .. } => {
            clauses.iter().any(|clause| clause.allows(&facets)).then_some(role)
        }
        _ => None,
    });
    let roles: &[Role] = match &allowing {
        Some(role) => std::slice::from_ref(role),
        None => &Role::ALL,
    };
    call.actor.in_role(roles).ok()
}

/// A page of looks, for auditors. Asking is itself a look, written before the answer.
///
/// # Errors
/// `not_your_role`; `NotFound` for a login or number that does not exist.
pub async fn list_looks(ctx: &Ctx, call: &Call, asked: &LooksAsked) -> Result<Vec<LookRow>, AppError> {
    let permit = call.actor.in_role(AUDITORS)?;
    let case = find_case(ctx, asked).await?;
    looked_at_looks(ctx, permit, case).await?;
    let inside: Vec<DivisionPath> = call
        .actor
        .posts
        .iter()
        .filter(|post| AUDITORS.contains(&post.role))
        .map(|post| post.territory.clone())
        .collect();
    find(ctx, asked, case, call.actor.scope().apart(), &inside).await
}

/// The same for whoever holds the machine: `hemu looks`. It is a look of the platform's own.
pub async fn list_looks_for_shell(ctx: &Ctx, asked: &LooksAsked) -> Result<Vec<LookRow>, AppError> {
    let centre = Ctx::centre(&*ctx.rules(None).await?)?;
    let case = find_case(ctx, asked).await?;
    looked_at_looks(ctx, Permit::platform(AccountId::PLATFORM, centre), case).await?;
    let everywhere: Vec<DivisionPath> =
        ctx.store.divisions_in(None).await?.into_iter().map(|city| city.path).collect();
    find(ctx, asked, case, &Apart::default(), &everywhere).await
}

async fn find_case(ctx: &Ctx, asked: &LooksAsked) -> Result<Option<CaseId>, AppError> {
    match &asked.number {
        None => Ok(None),
        Some(number) => ctx.store.case_by_number(number.trim()).await?.map(Some).ok_or(AppError::NotFound),
    }
}

async fn find(
    ctx: &Ctx,
    asked: &LooksAsked,
    case: Option<CaseId>,
    apart: &Apart,
    inside: &[DivisionPath],
) -> Result<Vec<LookRow>, AppError> {
    let account = match &asked.login {
        None => None,
        Some(login) => Some(ctx.store.account_by_login(login.trim()).await?.ok_or(AppError::NotFound)?.id),
    };
    let filter =
        LookFilter { account, case, from: asked.from, before: asked.before, after: asked.after, limit: PAGE };
    Ok(ctx.store.looks(&filter, apart, inside).await?)
}

/// Reading the looks is an administrative look.
pub(super) async fn looked_at_looks(ctx: &Ctx, permit: Permit, case: Option<CaseId>) -> Result<(), AppError> {
    let at = ctx.clock.now();
    let look = NewLook {
        id: LookId::new(at, ctx.random.next()),
        permit,
        case,
        what: What::Administration,
        purpose: Purpose::Audit,
        at,
        day: day(ctx, at),
    };
    Ok(ctx.store.add_look(&look).await?)
}

/// Who looked at a case, as its resident is told: newest first.
pub async fn looks_for_resident(ctx: &Ctx, case: CaseId) -> Result<Vec<ResidentLook>, AppError> {
    let rules = ctx.rules(None).await?;
    let looks = ctx.store.looks_at(case, RESIDENT_MAX).await?;
    Ok(looks
        .into_iter()
        .map(|look| {
            let unit = look.unit.parse().ok().and_then(|unit| rules.unit(unit));
            ResidentLook {
                unit: unit.map_or_else(String::new, |unit| unit.name.clone()),
                unit_en: unit.map_or_else(String::new, |unit| unit.name_en.clone()),
                role: look.role,
                what: look.what,
                purpose: look.purpose,
                at: look.at,
            }
        })
        .collect())
}
