//! Recuse a person from a request (回避).

use axum::{extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    access::{AskedRecusal, recuse as app},
};
use hemu_domain::{
    access::RecusalReason,
    kernel::{AccountId, CaseKind},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::target,
};

/// Who, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecuseBody {
    /// Oneself when left out; the head or supervisor of a unit may name its people.
    #[schema(value_type = Option<String>)]
    account: Option<AccountId>,
    /// `own_case`, `relative`, `other_interest`
    #[schema(value_type = String, example = "relative")]
    reason: RecusalReason,
}

/// Recuse a person from a request. From then on they neither see it nor act on it.
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/recuse", tag = "access", operation_id = "recuse", request_body = RecuseBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn recuse(
    State(ctx): State<Ctx>,
    path: PathId<CaseKind>,
    command: Command<RecuseBody>,
) -> Result<StatusCode, Problem> {
    let target = target(&path, &command)?;
    let asked = AskedRecusal { account: command.body.account, reason: command.body.reason };
    app(&ctx, &command.call, target, asked).await?;
    Ok(StatusCode::NO_CONTENT)
}
