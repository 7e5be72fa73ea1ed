//! Rates by unit and period.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    numbers::{UnitNumbers, numbers_by_unit},
};
use hemu_domain::kernel::Instant;
use hemu_measure::Rate;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Staff,
    extract::{Asking, malformed},
    problem::{Problem, Problems},
    view::UnitRef,
};

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeriodQuery {
    /// First day, `YYYY-MM-DD`.
    from: String,
    /// Last day, `YYYY-MM-DD`.
    to: String,
}

/// A rate that can be explained.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RateView {
    /// In hundredths, because an answer may count in part.
    numerator_hundredths: i64,
    denominator: i64,
    basis_points: Option<i64>,
}

impl From<Rate> for RateView {
    fn from(rate: Rate) -> Self {
        Self {
            numerator_hundredths: rate.numerator_hundredths,
            denominator: rate.denominator,
            basis_points: rate.basis_points,
        }
    }
}

/// The numbers of one unit; the first line, without a unit, is the total.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitNumbersView {
    unit: Option<UnitRef>,
    recorded: i64,
    dispatched: i64,
    closed: i64,
    settled_or_excluded: i64,
    excluded: i64,
    sent_back: i64,
    non_response: i64,
    response: RateView,
    resolution: RateView,
    satisfaction: RateView,
    on_time: RateView,
    reply_minutes_mean: Option<i64>,
}

/// Response, resolution, satisfaction and on-time rates of the cases in one's scope, by unit.
#[utoipa::path(get, path = "/api/v1/numbers/units", tag = "numbers", operation_id = "numbersByUnit", params(PeriodQuery), responses((status = 200, body = Vec<UnitNumbersView>), Problems))]
pub(crate) async fn by_unit(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<PeriodQuery>,
) -> Result<Json<Vec<UnitNumbersView>>, Problem> {
    let zone = &ctx.settings.zone;
    let from: Date = query.from.parse().map_err(|_| malformed("from", "a day is YYYY-MM-DD"))?;
    let to: Date = query.to.parse().map_err(|_| malformed("to", "a day is YYYY-MM-DD"))?;
    let before = to.tomorrow().map_err(|_| malformed("to", "the day is out of range"))?;
    let numbers =
        numbers_by_unit(&ctx, &staff.call, Instant::start_of(from, zone), Instant::start_of(before, zone))
            .await?;
    let rules = ctx.rules(staff.call.generation).await?;
    let view = |n: UnitNumbers| UnitNumbersView {
        unit: n.unit.map(|unit| UnitRef::find(unit, &rules)),
        recorded: n.recorded,
        dispatched: n.dispatched,
        closed: n.closed,
        settled_or_excluded: n.settled_or_excluded,
        excluded: n.excluded,
        sent_back: n.sent_back,
        non_response: n.non_response,
        response: n.response.into(),
        resolution: n.resolution.into(),
        satisfaction: n.satisfaction.into(),
        on_time: n.on_time.into(),
        reply_minutes_mean: n.reply_minutes_mean,
    };
    Ok(Json(numbers.into_iter().map(view).collect()))
}
