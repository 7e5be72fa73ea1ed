//! Facts as rows: written with each step, and rebuilt from the ledger by the same function.

use hemu_domain::{
    kernel::{CaseId, Fact, Instant, Measure},
    request::Request,
};
use sea_orm::{DbBackend, Statement, Value};

use crate::{
    CaseKind, Context, Store, StoreError,
    sql::{OnKey, insert, sql, text},
    tx::Body,
};

/// Raised when the projection changes, so that old and new rows can be told apart.
const PROJECTOR: i64 = 1;

const COLUMNS: [&str; 16] = [
    "case_id",
    "seq",
    "measure",
    "kind",
    "unit_id",
    "division",
    "channel",
    "class",
    "matter_id",
    "catalogue_version",
    "calendar_version",
    "value",
    "valid_at",
    "recorded_at",
    "superseded_at",
    "projector",
];

/// Where the row says since when it no longer holds.
const SUPERSEDED_AT: usize = 14;

pub(crate) fn insert_facts(
    backend: DbBackend,
    facts: &[Fact],
    seq: u32,
    context: &Context,
    recorded_at: Instant,
) -> Statement {
    insert(
        backend,
        "fact",
        &COLUMNS,
        facts.iter().map(|fact| row(fact, seq, context, recorded_at)).collect(),
        OnKey::Fail,
    )
}

/// The case's facts of these measures held until now.
pub(crate) fn supersede(backend: DbBackend, case: CaseId, measures: &[Measure], at: Instant) -> Statement {
    let marks: Vec<String> = (3..measures.len() + 3).map(|n| format!("${n}")).collect();
    let query = format!(
        "UPDATE fact SET superseded_at = $1 WHERE case_id = $2 AND superseded_at IS NULL AND measure IN ({})",
        marks.join(", ")
    );
    let mut values: Vec<Value> = vec![at.ms().into(), text(case)];
    values.extend(measures.iter().map(|measure| text(measure.code())));
    sql(backend, &query, values)
}

fn row(fact: &Fact, seq: u32, context: &Context, recorded_at: Instant) -> Vec<Value> {
    vec![
        text(fact.case),
        i64::from(seq).into(),
        text(fact.measure.code()),
        text(&context.kind),
        fact.unit.map(|unit| unit.to_string()).into(),
        text(&context.division),
        text(&context.channel),
        text(&context.class),
        context.matter.map(|matter| matter.to_string()).into(),
        i64::from(context.catalogue_version).into(),
        i64::from(context.calendar_version).into(),
        fact.value.into(),
        fact.valid_at.ms().into(),
        recorded_at.ms().into(),
        Value::BigInt(None),
        PROJECTOR.into(),
    ]
}

/// What one entry says: its facts, their circumstances, and which earlier ones no longer hold.
type Projected = (Vec<Fact>, Context, &'static [Measure]);

/// From a case, an entry's body and its moment to what it says.
type Project = fn(CaseId, &str, Instant) -> Result<Projected, StoreError>;

/// A kind, as far as rebuilding its facts goes.
struct Projector {
    kind: &'static str,
    project: Project,
}

/// Every kind. A new one adds a line.
const KINDS: &[Projector] = &[Projector { kind: "request", project: project::<Request> }];

fn project<T: CaseKind>(case: CaseId, body: &str, at: Instant) -> Result<Projected, StoreError> {
    let body: Body<T::Entry> =
        serde_json::from_str(body).map_err(|e| StoreError::corrupt("ledger_entry", e))?;
    Ok((T::facts(case, &body.entry, at), body.context, T::supersedes(&body.entry)))
}

impl Store {
    /// Every fact, as the ledger alone says it: lines of text, sorted. `fact_lines` must be the same.
    pub async fn facts_from_ledger(&self) -> Result<Vec<String>, StoreError> {
        let rows = self.all("SELECT e.stream, e.seq, e.at_ms, e.body, c.kind FROM ledger_entry e JOIN cases c ON e.stream = 'case:' || c.id ORDER BY e.stream, e.seq", []).await?;
        // Of one case: measure and row, until the next case begins.
        let mut held: Vec<(CaseId, Measure, Vec<Value>)> = Vec::new();
        let mut lines = Vec::new();
        for entry in &rows {
            let kind: String = entry.try_get("", "kind")?;
            let projector = KINDS
                .iter()
                .find(|known| known.kind == kind)
                .ok_or_else(|| StoreError::corrupt("cases", &kind))?;
            let stream: String = entry.try_get("", "stream")?;
            let case = stream
                .trim_start_matches("case:")
                .parse()
                .map_err(|e| StoreError::corrupt("ledger_entry", e))?;
            let at = Instant::from_ms(entry.try_get("", "at_ms")?);
            let (facts, context, superseded) =
                (projector.project)(case, &entry.try_get::<String>("", "body")?, at)?;
            let seq = u32::try_from(entry.try_get::<i64>("", "seq")?)
                .map_err(|e| StoreError::corrupt("ledger_entry", e))?;
            if held.first().is_some_and(|(other, _, _)| *other != case) {
                lines.extend(held.drain(..).map(|(_, _, row)| line(&row)));
            }
            for (_, measure, row) in &mut held {
                if superseded.contains(measure)
                    && let Some(value) = row.get_mut(SUPERSEDED_AT)
                    && *value == Value::BigInt(None)
                {
                    *value = at.ms().into();
                }
            }
            held.extend(facts.iter().map(|fact| (case, fact.measure, row(fact, seq, &context, at))));
        }
        lines.extend(held.drain(..).map(|(_, _, row)| line(&row)));
        lines.sort();
        Ok(lines)
    }

    /// Measures of one case as they were known at a moment.
    pub async fn facts_known_at(&self, case: CaseId, at: Instant) -> Result<Vec<String>, StoreError> {
        let query = "SELECT measure FROM fact WHERE case_id = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR $2 < superseded_at) ORDER BY seq, measure";
        let rows = self.all(query, [text(case), at.ms().into()]).await?;
        rows.iter().map(|row| Ok(row.try_get("", "measure")?)).collect()
    }

    /// Every fact as it is stored: lines of text, sorted.
    pub async fn fact_lines(&self) -> Result<Vec<String>, StoreError> {
        let mut lines = Vec::new();
        for stored in self.all("SELECT * FROM fact", []).await? {
            let mut values = Vec::new();
            for column in COLUMNS {
                values.push(match column {
                    "seq" | "catalogue_version" | "calendar_version" | "value" | "valid_at"
                    | "recorded_at" | "projector" => Value::from(stored.try_get::<i64>("", column)?),
                    "superseded_at" => Value::from(stored.try_get::<Option<i64>>("", column)?),
                    "unit_id" | "matter_id" => Value::from(stored.try_get::<Option<String>>("", column)?),
                    _ => Value::from(stored.try_get::<String>("", column)?),
                });
            }
            lines.push(line(&values));
        }
        lines.sort();
        Ok(lines)
    }
}

fn line(values: &[Value]) -> String {
    values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(" ")
}
