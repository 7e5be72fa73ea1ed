//! Open a closed request again because the requester calls (重新办理).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::Reopen;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// What is filled in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReopenBody {
    text: String,
}

/// Open a closed request again because the requester calls (重新办理).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/reopen", tag = "request", operation_id = "reopenRequest", request_body = ReopenBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn reopen(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<ReopenBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Reopen { text: command.body.text.clone() };
    let request = request::reopen_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
