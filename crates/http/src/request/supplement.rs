//! Add what the requester says when they call again (补充诉求).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::Supplement;
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
pub(crate) struct SupplementBody {
    text: String,
}

/// Add what the requester says when they call again (补充诉求).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/supplements", tag = "request", operation_id = "supplementRequest", request_body = SupplementBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn supplement(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<SupplementBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Supplement { text: command.body.text.clone() };
    let request = request::supplement_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
