//! One re-audit with its proof, what was drawn and what was found.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    re_audit::{self, DrawnCase, hex, shares_of},
};
use hemu_domain::{Rules, kernel::ReAuditKind, re_audit::Stratum};
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

use super::{list::ReAuditView, numbers::ConfirmedView};
use crate::{
    auth::Staff,
    extract::PathId,
    problem::{Problem, Problems},
    view::{UnitRef, time},
};

/// One re-audit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReAuditPage {
    re_audit: ReAuditView,
    /// The checkpoint that gives the seed, once it is made.
    seed_checkpoint: Option<i64>,
    seed_root: Option<String>,
    /// How many of each sort of ending were drawn.
    strata: Vec<StratumView>,
    cases: Vec<DrawnCaseView>,
    /// The share confirmed so far: the total first, then by unit.
    confirmed: Vec<ConfirmedView>,
    now: String,
}

/// A sort of ending.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StratumView {
    stratum: String,
    drawn: usize,
    found: usize,
}

/// A drawn case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DrawnCaseView {
    request: String,
    number: String,
    /// `handled`, `settled_on_spot`, `ended_otherwise`
    stratum: String,
    /// 1 for the first of its stratum.
    place: u32,
    /// `confirmed`, `not_contacted`, `not_solved`, `reply_untrue`, `other`; nothing while it waits.
    finding: Option<String>,
    /// The unit the finding is about.
    unit: Option<UnitRef>,
    found_by: Option<String>,
    found_at: Option<String>,
}

impl DrawnCaseView {
    pub(crate) fn of(one: &DrawnCase, rules: &Rules, zone: &TimeZone) -> Self {
        Self {
            request: one.case.to_string(),
            number: one.drawn.member.number.clone(),
            stratum: one.drawn.member.stratum.code().to_owned(),
            place: one.drawn.place,
            finding: one.found.as_ref().map(|found| found.finding.code().to_owned()),
            unit: one.found.as_ref().map(|found| UnitRef::find(found.unit, rules)),
            found_by: one.found.as_ref().map(|found| found.by.clone()),
            found_at: one.found.as_ref().map(|found| time(found.at, zone)),
        }
    }
}

/// One re-audit: the proof of the draw, the drawn cases, what was found.
#[utoipa::path(
    get, path = "/api/v1/re-audits/{re_audit}", tag = "supervision", operation_id = "viewReAudit",
    params(("re_audit" = String, Path, description = "The re-audit")),
    responses((status = 200, body = ReAuditPage), Problems)
)]
pub(crate) async fn view(
    State(ctx): State<Ctx>,
    staff: Staff,
    PathId(id): PathId<ReAuditKind>,
) -> Result<Json<ReAuditPage>, Problem> {
    let page = re_audit::view_re_audit(&ctx, &staff.call, id).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    let zone = &ctx.settings.zone;
    let strata = Stratum::ALL.iter().map(|stratum| {
        let own = || page.cases.iter().filter(|one| one.drawn.member.stratum == *stratum);
        StratumView {
            stratum: stratum.code().to_owned(),
            drawn: own().count(),
            found: own().filter(|one| one.found.is_some()).count(),
        }
    });
    Ok(Json(ReAuditPage {
        re_audit: ReAuditView::of(&page.re_audit, &rules, zone),
        seed_checkpoint: page.seed.as_ref().map(|seed| seed.number),
        seed_root: page.seed.as_ref().map(|seed| hex(&seed.root)),
        strata: strata.collect(),
        cases: page.cases.iter().map(|one| DrawnCaseView::of(one, &rules, zone)).collect(),
        confirmed: shares_of(&page.cases).iter().map(|share| ConfirmedView::of(share, &rules)).collect(),
        now: time(page.now, zone),
    }))
}
