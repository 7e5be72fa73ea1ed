//! Accept the answer to a supervision order, or return it (审核督办反馈).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::ReviewOrder;
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
pub(crate) struct ReviewOrderBody {
    accepted: bool,
    text: String,
}

/// Accept the answer to a supervision order, or return it (审核督办反馈).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/order-review", tag = "request", operation_id = "reviewOrder", request_body = ReviewOrderBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn review_order(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<ReviewOrderBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = ReviewOrder { accepted: command.body.accepted, text: command.body.text.clone() };
    let request = request::review_order(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
