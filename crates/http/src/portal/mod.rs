//! The portal: residents, without an account. Mounted apart from the desk, so that no missing check opens a staff route.

pub(crate) mod account;
pub(crate) mod own;

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    request::{Shown, Tracked, file_request, track_own},
    resident::keep_case,
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::{PerhapsResident, ResidentCommand},
    extract::{Asking, Body},
    file::FileView,
    organisation::divisions_in,
    problem::{Problem, Problems},
    request::record::{RecordBody, RecordedView},
    view::{ActionView, DivisionRef, UnitRef, maybe_time, time},
};

/// Number and code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrackBody {
    number: String,
    /// May be left out by a resident whose account keeps the request.
    #[serde(default)]
    code: String,
}

/// Where one's own request stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrackedView {
    number: String,
    stage: String,
    opened_at: String,
    closed_at: Option<String>,
    /// By when an answer is due.
    reply_due: Option<String>,
    lead: Option<String>,
    lead_en: Option<String>,
    ending: Option<String>,
    message: Option<String>,
    /// It follows the reply to another request.
    merged: bool,
    /// By when it is looked at again, while it is paused or parked.
    rests_until: Option<String>,
    /// When its content was erased.
    erased_at: Option<String>,
    /// What was asked about one's own data.
    rights: Vec<TrackRightView>,
    /// What one may do now, each with the reason when not.
    actions: Vec<ActionView>,
    steps: Vec<TrackStepView>,
    /// The resident's own files, and what the unit attached for them.
    files: Vec<FileView>,
    /// Who looked at it, newest first: unit and role, never a name.
    looks: Vec<TrackLookView>,
}

/// Something asked about one's own data, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrackRightView {
    right: String,
    /// `open`, `granted`, `refused`
    state: String,
    asked_at: String,
    due_at: String,
    decided_at: Option<String>,
}

/// A look at one's own request.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrackLookView {
    unit: String,
    unit_en: String,
    role: String,
    what: String,
    purpose: String,
    at: String,
}

/// A unit by name, for saying whom a report is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PortalUnits {
    units: Vec<UnitRef>,
}

/// One step that concerns the resident.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrackStepView {
    action: String,
    at: String,
    /// The answer, the reason of a decision, or one's own words.
    text: Option<String>,
    /// Of a decision: whether what was asked for was granted.
    granted: Option<bool>,
    /// Of a decision: the code of the reason for which it was asked.
    reason: Option<String>,
    /// Of more time, a pause and parking: until when.
    until: Option<String>,
}

impl TrackedView {
    pub(crate) fn of(tracked: Tracked, zone: &TimeZone) -> Self {
        Self {
            number: tracked.number,
            stage: tracked.stage.code().to_owned(),
            opened_at: time(tracked.opened_at, zone),
            closed_at: maybe_time(tracked.closed_at, zone),
            reply_due: maybe_time(tracked.reply_due, zone),
            lead: tracked.lead,
            lead_en: tracked.lead_en,
            ending: tracked.ending.map(str::to_owned),
            message: tracked.message,
            merged: tracked.merged,
            rests_until: maybe_time(tracked.rests_until, zone),
            erased_at: maybe_time(tracked.erased_at, zone),
            rights: tracked
                .rights
                .into_iter()
                .map(|own| TrackRightView {
                    right: own.right.code().to_owned(),
                    state: own.state.code().to_owned(),
                    asked_at: time(own.asked_at, zone),
                    due_at: time(own.due_at, zone),
                    decided_at: maybe_time(own.decided_at, zone),
                })
                .collect(),
            actions: tracked.offers.into_iter().map(ActionView::of).collect(),
            steps: tracked
                .steps
                .into_iter()
                .map(|step| TrackStepView {
                    action: step.action,
                    at: time(step.at, zone),
                    text: step.text,
                    granted: step.granted,
                    reason: step.reason,
                    until: maybe_time(step.until, zone),
                })
                .collect(),
            files: tracked.files.into_iter().map(|file| FileView::of(file, zone)).collect(),
            looks: tracked
                .looks
                .into_iter()
                .map(|look| TrackLookView {
                    unit: look.unit,
                    unit_en: look.unit_en,
                    role: look.role,
                    what: look.what,
                    purpose: look.purpose,
                    at: time(look.at, zone),
                })
                .collect(),
        }
    }
}

/// Inside which division.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PortalDivisionQuery {
    /// The division to look into; the cities when left out.
    parent: Option<String>,
}

/// File a request, with or without an account. A resident who is signed in keeps it in their account.
#[utoipa::path(
    post, path = "/api/v1/portal/requests", tag = "portal", operation_id = "fileRequest", request_body = RecordBody,
    params(("Idempotency-Key" = String, Header)), responses((status = 201, body = RecordedView), Problems)
)]
pub(crate) async fn file(
    State(ctx): State<Ctx>,
    command: ResidentCommand<RecordBody>,
) -> Result<(StatusCode, Json<RecordedView>), Problem> {
    let recorded = file_request(&ctx, &command.call, &command.body.into_new()).await?;
    if let Some(resident) = &command.resident {
        // A repeat of this command keeps it, should this fail.
        keep_case(&ctx, resident, recorded.request.case.id).await?;
    }
    Ok((StatusCode::CREATED, Json(RecordedView::of(&recorded))))
}

/// Follow one's own request by number and code. A POST, so that the code never stands in an address.
#[utoipa::path(post, path = "/api/v1/portal/track", tag = "portal", operation_id = "trackRequest", request_body = TrackBody, responses((status = 200, body = TrackedView), Problems))]
pub(crate) async fn track(
    State(ctx): State<Ctx>,
    PerhapsResident(resident): PerhapsResident,
    Body(asked): Body<TrackBody>,
) -> Result<Json<TrackedView>, Problem> {
    let shown = Shown { number: asked.body.number, code: asked.body.code, resident };
    let tracked = track_own(&ctx, &shown).await?;
    Ok(Json(TrackedView::of(tracked, &ctx.settings.zone)))
}

/// The units by name: a report says which it is about. Names of public bodies are public.
#[utoipa::path(get, path = "/api/v1/portal/units", tag = "portal", operation_id = "portalUnits", responses((status = 200, body = PortalUnits), Problems))]
pub(crate) async fn units(State(ctx): State<Ctx>) -> Result<Json<PortalUnits>, Problem> {
    let rules = ctx.rules(None).await?;
    Ok(Json(PortalUnits { units: rules.units.iter().map(UnitRef::of).collect() }))
}

/// The divisions directly inside one, for choosing a place.
#[utoipa::path(get, path = "/api/v1/portal/divisions", tag = "portal", operation_id = "portalDivisions", params(PortalDivisionQuery), responses((status = 200, body = Vec<DivisionRef>), Problems))]
pub(crate) async fn divisions(
    State(ctx): State<Ctx>,
    Asking(query): Asking<PortalDivisionQuery>,
) -> Result<Json<Vec<DivisionRef>>, Problem> {
    divisions_in(&ctx, query.parent.as_deref()).await
}
