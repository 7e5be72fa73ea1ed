//! How much of what was looked at again was confirmed.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    re_audit::{self, ConfirmedShare},
};
use hemu_domain::{Rules, kernel::Instant};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Staff,
    extract::{Asking, day_end, malformed},
    problem::{Problem, Problems},
    view::UnitRef,
};

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct FoundQuery {
    /// First day, `YYYY-MM-DD`.
    from: String,
    /// Last day, `YYYY-MM-DD`.
    to: String,
}

/// The share confirmed of one unit; the first line, without a unit, is the total.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConfirmedView {
    unit: Option<UnitRef>,
    confirmed: i64,
    /// How many were looked at again.
    cases: i64,
    basis_points: Option<i64>,
    /// Ends of the 95 % interval (Wilson).
    low: Option<i64>,
    high: Option<i64>,
    /// Whether there are enough to compare units: 30.
    enough: bool,
}

impl ConfirmedView {
    pub(crate) fn of(share: &ConfirmedShare, rules: &Rules) -> Self {
        Self {
            unit: share.unit.map(|unit| UnitRef::find(unit, rules)),
            confirmed: share.share.numerator_hundredths / 100,
            cases: share.share.denominator,
            basis_points: share.share.basis_points,
            low: share.interval.map(|interval| interval.low),
            high: share.interval.map(|interval| interval.high),
            enough: share.is_enough(),
        }
    }
}

/// Shares confirmed in re-audits, of cases in one's scope, by unit.
#[utoipa::path(get, path = "/api/v1/re-audits/numbers", tag = "supervision", operation_id = "reAuditNumbers", params(FoundQuery), responses((status = 200, body = Vec<ConfirmedView>), Problems))]
pub(crate) async fn numbers(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<FoundQuery>,
) -> Result<Json<Vec<ConfirmedView>>, Problem> {
    let from: Date = query.from.parse().map_err(|_| malformed("from", "a day is YYYY-MM-DD"))?;
    let from = Instant::start_of(from, &ctx.settings.zone);
    let before = day_end("to", &query.to, &ctx)?;
    let found = re_audit::re_audit_numbers(&ctx, &staff.call, from, before).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    Ok(Json(found.iter().map(|share| ConfirmedView::of(share, &rules)).collect()))
}
