//! Dispatch a request to its lead unit (派单).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::{
    kernel::{MatterId, UnitId},
    request::Dispatch,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// Who handles it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DispatchBody {
    #[schema(value_type = String)]
    matter: MatterId,
    /// One lead unit.
    #[schema(value_type = String)]
    lead: UnitId,
    /// At most ten assisting units.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    assisting: Vec<UnitId>,
}

/// Dispatch a request to its lead unit (派单).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/dispatch", tag = "request", operation_id = "dispatchRequest", request_body = DispatchBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn dispatch(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<DispatchBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Dispatch {
        matter: command.body.matter,
        lead: command.body.lead,
        assisting: command.body.assisting.clone(),
    };
    let request = request::dispatch_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
