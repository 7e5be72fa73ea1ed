//! List the cases in one's scope.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    worklist::{self, Narrow, OpenAsk, Order, WorklistFilter, WorklistItem},
};
use hemu_domain::{
    Rules,
    kernel::{Instant, UnitId},
    organisation::DivisionPath,
    request::Stage,
    supervision::{AgeBand, Colour},
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Staff,
    extract::{Asking, malformed},
    problem::{Problem, Problems},
    view::{DivisionRef, MatterRef, UnitRef, maybe_time, time},
};

const PAGE_MAX: u32 = 100;

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorklistQuery {
    /// `newest` (the default) or `due`.
    order: Option<String>,
    /// Stage codes, separated by commas; all when left out.
    stage: Option<String>,
    /// Only cases with a clock that has run out.
    #[serde(default)]
    overdue: bool,
    /// Only cases in which something waits for a decision of one's units.
    #[serde(default)]
    waiting: bool,
    /// Only cases that have not ended.
    #[serde(default)]
    open: bool,
    /// Only cases that this unit holds.
    #[param(value_type = Option<String>)]
    holder: Option<UnitId>,
    /// Only cases that this unit leads; `none` for those without a lead unit.
    lead: Option<String>,
    /// Only cases in this division and below: its path, such as `0001/0002/`.
    division: Option<String>,
    /// Only cases of this colour: `green`, `yellow`, `red`, `overdue`, `none`.
    colour: Option<String>,
    /// Only cases so old: `day1`, `days3`, `days7`, `days15`, `older`.
    age: Option<String>,
    /// Only cases that are merged into another.
    #[serde(default)]
    merged: bool,
    /// Only cases in which something is asked and not settled: `decision` or `order`.
    asks: Option<String>,
    /// Only cases that somebody urged in so many days.
    #[param(minimum = 1, maximum = 366)]
    urged_days: Option<u16>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// 1 to 100, 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// A page of cases.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WorklistPage {
    items: Vec<WorklistLine>,
    /// Where the next page begins, if there is one.
    next: Option<String>,
    /// How many there are, on the first page; exact up to 10,000, and 10,001 means more.
    count: i64,
    now: String,
}

/// A line of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WorklistLine {
    id: String,
    kind: String,
    number: String,
    stage: String,
    label: String,
    channel: String,
    nature: String,
    matter: Option<MatterRef>,
    class: String,
    round: i64,
    /// The beginning of what was said, numbers masked.
    summary: Option<String>,
    place: Vec<DivisionRef>,
    holder: UnitRef,
    lead: Option<UnitRef>,
    opened_at: String,
    closed_at: Option<String>,
    due_at: Option<String>,
    /// `green`, `yellow`, `red`, `overdue`; nothing when no clock runs.
    colour: Option<String>,
}

/// List the cases in one's scope.
#[utoipa::path(
    get, path = "/api/v1/worklist", tag = "worklist", operation_id = "listCases", params(WorklistQuery),
    responses((status = 200, body = WorklistPage), Problems)
)]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<WorklistQuery>,
) -> Result<Json<WorklistPage>, Problem> {
    let filter = query.read(ctx.clock.now())?;
    let page = worklist::list_cases(&ctx, &staff.call, &filter).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    Ok(Json(WorklistPage {
        next: page.next.map(|(at, case)| format!("{at}.{case}")),
        count: page.count,
        now: time(page.now, &ctx.settings.zone),
        items: page.items.into_iter().map(|item| line(item, page.now, &rules, &ctx.settings.zone)).collect(),
    }))
}

