//! Answer a request on the spot (当场答复).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::{kernel::MatterId, request::SettleOnSpot};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// The answer given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettleBody {
    #[schema(value_type = String)]
    matter: MatterId,
    /// 5 to 10,000 characters.
    answer: String,
}

/// Answer a request on the spot (当场答复).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/settle-on-spot", tag = "request", operation_id = "settleOnSpot", request_body = SettleBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn settle_on_spot(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<SettleBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = SettleOnSpot { matter: command.body.matter, answer: command.body.answer.clone() };
    let request = request::settle_on_spot(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
