//! Follow one's own request on the portal, by number and code.

use hemu_domain::{
    kernel::{AskId, AskKind, Instant},
    request::{Offer, Request, RequestEntry, Stage},
};

use hemu_store::{right::RightRow, vault::OpenText};
use serde::Deserialize;

use super::requester::{Shown, requester_offers, shown_request};
use crate::{
    AppError, Ctx,
    access::{ResidentLook, looks_for_resident},
    file::{FileItem, for_resident, items},
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
    /// It follows the reply to another request.
    pub merged: bool,
    /// By when it is looked at again, while it is paused or parked.
    pub rests_until: Option<Instant>,
    /// What the resident may do now.
    pub offers: Vec<Offer>,
    /// When its texts and contact data were erased.
    pub erased_at: Option<Instant>,
    /// What was asked about one's own data, and what became of it.
    pub rights: Vec<RightRow>,
    pub steps: Vec<TrackStep>,
    /// The resident's own files, and what the unit attached for them.
    pub files: Vec<FileItem>,
    /// Who looked at it, by unit and role.
    pub looks: Vec<ResidentLook>,
}

/// One step that concerns the resident.
#[derive(Debug, Clone)]
pub struct TrackStep {
    pub action: String,
    pub at: Instant,
    /// The answer, the reason of a decision, or the resident's own words.
    pub text: Option<String>,
    /// Of a decision: whether what was asked for was granted.
    pub granted: Option<bool>,
    /// Of a decision: the code of the reason for which it was asked.
    pub reason: Option<String>,
    /// Of more time, a pause and parking: until when.
    pub until: Option<Instant>,
}

/// Steps that the resident is not told: the units' own work, and what was asked and not yet decided.
const NOT_TOLD: [&str; 19] = [
    "add_note",
    "alarm",
    "ask_return",
    "ask_extension",
    "ask_pause",
    "ask_park",
    "ask_void",
    "ask_merge",
    "ask_unreasonable",
    "order",
    "answer_order",
    "review_order",
    "migrate_machine",
    "reveal",
    "call",
    "recuse",
    "break_glass",
    "tell_again",
    "re_audit",
];

/// Steps of which the resident reads the reason as well.
const REASON_TOLD: [&str; 12] = [
    "decide_extension",
    "decide_pause",
    "decide_park",
    "decide_void",
    "decide_merge",
    "decide_unreasonable",
    "decide_complaint",
    "decide_right",
    "unmerge",
    "resume",
    "withdraw",
    "complain",
];

/// What a decision came to, as the requester is told.
fn ruling(request: &Request, body: &str) -> (Option<bool>, Option<String>, Option<Instant>) {
    let (ask, kind, granted) = match serde_json::from_str(body) {
        Ok(Decided { entry: RequestEntry::Decide { ask, kind, granted, .. } }) => (ask, kind, granted),
        Ok(Decided { entry: RequestEntry::AskRight { right, .. } }) => {
            return (None, Some(right.code().to_owned()), None);
        }
        Ok(Decided { entry: RequestEntry::DecideRight { right, granted, .. } }) => {
            return (Some(granted), Some(right.code().to_owned()), None);
        }
        _ => return (None, None, None),
    };
    let asked = request.asks.iter().find(|own| own.id == ask);
    let reason = asked.map(|own| own.terms.reason.clone());
    let until = match kind {
        AskKind::Pause | AskKind::Park => asked.and_then(|own| own.terms.until),
        AskKind::Extension => extended_to(request, ask),
        _ => None,
    };
    (Some(granted), reason, until.filter(|_| granted))
}

/// The limit that this ask moved, as it stands.
fn extended_to(request: &Request, ask: AskId) -> Option<Instant> {
    let asked = request.asks.iter().find(|own| own.id == ask)?;
    request
        .clocks
        .iter()
        .find(|clock| clock.kind == "reply" && clock.extensions.iter().any(|one| one.at == asked.at))?
        .due_at
}

#[derive(Deserialize)]
struct Decided {
    entry: RequestEntry,
}

#[derive(Deserialize)]
struct Told {
    entry: ToldEntry,
}

/// What of a step decides whether the resident is told.
#[derive(Deserialize)]
struct ToldEntry {
    action: String,
    #[serde(default)]
    granted: Option<bool>,
}

/// Whether the resident is told of this step: a refusal among the units is not theirs, one of their own complaint is.
fn is_told(action: &str, body: &str) -> bool {
    if NOT_TOLD.contains(&action) {
        return false;
    }
    match serde_json::from_str::<Told>(body) {
        Ok(told) if told.entry.action == "vote" => false,
        Ok(told) => {
            told.entry.granted != Some(false) || matches!(action, "decide_complaint" | "decide_right")
        }
        Err(_) => true,
    }
}

/// Which of the texts of a step the resident reads.
fn text_kind(action: &str) -> &'static str {
    match action {
        "supplement" | "urge" | "reopen" | "ask_right" => "message",
        "rate" => "call_back",
        _ if REASON_TOLD.contains(&action) => "reason",
        _ => "reply",
    }
}

fn said_at(texts: &[OpenText], kind: &str, at: Instant) -> Option<String> {
    texts.iter().find(|text| text.kind == kind && text.recorded_at == at).and_then(|text| text.text.clone())
}

fn rests_until(request: &Request) -> Option<Instant> {
    request
        .clocks
        .iter()
        .find(|clock| clock.is_open() && matches!(clock.kind.as_str(), "pause" | "review"))
        .and_then(|clock| clock.due_at)
}

/// Follow a request. A wrong number and a wrong code look the same.
pub async fn track_request(ctx: &Ctx, number: &str, code: &str) -> Result<Tracked, AppError> {
    let shown = Shown { number: number.to_owned(), code: code.to_owned(), resident: None };
    track_own(ctx, &shown).await
}

/// The same, for whoever has shown that it is theirs.
pub async fn track_own(ctx: &Ctx, shown: &Shown) -> Result<Tracked, AppError> {
    let request = shown_request(ctx, shown).await?;
    let id = request.case.id;
    let rules = ctx.rules(None).await?;
    let texts = ctx.store.texts_of(id).await?;
    let said = |kind: &str, at: Instant| said_at(&texts, kind, at);
    let offers = requester_offers(ctx, &request).await?;
    let steps = ctx
        .store
        .timeline(id)
        .await?
        .into_iter()
        .filter(|entry| is_told(&entry.action, &entry.body))
        .map(|entry| {
            let (granted, reason, until) = ruling(&request, &entry.body);
            TrackStep {
                text: said(text_kind(&entry.action), entry.at),
                action: entry.action,
                at: entry.at,
                granted,
                reason,
                until,
            }
        })
        .collect();
    let files = ctx.store.files_of(id).await?;
    let files = items(files.into_iter().filter(for_resident), &texts);
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
        merged: request.waits_for_parent(),
        rests_until: rests_until(&request),
        offers,
        erased_at: request.erased_at,
        rights: super::right::rights_of(ctx, id).await?,
        steps,
        files,
        looks: looks_for_resident(ctx, id).await?,
    })
}
