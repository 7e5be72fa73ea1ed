//! The supervisor's board: open cases counted once by lead unit and place, in colours and ages, under the reader's scope.

use hemu_domain::{
    access::Scope,
    kernel::{Instant, UnitId},
    organisation::DivisionPath,
    supervision::{AgeBand, Colour},
};
use sea_orm::QueryResult;

use super::{
    narrow::{Narrow, OpenAsk, asked, colour_of},
    scope::{Binds, merged},
    worklist::{Order, Seek},
};
use crate::{Store, StoreError, dialect, sql::sql};

/// What to count.
#[derive(Debug, Clone)]
pub struct BoardFilter {
    pub now: Instant,
    /// Only inside this division; all that the scope allows when left out.
    pub division: Option<DivisionPath>,
    /// Places are told apart by so many levels of their path.
    pub levels: usize,
    /// Urgings are counted since this moment.
    pub urged_since: Instant,
}

/// Open cases of one lead unit at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardCount {
    pub lead: Option<UnitId>,
    pub place: DivisionPath,
    pub open: i64,
    /// In the order of `Colour::ALL`.
    pub colours: Vec<i64>,
    /// In the order of `AgeBand::ALL`.
    pub ages: Vec<i64>,
    pub paused: i64,
    pub parked: i64,
    pub merged: i64,
    /// Cases that somebody urged.
    pub urged: i64,
}

/// Everything on the board.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BoardCounts {
    pub counts: Vec<BoardCount>,
    /// Cases in which something waits for a decision.
    pub decisions: i64,
    /// Cases with a supervision order that is not settled.
    pub orders: i64,
    /// Urgings, of which a case may have several.
    pub urgings: i64,
}

impl Store {
    /// Count open cases. Seeks on `cases_open`, `ask_open` and `fact_by_measure`; three statements.
    pub async fn board(&self, scope: &Scope, filter: &BoardFilter) -> Result<BoardCounts, StoreError> {
        let Some((query, binds)) = counts_query(scope, filter) else { return Ok(BoardCounts::default()) };
        let counts: Result<Vec<_>, _> = self.all(&query, binds.0).await?.iter().map(read).collect();
        let mut board = BoardCounts { counts: counts?, ..BoardCounts::default() };
        if let Some((query, binds)) = asks_query(scope, filter)
            && let Some(row) = self.one(&query, binds.0).await?
        {
            board.decisions = row.try_get("", "decisions")?;
            board.orders = row.try_get("", "orders")?;
        }
        if let Some((query, binds)) = urgings_query(scope, filter)
            && let Some(row) = self.one(&query, binds.0).await?
        {
            board.urgings = row.try_get("", "n")?;
        }
        Ok(board)
    }

    /// The plans of the board's statements, for the test that asserts their indexes.
    #[doc(hidden)]
    pub async fn board_plan(&self, scope: &Scope, filter: &BoardFilter) -> Result<String, StoreError> {
        let mut plans = String::new();
        for (query, binds) in
            [counts_query(scope, filter), asks_query(scope, filter), urgings_query(scope, filter)]
                .into_iter()
                .flatten()
        {
            plans.push_str(
                &dialect::plan::explain(self.reader(), sql(self.backend(), &query, binds.0)).await?,
            );
            plans.push('\n');
        }
        Ok(plans)
    }
}

/// The open cases that the reader may see.
fn visible(scope: &Scope, filter: &BoardFilter, binds: &mut Binds) -> Option<String> {
    let narrow = Narrow { open: true, division: filter.division.clone(), ..Narrow::default() };
    merged(scope, &Seek { narrow: Some(&narrow), ..Seek::all(Order::Newest) }, binds)
}

