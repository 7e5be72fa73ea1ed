//! Exclude a request, with a signpost (不予受理).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::{Exclude, ExclusionReason};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// Why it is not for the hotline, and where it belongs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExcludeBody {
    #[schema(value_type = String, example = "legal_route")]
    reason: ExclusionReason,
    /// What the resident was told, 5 to 10,000 characters.
    signpost: String,
}

/// Exclude a request, with a signpost (不予受理).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/exclude", tag = "request", operation_id = "excludeRequest", request_body = ExcludeBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn exclude(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<ExcludeBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = Exclude { reason: command.body.reason, signpost: command.body.signpost.clone() };
    let request = request::exclude_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
