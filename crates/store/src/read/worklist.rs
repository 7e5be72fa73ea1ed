//! The worklist: cases in one's scope, newest first or by what is due, one page at a time.

use hemu_domain::{
    access::Scope,
    kernel::{CaseId, Instant, MatterId, UnitId},
    organisation::DivisionPath,
};
use sea_orm::QueryResult;

use super::{
    narrow::Narrow,
    scope::{Binds, merged},
};
use crate::{Store, StoreError, dialect, sql::sql};

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Newest first.
    Newest,
    /// What is due first, first.
    Due,
}

/// Where a page begins: after this sort value and case.
pub type Cursor = (i64, CaseId);

/// What to list.
#[derive(Debug, Clone)]
pub struct WorklistFilter {
    pub order: Order,
    /// Stage codes; empty for all.
    pub stages: Vec<String>,
    pub after: Option<Cursor>,
    /// Only cases with a clock that ran out before this moment.
    pub due_before: Option<Instant>,
    /// Only cases in which something waits for a decision of the reader's units.
    pub waiting: bool,
    /// What stands behind a number of the board.
    pub narrow: Narrow,
    pub limit: u32,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Seek<'a> {
    pub(crate) order: Order,
    pub(crate) stages: &'a [String],
    pub(crate) after: Option<Cursor>,
    pub(crate) due_before: Option<Instant>,
    pub(crate) waiting: bool,
    pub(crate) narrow: Option<&'a Narrow>,
    /// Return columns of the case as well.
    pub(crate) whole: bool,
    pub(crate) limit: Option<u32>,
}

impl Seek<'_> {
    /// Every case, none left out.
    pub(crate) const fn all(order: Order) -> Self {
        Self {
            order,
            stages: &[],
            after: None,
            due_before: None,
            waiting: false,
            narrow: None,
            whole: false,
            limit: None,
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorklistRow {
    pub id: CaseId,
    pub kind: String,
    pub number: String,
    pub stage: String,
    pub label: String,
    pub holder: UnitId,
    pub division: DivisionPath,
    pub opened_at: Instant,
    pub closed_at: Option<Instant>,
    pub next_due: Option<Instant>,
    pub yellow_at: Option<Instant>,
    pub red_at: Option<Instant>,
    pub channel: String,
    pub nature: String,
    pub matter: Option<MatterId>,
    pub class: String,
    pub round: i64,
    pub lead: Option<UnitId>,
}

/// A page and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub rows: Vec<WorklistRow>,
    pub next: Option<Cursor>,
}

/// Counts are exact up to here.
const COUNT_MAX: u32 = 10_000;

impl Store {
    /// A page of the worklist. Seeks on `case_reader_by_sort`, `case_reader_by_stage`, `case_reader_by_due` or
    /// `cases_by_division`.
    pub async fn worklist(&self, scope: &Scope, filter: &WorklistFilter) -> Result<Listed, StoreError> {
        let Some((query, binds)) = page_query(scope, filter) else {
            return Ok(Listed { rows: Vec::new(), next: None });
        };
        let found = self.all(&query, binds.0).await?;
        let more = (filter.limit as usize) < found.len();
        let mut rows = Vec::new();
        let mut next = None;
        for row in found.iter().take(filter.limit as usize) {
            let listed = read(row)?;
            next = Some((row.try_get::<i64>("", "at")?, listed.id));
            rows.push(listed);
        }
        Ok(Listed { rows, next: if more { next } else { None } })
    }

    /// How many cases the list holds, exact up to 10,000; one more means "more than that".
    pub async fn worklist_count(&self, scope: &Scope, filter: &WorklistFilter) -> Result<i64, StoreError> {
        let mut binds = Binds::default();
        let wanted = Seek {
            order: filter.order,
            stages: &filter.stages,
            after: None,
            due_before: filter.due_before,
            waiting: filter.waiting,
            narrow: Some(&filter.narrow),
            whole: false,
            limit: Some(COUNT_MAX + 1),
        };
        let Some(seeks) = merged(scope, &wanted, &mut binds) else { return Ok(0) };
        let query = format!(
            "SELECT count(*) AS n FROM (SELECT v.case_id FROM ({seeks}) v GROUP BY v.case_id LIMIT {}) w",
            COUNT_MAX + 1
        );
        let row = self.one(&query, binds.0).await?;
        Ok(row.map_or(Ok(0), |row| row.try_get("", "n"))?)
    }

    /// The plan of a page, for the test that asserts its index.
    #[doc(hidden)]
    pub async fn worklist_plan(&self, scope: &Scope, filter: &WorklistFilter) -> Result<String, StoreError> {
        let Some((query, binds)) = page_query(scope, filter) else { return Ok(String::new()) };
        dialect::plan::explain(self.reader(), sql(self.backend(), &query, binds.0)).await
    }
}

fn page_query(scope: &Scope, filter: &WorklistFilter) -> Option<(String, Binds)> {
    let mut binds = Binds::default();
    // One row more than the page tells whether another follows.
    let limit = filter.limit + 1;
    let wanted = Seek {
        order: filter.order,
        stages: &filter.stages,
        after: filter.after,
        due_before: filter.due_before,
        waiting: filter.waiting,
        narrow: Some(&filter.narrow),
        whole: false,
        limit: Some(limit),
    };
    let seeks = merged(scope, &wanted, &mut binds)?;
    let direction = if filter.order == Order::Due { "ASC" } else { "DESC" };
    let query = format!(
        "SELECT v.at, c.id, c.kind, c.number, c.stage, c.label, c.holder_id, c.division, c.opened_at, c.closed_at, c.next_due, c.yellow_at, c.red_at, \
         r.channel, r.nature, r.matter_id, r.class, r.round, r.lead_id \
         FROM ({seeks}) v JOIN cases c ON c.id = v.case_id JOIN request r ON r.case_id = c.id ORDER BY v.at {direction}, v.case_id {direction} LIMIT {limit}"
    );
    Some((query, binds))
}

fn read(row: &QueryResult) -> Result<WorklistRow, StoreError> {
    let bad = |what: &str| StoreError::corrupt("cases", what);
    let at = |column: &str| -> Result<Option<Instant>, StoreError> {
        Ok(row.try_get::<Option<i64>>("", column)?.map(Instant::from_ms))
    };
    let (matter, lead): (Option<String>, Option<String>) =
        (row.try_get("", "matter_id")?, row.try_get("", "lead_id")?);
    Ok(WorklistRow {
        id: row.try_get::<String>("", "id")?.parse().map_err(|_| bad("id"))?,
        kind: row.try_get("", "kind")?,
        number: row.try_get("", "number")?,
        stage: row.try_get("", "stage")?,
        label: row.try_get("", "label")?,
        holder: row.try_get::<String>("", "holder_id")?.parse().map_err(|_| bad("holder_id"))?,
        division: DivisionPath::parse(&row.try_get::<String>("", "division")?)
            .ok_or_else(|| bad("division"))?,
        opened_at: at("opened_at")?.ok_or_else(|| bad("opened_at"))?,
        closed_at: at("closed_at")?,
        next_due: at("next_due")?,
        yellow_at: at("yellow_at")?,
        red_at: at("red_at")?,
        channel: row.try_get("", "channel")?,
        nature: row.try_get("", "nature")?,
        matter: matter.map(|id| id.parse().map_err(|_| bad("matter_id"))).transpose()?,
        class: row.try_get("", "class")?,
        round: row.try_get("", "round")?,
        lead: lead.map(|id| id.parse().map_err(|_| bad("lead_id"))).transpose()?,
    })
}
