//! Precedents: listed, and ended by the keeper.

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{Ctx, catalogue as app};
use hemu_domain::{catalogue::EndReason, kernel::AskIdKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    extract::PathId,
    problem::{Problem, Problems},
    view::{DivisionRef, MatterRef, UnitRef},
};

/// A ruling that the catalogue follows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PrecedentView {
    /// The ask it was ruled on.
    id: String,
    request: String,
    matter: Option<MatterRef>,
    place: Option<DivisionRef>,
    unit: UnitRef,
    /// Catalogue version in which it began to hold.
    since: u32,
}

/// Why it ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndBody {
    /// `law_changed`, `duty_moved`, `ruled_wrong`, `catalogue_says_so`
    #[schema(value_type = String, example = "law_changed")]
    reason: EndReason,
}

/// Precedents in force, newest first.
#[utoipa::path(get, path = "/api/v1/catalogue/precedents", tag = "catalogue", operation_id = "precedents", responses((status = 200, body = Vec<PrecedentView>), Problems))]
pub(crate) async fn list(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<Vec<PrecedentView>>, Problem> {
    let found = app::list_precedents(&ctx, &staff.call).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    let places = app::places_of(&ctx, &found).await?;
    let views = found.iter().map(|one| PrecedentView {
        id: one.ask.to_string(),
        request: one.case.to_string(),
        matter: MatterRef::find(one.matter, &rules),
        place: places.iter().find(|place| place.path == one.division).map(DivisionRef::of),
        unit: UnitRef::find(one.unit, &rules),
        since: one.since,
    });
    Ok(Json(views.collect()))
}

/// End a precedent: the catalogue's own duty holds again.
#[utoipa::path(
    post, path = "/api/v1/catalogue/precedents/{ask}/end", tag = "catalogue", operation_id = "endPrecedent", request_body = EndBody,
    params(("ask" = String, Path, description = "The ask it was ruled on"), ("If-Match" = String, Header, description = "The catalogue version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn end(
    State(ctx): State<Ctx>,
    PathId(ask): PathId<AskIdKind>,
    command: Command<EndBody>,
) -> Result<StatusCode, Problem> {
    let seen = command.version()?;
    app::end_precedent(&ctx, &command.call, seen, ask, command.body.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
