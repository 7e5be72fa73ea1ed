//! End the link of a merged request to its parent (解除并单).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::{Unmerge, UnmergeReason};
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
pub(crate) struct UnmergeBody {
    /// `not_the_same`, `other`
    #[schema(value_type = String)]
    reason: UnmergeReason,
    text: String,
}

/// End the link of a merged request to its parent (解除并单).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/unmerge", tag = "request", operation_id = "unmergeRequest", request_body = UnmergeBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn unmerge(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<UnmergeBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Unmerge { reason: command.body.reason, text: command.body.text.clone() };
    let request = request::unmerge_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
