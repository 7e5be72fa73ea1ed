//! The table of time limits: read, tried, published.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    calendar::{self, LimitsTried, SHIFTS},
};
use hemu_domain::calendar::{Limit, LimitUnit, TimeLimit};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    extract::malformed,
    problem::{Problem, Problems},
    view::maybe_time,
};

/// The table and its version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LimitsView {
    /// To be named in `If-Match` when publishing.
    version: u32,
    rows: Vec<LimitRow>,
}

/// One dated row.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LimitRow {
    clock: String,
    /// Handling class; `*` for all others.
    class: String,
    amount: u32,
    /// `wall_hours`, `working_hours`, `calendar_days`, `working_days`
    counts: String,
    legal_basis: String,
    valid_from: String,
    /// The first day on which it no longer holds.
    valid_to: Option<String>,
    /// Whether it holds today.
    in_force: bool,
}

/// Rows to be tried or published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitsBody {
    rows: Vec<LimitRowBody>,
}

/// One row; it ends the row of the same clock and class on its first day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitRowBody {
    clock: String,
    class: String,
    amount: u32,
    /// `wall_hours`, `working_hours`, `calendar_days`, `working_days`
    counts: String,
    legal_basis: String,
    /// `YYYY-MM-DD`
    valid_from: String,
}

/// What the rows would do to open requests.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LimitsTriedView {
    /// Open requests that were looked at; at most 5,000.
    looked_at: usize,
    /// False when there were more.
    complete: bool,
    /// How many would have a due moment moved.
    changed: usize,
    moved: Vec<MovedView>,
    /// Some that one may see.
    examples: Vec<MovedRequestView>,
}

/// How far due moments would move.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovedView {
    class: String,
    clock: String,
    shifts: Vec<ShiftView>,
}

/// So many by so much.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ShiftView {
    /// `earlier_days` (more than three), `earlier_day`, `earlier_hours`, `later_hours`, `later_day`, `later_days`
    shift: String,
    count: u64,
}

/// A request whose due moments would move.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovedRequestView {
    number: String,
    class: String,
    clocks: Vec<MovedClock>,
}

/// One clock.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovedClock {
    kind: String,
    before: Option<String>,
    after: Option<String>,
}

/// The table of time limits.
#[utoipa::path(get, path = "/api/v1/limits", tag = "catalogue", operation_id = "limits", responses((status = 200, body = LimitsView), Problems))]
pub(crate) async fn list(State(ctx): State<Ctx>, _staff: Staff) -> Result<Json<LimitsView>, Problem> {
    let (version, rows) = calendar::limits_in_force(&ctx).await?;
    Ok(Json(view(version, rows, &ctx)))
}

/// Say what rows would do to open requests, if they were published and the clocks recounted. Nothing is written.
#[utoipa::path(
    post, path = "/api/v1/limits/try", tag = "catalogue", operation_id = "tryLimits", request_body = LimitsBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = LimitsTriedView), Problems)
)]
pub(crate) async fn try_limits(
    State(ctx): State<Ctx>,
    command: Command<LimitsBody>,
) -> Result<Json<LimitsTriedView>, Problem> {
    let rows = read(command.body)?;
    let tried = calendar::try_limits(&ctx, &command.call, &rows).await?;
    Ok(Json(tried_view(tried, &ctx.settings.zone)))
}

/// Publish rows of the table, from the days that they name on.
#[utoipa::path(
    post, path = "/api/v1/limits", tag = "catalogue", operation_id = "publishLimits", request_body = LimitsBody,
    params(("If-Match" = String, Header, description = "The version of the table seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = LimitsView), Problems)
)]
pub(crate) async fn publish(
    State(ctx): State<Ctx>,
    command: Command<LimitsBody>,
) -> Result<Json<LimitsView>, Problem> {
    let seen = command.version()?;
    let rows = read(command.body)?;
    calendar::publish_limits(&ctx, &command.call, seen, &rows).await?;
    let (version, rows) = calendar::limits_in_force(&ctx).await?;
    Ok(Json(view(version, rows, &ctx)))
}

fn read(body: LimitsBody) -> Result<Vec<TimeLimit>, Problem> {
    body.rows
        .into_iter()
        .map(|row| {
            Ok(TimeLimit {
                clock: row.clock.trim().to_owned(),
                class: row.class.trim().to_owned(),
                limit: Limit {
                    amount: row.amount,
                    unit: LimitUnit::parse(&row.counts).ok_or_else(|| {
                        malformed("counts", "wall_hours, working_hours, calendar_days or working_days")
                    })?,
                },
                legal_basis: row.legal_basis.trim().to_owned(),
                valid_from: row
                    .valid_from
                    .parse()
                    .map_err(|_| malformed("valid_from", "write the day as YYYY-MM-DD"))?,
                valid_to: None,
            })
        })
        .collect()
}

fn view(version: u32, rows: Vec<TimeLimit>, ctx: &Ctx) -> LimitsView {
    let today = ctx.clock.now().date_in(&ctx.settings.zone);
    let rows = rows.into_iter().map(|row| LimitRow {
        in_force: row.valid_from <= today && row.valid_to.is_none_or(|to| today < to),
        clock: row.clock,
        class: row.class,
        amount: row.limit.amount,
        counts: row.limit.unit.code().to_owned(),
        legal_basis: row.legal_basis,
        valid_from: row.valid_from.to_string(),
        valid_to: row.valid_to.map(|to| to.to_string()),
    });
    LimitsView { version, rows: rows.collect() }
}

fn tried_view(tried: LimitsTried, zone: &TimeZone) -> LimitsTriedView {
    let moved = tried.moved.into_iter().map(|((class, clock), moved)| MovedView {
        class,
        clock,
        shifts: SHIFTS
            .iter()
            .zip(moved.shifts)
            .map(|(shift, count)| ShiftView { shift: (*shift).to_owned(), count })
            .collect(),
    });
    let examples = tried.examples.into_iter().map(|one| MovedRequestView {
        number: one.number,
        class: one.class,
        clocks: one
            .changed
            .into_iter()
            .map(|clock| MovedClock {
                kind: clock.kind,
                before: maybe_time(clock.before, zone),
                after: maybe_time(clock.after, zone),
            })
            .collect(),
    });
    LimitsTriedView {
        looked_at: tried.looked_at,
        complete: tried.complete,
        changed: tried.changed,
        moved: moved.collect(),
        examples: examples.collect(),
    }
}
