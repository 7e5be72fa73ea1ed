//! Who looked at what (查阅记录).

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    access::{LookRow, LooksAsked, list_looks as app},
};
use hemu_domain::{
    Rules,
    kernel::{Instant, LookId},
};
use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Staff,
    extract::{Asking, malformed},
    problem::{Problem, Problems},
    view::{UnitRef, time},
};

/// Which looks.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct LooksQuery {
    /// Login of the person who looked.
    account: Option<String>,
    /// Number of the case.
    case: Option<String>,
    /// First day, `YYYY-MM-DD`.
    from: Option<String>,
    /// The day after the last, `YYYY-MM-DD`.
    before: Option<String>,
    /// The last look of the page before.
    after: Option<String>,
}

/// A page of looks, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LooksPage {
    looks: Vec<LookView>,
    /// To be named in `after` for the next page; `null` on the last.
    next: Option<String>,
}

/// A look.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LookView {
    id: String,
    login: String,
    name: String,
    unit: UnitRef,
    role: String,
    case: Option<String>,
    number: Option<String>,
    /// `case_page`, `contact`, `export`, `administration`
    what: String,
    purpose: String,
    at: String,
}

/// How many lines the use case gives at most.
const PAGE: usize = 50;

/// Who looked at what, for auditors. Asking is recorded as a look.
#[utoipa::path(get, path = "/api/v1/looks", tag = "access", operation_id = "listLooks", params(LooksQuery), responses((status = 200, body = LooksPage), Problems))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<LooksQuery>,
) -> Result<Json<LooksPage>, Problem> {
    let zone = &ctx.settings.zone;
    let plain = |field: &'static str, text: Option<String>| match text {
        Some(text) if text.contains('\0') => Err(malformed(field, "a zero character")),
        text => Ok(text.filter(|text| !text.is_empty())),
    };
    let after: Option<LookId> =
        query.after.map(|id| id.parse().map_err(|_| malformed("after", "not an identifier"))).transpose()?;
    let asked = LooksAsked {
        login: plain("account", query.account)?,
        number: plain("case", query.case)?,
        from: day("from", query.from, zone)?,
        before: day("before", query.before, zone)?,
        after,
    };
    let found = app(&ctx, &staff.call, &asked).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    let next = if found.len() < PAGE { None } else { found.last().map(|look| look.id.to_string()) };
    Ok(Json(LooksPage { looks: found.into_iter().map(|look| view(look, &rules, zone)).collect(), next }))
}

fn day(field: &'static str, text: Option<String>, zone: &TimeZone) -> Result<Option<Instant>, Problem> {
    text.filter(|text| !text.is_empty())
        .map(|text| {
            let day: Date = text.parse().map_err(|_| malformed(field, "a day is YYYY-MM-DD"))?;
            Ok(Instant::start_of(day, zone))
        })
        .transpose()
}

fn view(look: LookRow, rules: &Rules, zone: &TimeZone) -> LookView {
    let unit = look.unit.parse().map_or_else(|_| UnitRef::unknown(), |unit| UnitRef::find(unit, rules));
    LookView {
        id: look.id.to_string(),
        login: look.login,
        name: look.name,
        unit,
        role: look.role,
        case: look.case.map(|case| case.to_string()),
        number: look.number,
        what: look.what,
        purpose: look.purpose,
        at: time(look.at, zone),
    }
}