fn counts_query(scope: &Scope, filter: &BoardFilter) -> Option<(String, Binds)> {
    let mut binds = Binds::default();
    let visible = visible(scope, filter, &mut binds)?;
    let now = binds.bind(filter.now.ms());
    let urged = binds.bind(filter.urged_since.ms());
    let mut columns = Vec::new();
    for colour in Colour::ALL {
        columns.push(format!("COUNT(*) FILTER (WHERE b.colour = '{0}') AS colour_{0}", colour.code()));
    }
    for band in AgeBand::ALL {
        let (after, until) = band.opened(filter.now);
        let mut conditions = Vec::new();
        conditions.extend(after.map(|after| format!("b.opened_at > {}", binds.bind(after.ms()))));
        conditions.extend(until.map(|until| format!("b.opened_at <= {}", binds.bind(until.ms()))));
        columns.push(format!("COUNT(*) FILTER (WHERE {}) AS age_{}", conditions.join(" AND "), band.code()));
    }
    let query = format!(
        "SELECT b.lead_id, b.place, COUNT(*) AS open, {}, COUNT(*) FILTER (WHERE b.stage = 'paused') AS paused, \
         COUNT(*) FILTER (WHERE b.stage = 'parked') AS parked, COUNT(*) FILTER (WHERE b.merged_into IS NOT NULL) AS merged, \
         COUNT(*) FILTER (WHERE b.urged_at >= {urged}) AS urged \
         FROM (SELECT r.lead_id, r.urged_at, substr(c.division, 1, {}) AS place, c.stage, c.merged_into, c.opened_at, {} AS colour \
               FROM ({visible}) v JOIN cases c ON c.id = v.case_id JOIN request r ON r.case_id = c.id) b \
         GROUP BY b.lead_id, b.place",
        columns.join(", "),
        filter.levels * 5,
        colour_of("c", &now),
    );
    Some((query, binds))
}

fn asks_query(scope: &Scope, filter: &BoardFilter) -> Option<(String, Binds)> {
    let mut binds = Binds::default();
    let visible = visible(scope, filter, &mut binds)?;
    let query = format!(
        "SELECT COUNT(DISTINCT CASE WHEN {} THEN a.case_id END) AS decisions, COUNT(DISTINCT CASE WHEN {} THEN a.case_id END) AS orders \
         FROM ask a JOIN ({visible}) v ON v.case_id = a.case_id WHERE a.state IN ('open', 'answered')",
        asked(OpenAsk::Decision),
        asked(OpenAsk::Order),
    );
    Some((query, binds))
}

fn urgings_query(scope: &Scope, filter: &BoardFilter) -> Option<(String, Binds)> {
    let mut binds = Binds::default();
    let since = binds.bind(filter.urged_since.ms());
    let visible = visible(scope, filter, &mut binds)?;
    let query = format!(
        "SELECT COUNT(*) AS n FROM fact f JOIN ({visible}) v ON v.case_id = f.case_id \
         WHERE f.measure = 'urged' AND f.valid_at >= {since} AND f.superseded_at IS NULL"
    );
    Some((query, binds))
}

fn read(row: &QueryResult) -> Result<BoardCount, StoreError> {
    let count = |column: &str| row.try_get::<i64>("", column);
    let lead: Option<String> = row.try_get("", "lead_id")?;
    Ok(BoardCount {
        lead: lead.map(|id| id.parse().map_err(|e| StoreError::corrupt("request", e))).transpose()?,
        place: DivisionPath::parse(&row.try_get::<String>("", "place")?)
            .ok_or_else(|| StoreError::corrupt("cases", "division"))?,
        open: count("open")?,
        colours: Colour::ALL
            .iter()
            .map(|colour| count(&format!("colour_{}", colour.code())))
            .collect::<Result<_, _>>()?,
        ages: AgeBand::ALL
            .iter()
            .map(|band| count(&format!("age_{}", band.code())))
            .collect::<Result<_, _>>()?,
        paused: count("paused")?,
        parked: count("parked")?,
        merged: count("merged")?,
        urged: count("urged")?,
    })
}
