//! Fix the population of a re-audit.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    re_audit::{self, NewReAudit},
};
use hemu_domain::{kernel::Instant, organisation::DivisionPath, re_audit::PERCENT_DEFAULT};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::list::ReAuditView;
use crate::{
    auth::Command,
    extract::{day_end, malformed},
    problem::{Problem, Problems},
};

/// Which cases, and how many of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReAuditBody {
    /// First day, `YYYY-MM-DD`.
    from: String,
    /// Last day, `YYYY-MM-DD`; it must be over.
    to: String,
    /// So many percent of each sort of ending, at least one; 5 when left out.
    percent: Option<u32>,
    /// Path of a division in one's territory; all of it when left out.
    division: Option<String>,
}

/// Fix the population of a re-audit: its root stands in the ledger before anybody can know the seed.
#[utoipa::path(
    post, path = "/api/v1/re-audits", tag = "supervision", operation_id = "fixReAudit", request_body = ReAuditBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = ReAuditView), Problems)
)]
pub(crate) async fn fix(
    State(ctx): State<Ctx>,
    command: Command<ReAuditBody>,
) -> Result<Json<ReAuditView>, Problem> {
    let body = &command.body;
    let from: Date = body.from.parse().map_err(|_| malformed("from", "write the day as YYYY-MM-DD"))?;
    let new = NewReAudit {
        from: Instant::start_of(from, &ctx.settings.zone),
        before: day_end("to", &body.to, &ctx)?,
        percent: body.percent.unwrap_or(PERCENT_DEFAULT),
        division: body
            .division
            .as_deref()
            .map(|path| {
                DivisionPath::parse(path)
                    .filter(|path| !path.as_str().is_empty())
                    .ok_or_else(|| malformed("division", "division is a path such as `0001/0002/`"))
            })
            .transpose()?,
    };
    let fixed = re_audit::fix_re_audit(&ctx, &command.call, &new).await?;
    let rules = ctx.rules(command.call.generation).await?;
    Ok(Json(ReAuditView::of(&fixed, &rules, &ctx.settings.zone)))
}
