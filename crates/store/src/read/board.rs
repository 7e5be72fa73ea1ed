//! The supervisor's board: open cases counted once by lead unit and place, in colours and ages, under the reader's scope.

use hemu_domain::{
    access::Scope,
    kernel::{Instant, UnitId},
    organisation::DivisionPath,
    supervision::{AgeBand, Colour},
};
use sea_orm::QueryResult;

use super::{
    narrow::{Narrow, OpenAsk, asked},
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
fn visible(scope: &Scope, filter: &BoardFilter, whole: bool, binds: &mut Binds) -> Option<String> {
    let narrow = Narrow { open: true, division: filter.division.clone(), ..Narrow::default() };
    merged(scope, &Seek { narrow: Some(&narrow), whole, ..Seek::all(Order::Newest) }, binds)
}

fn counts_query(scope: &Scope, filter: &BoardFilter) -> Option<(String, Binds)> {
    let mut binds = Binds::default();
    let visible = visible(scope, filter, true, &mut binds)?;
    let now = binds.bind(filter.now.ms());
    let urged = binds.bind(filter.urged_since.ms());
    // Each row is looked at with plain comparisons only; what is left over is subtracted in `read`.
    let later = format!("v.next_due > {now}");
    let mut columns = vec![
        format!("COUNT(*) FILTER (WHERE v.next_due <= {now}) AS overdue"),
        format!("COUNT(*) FILTER (WHERE {later} AND v.red_at <= {now}) AS red"),
        format!(
            "COUNT(*) FILTER (WHERE {later} AND COALESCE(v.red_at, v.next_due) > {now} AND v.yellow_at <= {now}) AS yellow"
        ),
    ];
    for band in AgeBand::ALL {
        if let (Some(after), _) = band.opened(filter.now) {
            let after = binds.bind(after.ms());
            columns.push(format!("COUNT(*) FILTER (WHERE v.opened_at > {after}) AS since_{}", band.code()));
        }
    }
    let query = format!(
        "SELECT r.lead_id, substr(v.division, 1, {}) AS place, COUNT(*) AS open, COUNT(v.next_due) AS clocks, {}, \
         COUNT(*) FILTER (WHERE v.stage = 'paused') AS paused, COUNT(*) FILTER (WHERE v.stage = 'parked') AS parked, \
         COUNT(v.merged_into) AS merged, COUNT(*) FILTER (WHERE r.urged_at >= {urged}) AS urged \
         FROM ({visible}) v JOIN request r ON r.case_id = v.case_id GROUP BY 1, 2",
        filter.levels * 5,
        columns.join(", "),
    );
    Some((query, binds))
}

/// SQLite joins in the order given: there are few open asks and many open cases.
fn asks_query(scope: &Scope, filter: &BoardFilter) -> Option<(String, Binds)> {
    let mut binds = Binds::default();
    let visible = visible(scope, filter, false, &mut binds)?;
    let query = format!(
        "SELECT COUNT(DISTINCT CASE WHEN {} THEN a.case_id END) AS decisions, COUNT(DISTINCT CASE WHEN {} THEN a.case_id END) AS orders \
         FROM ask a CROSS JOIN ({visible}) v WHERE v.case_id = a.case_id AND a.state IN ('open', 'answered')",
        asked(OpenAsk::Decision),
        asked(OpenAsk::Order),
    );
    Some((query, binds))
}

fn urgings_query(scope: &Scope, filter: &BoardFilter) -> Option<(String, Binds)> {
    let mut binds = Binds::default();
    let since = binds.bind(filter.urged_since.ms());
    let visible = visible(scope, filter, false, &mut binds)?;
    let query = format!(
        "SELECT COUNT(*) AS n FROM fact f CROSS JOIN ({visible}) v \
         WHERE v.case_id = f.case_id AND f.measure = 'urged' AND f.valid_at >= {since} AND f.superseded_at IS NULL"
    );
    Some((query, binds))
}

fn read(row: &QueryResult) -> Result<BoardCount, StoreError> {
    let count = |column: &str| row.try_get::<i64>("", column);
    let lead: Option<String> = row.try_get("", "lead_id")?;
    let (open, clocks) = (count("open")?, count("clocks")?);
    let (overdue, red, yellow) = (count("overdue")?, count("red")?, count("yellow")?);
    let colours = Colour::ALL
        .iter()
        .map(|colour| match colour {
            Colour::Green => clocks - overdue - red - yellow,
            Colour::Yellow => yellow,
            Colour::Red => red,
            Colour::Overdue => overdue,
            Colour::None => open - clocks,
        })
        .collect();
    let mut ages = Vec::new();
    let mut younger = 0;
    for band in AgeBand::ALL {
        let since = if *band == AgeBand::Older { open } else { count(&format!("since_{}", band.code()))? };
        ages.push(since - younger);
        younger = since;
    }
    Ok(BoardCount {
        lead: lead.map(|id| id.parse().map_err(|e| StoreError::corrupt("request", e))).transpose()?,
        place: DivisionPath::parse(&row.try_get::<String>("", "place")?)
            .ok_or_else(|| StoreError::corrupt("cases", "division"))?,
        open,
        colours,
        ages,
        paused: count("paused")?,
        parked: count("parked")?,
        merged: count("merged")?,
        urged: count("urged")?,
    })
}
