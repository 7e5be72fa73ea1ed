//! List re-audits.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    re_audit::{self, ReAudit, hex},
};
use hemu_domain::{Rules, kernel::Instant};
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::Staff,
    problem::{Problem, Problems},
    view::{UnitRef, time},
};

/// A re-audit: what was fixed and, once it is drawn, from which seed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReAuditView {
    id: String,
    /// First day.
    from: String,
    /// Last day.
    to: String,
    /// Path of the division.
    territory: String,
    percent: u32,
    /// Cases that ended in the period.
    size: i64,
    /// Merkle root over their numbers.
    root: String,
    fixed_by: String,
    unit: UnitRef,
    fixed_at: String,
    /// Which entry of the ledger's stream `re_audit:draws` fixed it.
    fixed_entry: i64,
    draw: Option<DrawView>,
    /// How many of the drawn have a finding.
    found: i64,
}

/// A draw that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DrawView {
    /// The first checkpoint of the ledger made after the fixing.
    checkpoint: i64,
    /// Its root: the seed.
    seed: String,
    drawn: i64,
    drawn_at: String,
}

impl ReAuditView {
    pub(crate) fn of(found: &ReAudit, rules: &Rules, zone: &TimeZone) -> Self {
        let day = |at: Instant| at.date_in(zone).to_string();
        Self {
            id: found.id.to_string(),
            from: day(found.plan.from),
            to: day(found.plan.before.plus_ms(-1)),
            territory: found.plan.territory.as_str().to_owned(),
            percent: found.plan.percent,
            size: found.size,
            root: hex(&found.root),
            fixed_by: found.fixed_by.clone(),
            unit: UnitRef::find(found.unit, rules),
            fixed_at: time(found.fixed_at, zone),
            fixed_entry: found.fixed_seq,
            draw: found.draw.as_ref().map(|draw| DrawView {
                checkpoint: draw.checkpoint,
                seed: hex(&draw.seed),
                drawn: draw.drawn,
                drawn_at: time(draw.at, zone),
            }),
            found: found.found,
        }
    }
}

/// Re-audits of one's territory, newest first.
#[utoipa::path(get, path = "/api/v1/re-audits", tag = "supervision", operation_id = "listReAudits", responses((status = 200, body = Vec<ReAuditView>), Problems))]
pub(crate) async fn list(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<Vec<ReAuditView>>, Problem> {
    let found = re_audit::list_re_audits(&ctx, &staff.call).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    Ok(Json(found.iter().map(|one| ReAuditView::of(one, &rules, &ctx.settings.zone)).collect()))
}
