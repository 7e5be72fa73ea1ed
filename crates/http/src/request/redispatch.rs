//! Give a request to another unit (改派).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::{
    kernel::{MatterId, UnitId},
    request::{Dispatch, Redispatch, RedispatchReason},
};
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
pub(crate) struct RedispatchBody {
    #[schema(value_type = String)]
    matter: MatterId,
    /// One lead unit.
    #[schema(value_type = String)]
    lead: UnitId,
    /// At most ten assisting units.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    assisting: Vec<UnitId>,
    /// `wrong_unit`, `unit_changed`, `higher_level`, `other`
    #[schema(value_type = String)]
    reason: RedispatchReason,
    text: String,
}

/// Give a request to another unit (改派).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/redispatch", tag = "request", operation_id = "redispatchRequest", request_body = RedispatchBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn redispatch(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<RedispatchBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Redispatch {
        to: Dispatch {
            matter: command.body.matter,
            lead: command.body.lead,
            assisting: command.body.assisting.clone(),
        },
        reason: command.body.reason,
        text: command.body.text.clone(),
    };
    let request = request::redispatch_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
