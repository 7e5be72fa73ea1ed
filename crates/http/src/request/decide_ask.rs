//! Decide what was asked (审批、裁定、评议、复核).

use axum::{
    Json,
    extract::{Path, State},
};
use hemu_app::{
    Ctx,
    request::{self, NewDecision, Target},
};
use hemu_domain::kernel::UnitId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    problem::{Problem, Problems},
    request::RequestHead,
};

/// The decision, or one voice of a panel.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionBody {
    granted: bool,
    /// Why: what the one who asked will read, and the resident where it concerns them.
    text: String,
    /// Of a return that is upheld: the unit that is right.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// Of a return that is upheld: whether the catalogue follows from now on.
    #[serde(default)]
    precedent: bool,
}

/// Decide what was asked (审批、裁定、评议、复核).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/asks/{ask}/decision", tag = "request", operation_id = "decideAsk", request_body = DecisionBody,
    params(("request" = String, Path, description = "The request"), ("ask" = String, Path, description = "The ask"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn decide_ask(
    State(ctx): State<Ctx>,
    Path((case, ask)): Path<(String, String)>,
    command: Command<DecisionBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target =
        Target { request: case.parse().map_err(|_| Problem::not_found())?, version: command.version()? };
    let new = NewDecision {
        ask: ask.parse().map_err(|_| Problem::not_found())?,
        granted: command.body.granted,
        text: command.body.text.clone(),
        unit: command.body.unit,
        precedent: command.body.precedent,
    };
    let request = request::decide_ask(&ctx, &command.call, target, &new).await?;
    Ok(Json(RequestHead::of(&request)))
}
