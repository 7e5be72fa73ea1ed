//! Pass on that the requester asks again (催办).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::Urge;
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
pub(crate) struct UrgeBody {
    /// May be empty.
    #[serde(default)]
    text: String,
}

/// Pass on that the requester asks again (催办).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/urgings", tag = "request", operation_id = "urgeRequest", request_body = UrgeBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn urge(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<UrgeBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Urge { text: command.body.text.clone() };
    let request = request::urge_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
