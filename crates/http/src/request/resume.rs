//! Go on with a request that was paused or parked (恢复办理).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::Resume;
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
pub(crate) struct ResumeBody {
    text: String,
}

/// Go on with a request that was paused or parked (恢复办理).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/resume", tag = "request", operation_id = "resumeRequest", request_body = ResumeBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn resume(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<ResumeBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Resume { text: command.body.text.clone() };
    let request = request::resume_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
