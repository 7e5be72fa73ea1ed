//! Answer a supervision order (督办反馈).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::AnswerOrder;
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
pub(crate) struct AnswerOrderBody {
    /// At least ten characters.
    text: String,
}

/// Answer a supervision order (督办反馈).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/order-answer", tag = "request", operation_id = "answerOrder", request_body = AnswerOrderBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn answer_order(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<AnswerOrderBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = AnswerOrder { text: command.body.text.clone() };
    let request = request::answer_order(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
