//! The case page of a request.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderName, header},
};
use hemu_app::{
    Ctx,
    request::{self, MaskedParty, RequestView, TimelineItem},
};
use hemu_domain::{Rules, access::Recused, calendar::Clock, kernel::Instant, request::State as RequestState};
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::Staff,
    file::FileView,
    notice::told::ToldView,
    problem::{Problem, Problems},
    request::asks_view::{AskView, LinkedView},
    view::{ActionView, DivisionRef, MatterRef, UnitRef, maybe_time, time},
};

/// Everything on the case page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RequestPage {
    id: String,
    number: String,
    /// To be named in `If-Match` by the next command.
    version: u32,
    stage: String,
    channel: String,
    nature: String,
    label: String,
    /// Units that can neither lead nor assist.
    recused_units: Vec<String>,
    matter: Option<MatterRef>,
    class: String,
    round: u16,
    /// From the city down.
    place: Vec<DivisionRef>,
    opened_at: String,
    closed_at: Option<String>,
    holder: UnitRef,
    lead: Option<UnitRef>,
    assisting: Vec<UnitRef>,
    /// How often the resident was called back in this round.
    attempts: u8,
    answer: Option<AnswerView>,
    ending: Option<String>,
    /// A panel found it unreasonable: it leaves the rates.
    unreasonable: bool,
    /// The request whose reply it follows.
    merged_into: Option<LinkedView>,
    /// Requests merged into it.
    children: Vec<LinkedView>,
    /// What was asked, oldest first.
    asks: Vec<AskView>,
    clocks: Vec<ClockView>,
    parties: Vec<PartyView>,
    timeline: Vec<TimelineView>,
    /// What the requester was told, oldest first.
    told: Vec<ToldView>,
    files: Vec<FileView>,
    /// Whether the reader may attach files, with the reason when not.
    attach: ActionView,
    /// What the reader may do next, each with the reason when not.
    actions: Vec<ActionView>,
    now: String,
}

/// What the resident answered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnswerView {
    contacted: String,
    solved: String,
    satisfied: u8,
}

/// A clock.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClockView {
    id: String,
    kind: String,
    unit: UnitRef,
    round: u16,
    amount: u32,
    counts: String,
    legal_basis: String,
    started_at: String,
    stopped_at: Option<String>,
    due_at: Option<String>,
    /// `green`, `yellow`, `red`, `overdue`
    colour: String,
    paused: bool,
    /// It waits for another request's reply and raises no alarm.
    muted: bool,
    provisional: bool,
}

/// A party, masked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartyView {
    role: String,
    name: String,
    phone: String,
    email: String,
    address: String,
}

/// One step.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimelineView {
    seq: i64,
    action: String,
    at: String,
    actor: Option<String>,
    /// Whom the actor stood for as a deputy.
    on_behalf_of: Option<String>,
    unit: String,
    texts: Vec<TextView>,
    /// The step's own figures, as the ledger holds them.
    #[schema(value_type = Object)]
    details: Option<Box<serde_json::value::RawValue>>,
}

/// A text of a step; `null` once it was erased.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TextView {
    kind: String,
    text: Option<String>,
}

/// The case page of a request.
#[utoipa::path(
    get, path = "/api/v1/requests/{request}", tag = "request", operation_id = "viewRequest",
    params(("request" = String, Path, description = "The request, by identifier or number")),
    responses((status = 200, body = RequestPage, headers(("ETag" = String, description = "The version"))), Problems)
)]
pub(crate) async fn view(
    State(ctx): State<Ctx>,
    staff: Staff,
    Path(name): Path<String>,
) -> Result<([(HeaderName, String); 1], Json<RequestPage>), Problem> {
    if name.contains('\0') {
        return Err(Problem::not_found());
    }
    let case = request::case_named(&ctx, &name).await?;
    let found = request::view_request(&ctx, &staff.call, case).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    let tag = format!("\"{}\"", found.request.case.version);
    Ok(([(header::ETAG, tag)], Json(page(found, &rules, &ctx))))
}

