//! Transfer a request to another procedure (转办).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::{Procedure, Transfer};
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
pub(crate) struct TransferBody {
    /// `mediation`, `petition`, `emergency`
    #[schema(value_type = String)]
    to: Procedure,
    /// The number it has there; may be empty.
    #[serde(default)]
    reference: String,
    /// What the resident is told.
    signpost: String,
}

/// Transfer a request to another procedure (转办).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/transfer", tag = "request", operation_id = "transferRequest", request_body = TransferBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn transfer(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<TransferBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Transfer {
        to: command.body.to,
        reference: command.body.reference.clone(),
        signpost: command.body.signpost.clone(),
    };
    let request = request::transfer_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
