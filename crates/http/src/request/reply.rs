//! Reply to a request (答复).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::Reply;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// The answer to the resident.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplyBody {
    /// What was done and why, 10 to 10,000 characters.
    text: String,
    /// On what it rests: documents, visits, readings.
    evidence: String,
}

/// Reply to a request (答复).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/reply", tag = "request", operation_id = "replyToRequest", request_body = ReplyBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn reply(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<ReplyBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Reply { text: command.body.text.clone(), evidence: command.body.evidence.clone() };
    let request = request::reply_to_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
