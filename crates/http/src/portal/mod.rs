//! The portal: residents, without an account. Mounted apart from the desk, so that no missing check opens a staff route.

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    request::{Tracked, file_request, track_request},
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::ResidentCommand,
    extract::{Asking, Body},
    organisation::divisions_in,
    problem::{Problem, Problems},
    request::record::{RecordBody, RecordedView},
    view::{DivisionRef, UnitRef, maybe_time, time},
};

/// Number and code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrackBody {
    number: String,
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
    steps: Vec<TrackStepView>,
    /// Who looked at it, newest first: unit and role, never a name.
    looks: Vec<TrackLookView>,
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
    text: Option<String>,
}

impl TrackedView {
    fn of(tracked: Tracked, zone: &TimeZone) -> Self {
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
            steps: tracked
                .steps
                .into_iter()
                .map(|step| TrackStepView { action: step.action, at: time(step.at, zone), text: step.text })
                .collect(),
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

/// File a request without an account.
#[utoipa::path(
    post, path = "/api/v1/portal/requests", tag = "portal", operation_id = "fileRequest", request_body = RecordBody,
    params(("Idempotency-Key" = String, Header)), responses((status = 201, body = RecordedView), Problems)
)]
pub(crate) async fn file(
    State(ctx): State<Ctx>,
    command: ResidentCommand<RecordBody>,
) -> Result<(StatusCode, Json<RecordedView>), Problem> {
    let recorded = file_request(&ctx, &command.call, &command.body.into_new()).await?;
    Ok((StatusCode::CREATED, Json(RecordedView::of(&recorded))))
}

/// Follow one's own request by number and code. A POST, so that the code never stands in an address.
#[utoipa::path(post, path = "/api/v1/portal/track", tag = "portal", operation_id = "trackRequest", request_body = TrackBody, responses((status = 200, body = TrackedView), Problems))]
pub(crate) async fn track(
    State(ctx): State<Ctx>,
    Body(asked): Body<TrackBody>,
) -> Result<Json<TrackedView>, Problem> {
    let tracked = track_request(&ctx, &asked.body.number, &asked.body.code).await?;
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
