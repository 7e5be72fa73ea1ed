//! Follow one's own request on the portal, by number and code.

use hemu_domain::{
    kernel::{CaseId, Instant},
    request::Stage,
};

use super::record::tracking_hash;
use crate::{
    AppError, Ctx,
    access::{ResidentLook, looks_for_resident},
};

/// What the resident sees.
#[derive(Debug, Clone)]
pub struct Tracked {
    pub number: String,
    pub stage: Stage,
    pub opened_at: Instant,
    pub closed_at: Option<Instant>,
    /// By when an answer is due.
    pub reply_due: Option<Instant>,
    pub lead: Option<String>,
    pub lead_en: Option<String>,
    pub ending: Option<&'static str>,
    pub message: Option<String>,
    pub steps: Vec<TrackStep>,
    /// Who looked at it, by unit and role.
    pub looks: Vec<ResidentLook>,
}

/// One step that concerns the resident.
#[derive(Debug, Clone)]
pub struct TrackStep {
    pub action: String,
    pub at: Instant,
    /// The answer, where the step is one.
    pub text: Option<String>,
}

/// Steps that are told to the resident; the others are the units' own work.
const TOLD: [&str; 10] = [
    "record",
    "dispatch",
    "sign",
    "log_contact",
    "reply",
    "call_back",
    "close",
    "send_back",
    "settle_on_spot",
    "exclude",
];

/// Follow a request. A wrong number and a wrong code look the same.
pub async fn track_request(ctx: &Ctx, number: &str, code: &str) -> Result<Tracked, AppError> {
    let id: CaseId = ctx.store.case_by_number(number.trim()).await?.ok_or(AppError::NotFound)?;
    let request = ctx.store.request(id).await?.ok_or(AppError::NotFound)?;
    let known =
        subtle::ConstantTimeEq::ct_eq(request.tracking_hash.as_bytes(), tracking_hash(ctx, code).as_bytes());
    if !bool::from(known) {
        return Err(AppError::NotFound);
    }
    let rules = ctx.rules(None).await?;
    let texts = ctx.store.texts_of(id).await?;
    let said = |kind: &str, at: Instant| {
        texts
            .iter()
            .find(|text| text.kind == kind && text.recorded_at == at)
            .and_then(|text| text.text.clone())
    };
    let steps = ctx
        .store
        .timeline(id)
        .await?
        .into_iter()
        .filter(|entry| TOLD.contains(&entry.action.as_str()))
        .map(|entry| TrackStep { text: said("reply", entry.at), action: entry.action, at: entry.at })
        .collect();
    let lead = request.state.lead().and_then(|unit| rules.unit(unit));
    Ok(Tracked {
        number: request.case.number.0.clone(),
        stage: request.state.stage(),
        opened_at: request.case.opened_at,
        closed_at: request.case.closed_at,
        reply_due: request.clock("reply").filter(|clock| clock.is_open()).and_then(|clock| clock.due_at),
        lead: lead.map(|unit| unit.name.clone()),
        lead_en: lead.map(|unit| unit.name_en.clone()),
        ending: match &request.state {
            hemu_domain::request::State::Closed { ending, .. } => Some(ending.code()),
            _ => None,
        },
        message: said("message", request.case.opened_at),
        steps,
        looks: looks_for_resident(ctx, id).await?,
    })
}
