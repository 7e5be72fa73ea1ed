//! The desk that decides on what people ask about their own data.

use axum::{
    Json,
    extract::{Path, State},
};
use hemu_app::{Ctx, request as app};
use hemu_domain::kernel::{Instant, RightId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::{Command, Staff},
    extract::{Asking, malformed},
    problem::{Problem, Problems},
    request::RequestHead,
    view::time,
};

/// What waits, nearest due first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RightsView {
    items: Vec<RightView>,
    /// To be given as `after`, when there may be more.
    next: Option<String>,
}

/// Something that somebody asks about their own data.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RightView {
    id: String,
    request: String,
    number: String,
    stage: String,
    /// `view`, `copy`, `correct`, `erase`, `restrict`, `explain`
    right: String,
    asked_at: String,
    due_at: String,
    /// What was said, numbers masked.
    text: Option<String>,
}

/// Where the last page ended.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct RightsQuery {
    after: Option<String>,
}

/// The decision and its reason, which the resident reads.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideRightBody {
    granted: bool,
    /// 5 to 10,000 characters.
    text: String,
}

/// What waits for the desk of subject rights, nearest due first.
#[utoipa::path(get, path = "/api/v1/rights", tag = "request", operation_id = "listRights", params(RightsQuery), responses((status = 200, body = RightsView), Problems))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<RightsQuery>,
) -> Result<Json<RightsView>, Problem> {
    let after = query.after.as_deref().map(place).transpose()?;
    let waiting = app::rights_waiting(&ctx, &staff.call, after).await?;
    let full = usize::try_from(app::RIGHTS_PAGE).is_ok_and(|page| page <= waiting.len());
    let next = waiting.last().filter(|_| full).map(|last| format!("{}-{}", last.due_at.ms(), last.id));
    let zone = &ctx.settings.zone;
    let items = waiting.into_iter().map(|one| RightView {
        id: one.id.to_string(),
        request: one.case.to_string(),
        number: one.number,
        stage: one.stage,
        right: one.right.code().to_owned(),
        asked_at: time(one.asked_at, zone),
        due_at: time(one.due_at, zone),
        text: one.text,
    });
    Ok(Json(RightsView { items: items.collect(), next }))
}

fn place(text: &str) -> Result<(Instant, RightId), Problem> {
    text.split_once('-')
        .and_then(|(due, id)| Some((Instant::from_ms(due.parse().ok()?), id.parse().ok()?)))
        .ok_or_else(|| malformed("after", "give what `next` said"))
}

/// Decide on one. What is granted to be erased is erased at once, and cannot be brought back.
#[utoipa::path(
    post, path = "/api/v1/rights/{right}/decision", tag = "request", operation_id = "decideRight", request_body = DecideRightBody,
    params(("right" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn decide(
    State(ctx): State<Ctx>,
    Path(right): Path<String>,
    command: Command<DecideRightBody>,
) -> Result<Json<RequestHead>, Problem> {
    let id: RightId = right.parse().map_err(|_| Problem::not_found())?;
    let body = &command.body;
    let request = app::decide_right(&ctx, &command.call, id, body.granted, &body.text).await?;
    Ok(Json(RequestHead::of(&request)))
}
