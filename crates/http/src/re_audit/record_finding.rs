//! Record what was found.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    re_audit::{self, NewFinding},
};
use hemu_domain::{
    kernel::{CaseId, ReAuditKind},
    re_audit::Finding,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::DrawnCaseView;
use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
};

/// What was found in a drawn case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindingBody {
    #[schema(value_type = String)]
    request: CaseId,
    /// `confirmed`, `not_contacted`, `not_solved`, `reply_untrue`, `other`
    #[schema(value_type = String, example = "confirmed")]
    finding: Finding,
    words: String,
}

/// Record what was found in a drawn case (复核). Only by somebody who took no step of it.
#[utoipa::path(
    post, path = "/api/v1/re-audits/{re_audit}/findings", tag = "supervision", operation_id = "recordFinding", request_body = FindingBody,
    params(("re_audit" = String, Path, description = "The re-audit"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = DrawnCaseView), Problems)
)]
pub(crate) async fn record_finding(
    State(ctx): State<Ctx>,
    PathId(id): PathId<ReAuditKind>,
    command: Command<FindingBody>,
) -> Result<Json<DrawnCaseView>, Problem> {
    let body = &command.body;
    let new = NewFinding { case: body.request, finding: body.finding, words: body.words.clone() };
    let found = re_audit::record_finding(&ctx, &command.call, id, &new).await?;
    let rules = ctx.rules(command.call.generation).await?;
    Ok(Json(DrawnCaseView::of(&found, &rules, &ctx.settings.zone)))
}