fn page(found: RequestView, rules: &Rules, ctx: &Ctx) -> RequestPage {
    let zone = &ctx.settings.zone;
    let RequestView { request, place, offers, parties, timeline, parent, children, told, files, attach, now } =
        found;
    let (attempts, answer, ending) = match &request.state {
        RequestState::Replied { attempts, answer, .. } => (*attempts, *answer, None),
        RequestState::Closed { answer, ending, .. } => (0, *answer, Some(ending.code().to_owned())),
        _ => (0, None, None),
    };
    RequestPage {
        id: request.case.id.to_string(),
        number: request.case.number.0.clone(),
        version: request.case.version,
        stage: request.case.stage.to_owned(),
        channel: request.channel.code().to_owned(),
        nature: request.nature.code().to_owned(),
        label: request.case.label.code().to_owned(),
        recused_units: request
            .case
            .recusals
            .iter()
            .filter_map(|recusal| match recusal.who {
                Recused::Unit(unit) => Some(unit.to_string()),
                Recused::Account(_) => None,
            })
            .collect(),
        matter: request.matter.and_then(|matter| MatterRef::find(matter, rules)),
        class: request.class.clone(),
        round: request.round,
        place: place.iter().map(DivisionRef::of).collect(),
        opened_at: time(request.case.opened_at, zone),
        closed_at: maybe_time(request.case.closed_at, zone),
        holder: UnitRef::find(request.case.holder, rules),
        lead: request.state.lead().map(|lead| UnitRef::find(lead, rules)),
        assisting: request.assisting().into_iter().map(|unit| UnitRef::find(unit, rules)).collect(),
        attempts,
        answer: answer.map(|answer| AnswerView {
            contacted: answer.contacted.code().to_owned(),
            solved: answer.solved.code().to_owned(),
            satisfied: answer.satisfied,
        }),
        ending,
        unreasonable: request.unreasonable,
        merged_into: parent.map(LinkedView::of),
        children: children.into_iter().map(LinkedView::of).collect(),
        asks: request.asks.iter().map(|ask| AskView::of(ask, rules, zone)).collect(),
        clocks: request.clocks.iter().map(|clock| clock_view(clock, now, rules, zone)).collect(),
        parties: parties.into_iter().map(PartyView::of).collect(),
        timeline: timeline.into_iter().map(|item| TimelineView::of(item, zone)).collect(),
        actions: offers.into_iter().map(ActionView::of).collect(),
        told: told.into_iter().map(|told| ToldView::of(told, ctx)).collect(),
        files: files.into_iter().map(|file| FileView::of(file, zone)).collect(),
        attach: ActionView::with("attach", attach.as_ref()),
        now: time(now, zone),
    }
}

impl PartyView {
    fn of(party: MaskedParty) -> Self {
        Self {
            role: party.role.to_owned(),
            name: party.name,
            phone: party.phone,
            email: party.email,
            address: party.address,
        }
    }
}

impl TimelineView {
    fn of(item: TimelineItem, zone: &TimeZone) -> Self {
        Self {
            seq: item.seq,
            action: item.action,
            at: time(item.at, zone),
            actor: item.actor,
            on_behalf_of: item.on_behalf_of,
            unit: item.unit,
            texts: item.texts.into_iter().map(|text| TextView { kind: text.kind, text: text.text }).collect(),
            details: serde_json::value::RawValue::from_string(item.details).ok(),
        }
    }
}

fn clock_view(clock: &Clock, now: Instant, rules: &Rules, zone: &TimeZone) -> ClockView {
    ClockView {
        id: clock.id.to_string(),
        kind: clock.kind.clone(),
        unit: UnitRef::find(clock.unit, rules),
        round: clock.round,
        amount: clock.limit.amount,
        counts: clock.limit.unit.code().to_owned(),
        legal_basis: clock.legal_basis.clone(),
        started_at: time(clock.started_at, zone),
        stopped_at: maybe_time(clock.stopped_at, zone),
        due_at: maybe_time(clock.due_at, zone),
        colour: clock.colour(now).code().to_owned(),
        paused: clock.is_paused(),
        muted: clock.muted,
        provisional: clock.provisional,
    }
}
