//! A scope as SQL. `Scope::allows` in `domain` says the same; `tests/scope.rs` proves that both agree, clause by
//! clause. A scope compiles to at most eight seeks, each on its own index, never to one big OR.

use hemu_domain::{
    access::{Clause, Reach, Scope},
    kernel::{CaseId, Instant, Kind, Label},
};
use sea_orm::Value;

use super::worklist::{Order, Seek};
use crate::{Store, StoreError, sql::text};

/// Values of a statement being put together.
#[derive(Debug, Default)]
pub(crate) struct Binds(pub(crate) Vec<Value>);

impl Binds {
    /// Add a value and return its placeholder.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }
}

/// One seek: `SELECT case_id, at FROM … ORDER BY at, case_id LIMIT n`.
pub(crate) fn seek(clause: &Clause, seek: &Seek<'_>, binds: &mut Binds) -> String {
    let (table, id, sort, division_or_unit) = match (&clause.reach, seek.order) {
        (Reach::Unit(unit), order) => {
            let sort = if order == Order::Due { "due_at" } else { "sort_at" };
            ("case_reader", "case_id", sort, format!("unit_id = {}", binds.bind(unit.to_string())))
        }
        (Reach::Division(path), order) => {
            let sort =
                if order == Order::Due { "COALESCE(next_due, 9223372036854775807)" } else { "opened_at" };
            let range = format!(
                "division >= {} AND division < {}",
                binds.bind(path.as_str().to_owned()),
                binds.bind(path.end())
            );
            ("cases", "id", sort, range)
        }
    };
    let opened = if table == "case_reader" { "sort_at" } else { "opened_at" };
    let mut conditions = vec![
        division_or_unit,
        one_of("kind", clause.kinds.iter().map(|kind| Kind::code(*kind)), binds),
        one_of("label", clause.labels.iter().map(|label| Label::code(*label)), binds),
    ];
    if let Some(from) = clause.opened_from {
        conditions.push(format!("{opened} >= {}", binds.bind(from.ms())));
    }
    if let Some(before) = clause.opened_before {
        conditions.push(format!("{opened} < {}", binds.bind(before.ms())));
    }
    if !seek.stages.is_empty() {
        conditions.push(one_of("stage", seek.stages.iter().map(String::as_str), binds));
    }
    let (compare, direction) = if seek.order == Order::Due { (">", "ASC") } else { ("<", "DESC") };
    if let Some((at, case)) = seek.after {
        conditions.push(format!(
            "({sort}, {id}) {compare} ({}, {})",
            binds.bind(at),
            binds.bind(case.to_string())
        ));
    }
    if let Some(due_before) = seek.due_before {
        let due = if table == "case_reader" { "due_at" } else { "next_due" };
        conditions.push(format!("{due} < {}", binds.bind(due_before.ms())));
    }
    if seek.waiting {
        conditions.push(waiting(table));
    }
    if let Some(narrow) = seek.narrow {
        conditions.extend(narrow.conditions(table, binds));
    }
    // Of what is open there is little: it is found first and put into order then, not the other way round.
    let open = table == "cases" && seek.narrow.is_some_and(|narrow| narrow.open);
    let sort = if open { format!("{sort} + 0") } else { sort.to_owned() };
    let order = seek.limit.map_or(String::new(), |limit| {
        format!(" ORDER BY {sort} {direction}, {id} {direction} LIMIT {limit}")
    });
    let found = conditions.join(" AND ");
    match (seek.whole, table) {
        (false, _) => format!(
            "SELECT * FROM (SELECT {id} AS case_id, {sort} AS at FROM {table} WHERE {found}{order}) s"
        ),
        // The row is at hand: it is not looked up a second time.
        (true, "cases") => format!(
            "SELECT * FROM (SELECT {id} AS case_id, {sort} AS at, {} FROM {table} WHERE {found}{order}) s",
            WHOLE.join(", ")
        ),
        (true, _) => format!(
            "SELECT s.case_id, s.at, c.{} FROM (SELECT {id} AS case_id, {sort} AS at FROM {table} WHERE {found}{order}) s JOIN cases c ON c.id = s.case_id",
            WHOLE.join(", c.")
        ),
    }
}

/// What a seek returns of the case itself when it is asked for the whole.
const WHOLE: [&str; 7] = ["division", "stage", "merged_into", "opened_at", "next_due", "yellow_at", "red_at"];

/// Something waits for a decision: of this unit, or of whichever unit reads the case.
fn waiting(table: &str) -> String {
    match table {
        "case_reader" => "waits = 1".to_owned(),
        _ => "EXISTS (SELECT 1 FROM case_reader w WHERE w.case_id = cases.id AND w.waits = 1)".to_owned(),
    }
}

fn one_of<'a>(column: &str, codes: impl Iterator<Item = &'a str>, binds: &mut Binds) -> String {
    let marks: Vec<String> = codes.map(|code| binds.bind(code.to_owned())).collect();
    if marks.is_empty() { "1 = 0".to_owned() } else { format!("{column} IN ({})", marks.join(", ")) }
}

/// The seeks of every clause, merged; each case once.
pub(crate) fn merged(scope: &Scope, wanted: &Seek<'_>, binds: &mut Binds) -> Option<String> {
    let seeks: Vec<String> = scope.clauses().iter().map(|clause| seek(clause, wanted, binds)).collect();
    // Clauses that share no label share no case, and need not be compared.
    let clauses = scope.clauses();
    let apart = clauses.iter().enumerate().all(|(at, one)| {
        clauses.iter().skip(at + 1).all(|other| !one.labels.iter().any(|label| other.labels.contains(label)))
    });
    (!seeks.is_empty()).then(|| seeks.join(if apart { " UNION ALL " } else { " UNION " }))
}

impl Store {
    /// Whether the scope lets this case be seen, as SQL decides it.
    pub async fn scope_allows(&self, scope: &Scope, case: CaseId) -> Result<bool, StoreError> {
        let mut binds = Binds::default();
        let wanted = Seek {
            order: Order::Newest,
            stages: &[],
            after: None,
            due_before: None,
            waiting: false,
            narrow: None,
            whole: false,
            limit: None,
        };
        let Some(seeks) = merged(scope, &wanted, &mut binds) else { return Ok(false) };
        let id = binds.bind(text(case));
        let query = format!("SELECT 1 AS one FROM ({seeks}) v WHERE v.case_id = {id} LIMIT 1");
        Ok(self.one(&query, binds.0).await?.is_some())
    }

    /// Every case the scope lets be seen, for the property test and small scopes only.
    pub async fn cases_in_scope(
        &self,
        scope: &Scope,
        opened_from: Instant,
    ) -> Result<Vec<CaseId>, StoreError> {
        let mut binds = Binds::default();
        let wanted = Seek {
            order: Order::Newest,
            stages: &[],
            after: None,
            due_before: None,
            waiting: false,
            narrow: None,
            whole: false,
            limit: None,
        };
        let Some(seeks) = merged(scope, &wanted, &mut binds) else { return Ok(Vec::new()) };
        let from = binds.bind(opened_from.ms());
        let query = format!("SELECT v.case_id FROM ({seeks}) v WHERE v.at >= {from} ORDER BY v.case_id");
        self.all(&query, binds.0)
            .await?
            .iter()
            .map(|row| {
                row.try_get::<String>("", "case_id")?.parse().map_err(|e| StoreError::corrupt("cases", e))
            })
            .collect()
    }
}
