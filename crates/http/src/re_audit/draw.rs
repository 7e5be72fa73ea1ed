//! Draw from a fixed population.

use axum::{Json, extract::State};
use hemu_app::{Ctx, re_audit};
use hemu_domain::kernel::ReAuditKind;
use serde::Deserialize;
use utoipa::ToSchema;

use super::list::ReAuditView;
use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
};

/// Nothing to choose: what is drawn follows from the population and the ledger.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DrawBody {}

/// Draw, once the ledger's next checkpoint is made: its root is the seed. Drawing again changes nothing.
#[utoipa::path(
    post, path = "/api/v1/re-audits/{re_audit}/draw", tag = "supervision", operation_id = "drawReAudit", request_body = DrawBody,
    params(("re_audit" = String, Path, description = "The re-audit"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = ReAuditView), Problems)
)]
pub(crate) async fn draw(
    State(ctx): State<Ctx>,
    PathId(id): PathId<ReAuditKind>,
    command: Command<DrawBody>,
) -> Result<Json<ReAuditView>, Problem> {
    let drawn = re_audit::draw_re_audit(&ctx, &command.call, id).await?;
    let rules = ctx.rules(command.call.generation).await?;
    Ok(Json(ReAuditView::of(&drawn, &rules, &ctx.settings.zone)))
}
