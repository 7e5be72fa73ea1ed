//! Send a request back to its lead unit (退回重办).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::SendBack;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// Why it goes back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SendBackBody {
    /// 5 to 10,000 characters.
    reason: String,
}

/// Send a request back to its lead unit (退回重办).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/send-back", tag = "request", operation_id = "sendBackRequest", request_body = SendBackBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn send_back(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<SendBackBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = SendBack { reason: command.body.reason.clone() };
    let request = request::send_back(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
