//! Call the requester through the platform (拨打电话).

use axum::{extract::State, http::StatusCode};
use hemu_app::{Ctx, access::call_requester as app};
use hemu_domain::kernel::CaseKind;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
};

/// Which telephone of the office rings first.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallBody {
    /// 2 to 8 digits.
    extension: String,
}

/// Ring the officer's extension, then the requester. The number is not shown and no budget is used.
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/call", tag = "access", operation_id = "callRequester", request_body = CallBody,
    params(("request" = String, Path, description = "The request"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn call_requester(
    State(ctx): State<Ctx>,
    path: PathId<CaseKind>,
    command: Command<CallBody>,
) -> Result<StatusCode, Problem> {
    app(&ctx, &command.call, path.0, &command.body.extension).await?;
    Ok(StatusCode::NO_CONTENT)
}
