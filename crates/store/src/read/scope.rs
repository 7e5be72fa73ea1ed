//! A scope as SQL. `Scope::allows` in `domain` says the same; `tests/scope.rs` proves that both agree, clause by
//! clause. A scope compiles to at most eight seeks, each on its own index, never to one big OR.

use hemu_domain::{
    access::{Apart, Clause, Reach, Scope},
    kernel::{CaseId, Instant, Kind, Label, ReaderRole},
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

/// Where a clause looks: the table, its case column and the condition that its index serves.
fn reached(clause: &Clause, binds: &mut Binds) -> (&'static str, &'static str, String) {
    match &clause.reach {
        Reach::Unit(unit) => {
            ("case_reader", "case_id", format!("unit_id = {}", binds.bind(unit.to_string())))
        }
        Reach::Division(path) => {
            let (from, to) = (binds.bind(path.as_str().to_owned()), binds.bind(path.end()));
            ("cases", "id", format!("division >= {from} AND division < {to}"))
        }
        Reach::Case(case) => ("cases", "id", format!("id = {}", binds.bind(case.to_string()))),
    }
}

/// That a case recuses neither the person nor a unit of theirs. The flag answers for nearly every case.
pub(crate) fn not_recused(flag: &str, case: &str, apart: &Apart, binds: &mut Binds) -> String {
    let mut concerned = Vec::new();
    if let Some(account) = apart.account {
        concerned.push(format!("x.account_id = {}", binds.bind(account.to_string())));
    }
    if !apart.units.is_empty() {
        concerned.push(one_of_ids("x.unit_id", apart.units.iter().map(ToString::to_string), binds));
    }
    if concerned.is_empty() {
        return "1 = 1".to_owned();
    }
    format!(
        "({flag} = 0 OR NOT EXISTS (SELECT 1 FROM case_recusal x WHERE x.case_id = {case} AND ({})))",
        concerned.join(" OR ")
    )
}

/// The labels of a clause, and through which readers a sealed case is reached.
fn labelled(clause: &Clause, binds: &mut Binds) -> Vec<String> {
    let mut conditions = Vec::new();
    if clause.labels == [Label::Sealed] {
        // Written out, so that both planners see that `case_reader_sealed` holds all of them.
        conditions.push("label = 'sealed'".to_owned());
    } else {
        conditions.push(one_of("label", clause.labels.iter().map(|label| Label::code(*label)), binds));
    }
    if matches!(clause.reach, Reach::Unit(_)) && clause.labels.contains(&Label::Sealed) {
        let roles = one_of("role", clause.sealed_as.iter().map(|role| ReaderRole::code(*role)), binds);
        conditions.push(format!("(label <> 'sealed' OR {roles})"));
    }
    conditions
}

/// One seek: `SELECT case_id, at FROM … ORDER BY at, case_id LIMIT n`.
pub(crate) fn seek(clause: &Clause, apart: &Apart, seek: &Seek<'_>, binds: &mut Binds) -> String {
    let (table, id, reach) = reached(clause, binds);
    let of_reader = table == "case_reader";
    let sort = match (of_reader, seek.order) {
        (true, Order::Due) => "due_at",
        (true, Order::Newest) => "sort_at",
        (false, Order::Due) => "COALESCE(next_due, 9223372036854775807)",
        (false, Order::Newest) => "opened_at",
    };
    let opened = if of_reader { "sort_at" } else { "opened_at" };
    let mut conditions =
        vec![reach, one_of("kind", clause.kinds.iter().map(|kind| Kind::code(*kind)), binds)];
    conditions.extend(labelled(clause, binds));
    conditions.push(not_recused("recused", &format!("{table}.{id}"), apart, binds));
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
        let due = if of_reader { "due_at" } else { "next_due" };
        conditions.push(format!("{due} < {}", binds.bind(due_before.ms())));
    }
    if seek.waiting {
        conditions.push(waiting(table, apart, binds));
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

/// Something waits for a decision of a unit of the reader's.
fn waiting(table: &str, apart: &Apart, binds: &mut Binds) -> String {
    if table == "case_reader" {
        return "waits = 1".to_owned();
    }
    let units = one_of_ids("w.unit_id", apart.units.iter().map(ToString::to_string), binds);
    format!("EXISTS (SELECT 1 FROM case_reader w WHERE w.case_id = cases.id AND w.waits = 1 AND {units})")
}

fn one_of_ids(column: &str, ids: impl Iterator<Item = String>, binds: &mut Binds) -> String {
    let marks: Vec<String> = ids.map(|id| binds.bind(id)).collect();
    if marks.is_empty() {
        return "1 = 0".to_owned();
    }
    format!("{column} IN ({})", marks.join(", "))
}

fn one_of<'a>(column: &str, codes: impl Iterator<Item = &'a str>, binds: &mut Binds) -> String {
    let marks: Vec<String> = codes.map(|code| binds.bind(code.to_owned())).collect();
    if marks.is_empty() { "1 = 0".to_owned() } else { format!("{column} IN ({})", marks.join(", ")) }
}

/// The seeks of every clause, merged; each case once.
pub(crate) fn merged(scope: &Scope, wanted: &Seek<'_>, binds: &mut Binds) -> Option<String> {
    let seeks: Vec<String> =
        scope.clauses().iter().map(|clause| seek(clause, scope.apart(), wanted, binds)).collect();
    // Clauses that share no label share no case, and need not be compared.
    let clauses = scope.clauses();
    let disjoint = clauses.iter().enumerate().all(|(at, one)| {
        clauses.iter().skip(at + 1).all(|other| !one.labels.iter().any(|label| other.labels.contains(label)))
    });
    (!seeks.is_empty()).then(|| seeks.join(if disjoint { " UNION ALL " } else { " UNION " }))
}

impl Store {
    /// Whether the scope lets this case be seen, as SQL decides it.
    pub async fn scope_allows(&self, scope: &Scope, case: CaseId) -> Result<bool, StoreError> {
        let mut binds = Binds::default();
        let Some(seeks) = merged(scope, &Seek::all(Order::Newest), &mut binds) else { return Ok(false) };
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
        let Some(seeks) = merged(scope, &Seek::all(Order::Newest), &mut binds) else { return Ok(Vec::new()) };
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