impl WorklistQuery {
    fn read(&self, now: Instant) -> Result<WorklistFilter, Problem> {
        let order = match self.order.as_deref() {
            None | Some("newest") => Order::Newest,
            Some("due") => Order::Due,
            Some(_) => return Err(malformed("order", "order is `newest` or `due`")),
        };
        let stages: Vec<String> = self
            .stage
            .iter()
            .flat_map(|stages| stages.split(','))
            .filter(|stage| !stage.is_empty())
            .map(str::to_owned)
            .collect();
        if let Some(unknown) = stages.iter().find(|stage| Stage::parse(stage).is_none()) {
            return Err(malformed("stage", &format!("there is no stage `{unknown}`")));
        }
        let limit = self.limit.unwrap_or(50);
        if !(1..=PAGE_MAX).contains(&limit) {
            return Err(malformed("limit", "limit is 1 to 100"));
        }
        let after = match &self.after {
            None => None,
            Some(text) => Some(
                text.split_once('.')
                    .and_then(|(at, case)| Some((at.parse().ok()?, case.parse().ok()?)))
                    .ok_or_else(|| malformed("after", "not the `next` of a page"))?,
            ),
        };
        Ok(WorklistFilter {
            order,
            stages,
            after,
            due_before: self.overdue.then_some(now),
            waiting: self.waiting,
            narrow: self.narrow(now)?,
            limit,
        })
    }
}

impl WorklistQuery {
    /// What stands behind a number of the board.
    fn narrow(&self, now: Instant) -> Result<Narrow, Problem> {
        let lead = match self.lead.as_deref() {
            None => None,
            Some("none") => Some(None),
            Some(id) => Some(Some(id.parse().map_err(|_| malformed("lead", "lead is a unit or `none`"))?)),
        };
        let division = self.division.as_deref().map(|path| {
            DivisionPath::parse(path)
                .filter(|path| !path.as_str().is_empty())
                .ok_or_else(|| malformed("division", "division is a path such as `0001/0002/`"))
        });
        let colour = self.colour.as_deref().map(|code| {
            Colour::parse(code).ok_or_else(|| malformed("colour", &format!("there is no colour `{code}`")))
        });
        let age = self.age.as_deref().map(|code| {
            AgeBand::parse(code).ok_or_else(|| malformed("age", &format!("there is no age `{code}`")))
        });
        let asks = match self.asks.as_deref() {
            None => None,
            Some("decision") => Some(OpenAsk::Decision),
            Some("order") => Some(OpenAsk::Order),
            Some(_) => return Err(malformed("asks", "asks is `decision` or `order`")),
        };
        let urged_since = match self.urged_days {
            None => None,
            Some(days @ 1..=366) => Some(now.plus_ms(-i64::from(days) * Instant::DAY_MS)),
            Some(_) => return Err(malformed("urged_days", "urged_days is 1 to 366")),
        };
        Ok(Narrow {
            open: self.open,
            holder: self.holder,
            lead,
            division: division.transpose()?,
            colour: colour.transpose()?.map(|colour| (colour, now)),
            age: age.transpose()?.map(|band| (band, now)),
            merged: self.merged,
            asks,
            urged_since,
            not_sealed: false,
        })
    }
}

fn line(item: WorklistItem, now: Instant, rules: &Rules, zone: &TimeZone) -> WorklistLine {
    let WorklistItem { row, summary, place } = item;
    let reached = |at: Option<Instant>| at.is_some_and(|at| at <= now);
    let colour = row.next_due.map(|_| match () {
        () if reached(row.next_due) => "overdue",
        () if reached(row.red_at) => "red",
        () if reached(row.yellow_at) => "yellow",
        () => "green",
    });
    WorklistLine {
        id: row.id.to_string(),
        kind: row.kind,
        number: row.number,
        stage: row.stage,
        label: row.label,
        channel: row.channel,
        nature: row.nature,
        matter: row.matter.and_then(|matter| MatterRef::find(matter, rules)),
        class: row.class,
        round: row.round,
        summary,
        place: place.iter().map(DivisionRef::of).collect(),
        holder: UnitRef::find(row.holder, rules),
        lead: row.lead.map(|lead| UnitRef::find(lead, rules)),
        opened_at: time(row.opened_at, zone),
        closed_at: maybe_time(row.closed_at, zone),
        due_at: maybe_time(row.next_due, zone),
        colour: colour.map(str::to_owned),
    }
}
