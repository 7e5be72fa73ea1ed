//! Facts as rows: written with each step, and rebuilt from the ledger by the same function.

use hemu_domain::{
    kernel::{CaseId, Fact, Instant},
    request::Request,
};
use sea_orm::{DbBackend, Statement, Value};

use crate::{
    CaseKind, Context, Store, StoreError,
    sql::{OnKey, insert, text},
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

/// From a case, an entry's body and its moment to facts and their circumstances.
type Project = fn(CaseId, &str, Instant) -> Result<(Vec<Fact>, Context), StoreError>;

/// A kind, as far as rebuilding its facts goes.
struct Projector {
    kind: &'static str,
    project: Project,
}

/// Every kind. A new one adds a line.
const KINDS: &[Projector] = &[Projector { kind: "request", project: project::<Request> }];

fn project<T: CaseKind>(case: CaseId, body: &str, at: Instant) -> Result<(Vec<Fact>, Context), StoreError> {
    let body: Body<T::Entry> =
        serde_json::from_str(body).map_err(|e| StoreError::corrupt("ledger_entry", e))?;
    Ok((T::facts(case, &body.entry, at), body.context))
}

impl Store {
    /// Every fact, as the ledger alone says it: lines of text, sorted. `fact_lines` must be the same.
    pub async fn facts_from_ledger(&self) -> Result<Vec<String>, StoreError> {
        let rows = self.all("SELECT e.stream, e.seq, e.at_ms, e.body, c.kind FROM ledger_entry e JOIN cases c ON e.stream = 'case:' || c.id", []).await?;
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
            let (facts, context) = (projector.project)(case, &entry.try_get::<String>("", "body")?, at)?;
            let seq = u32::try_from(entry.try_get::<i64>("", "seq")?)
                .map_err(|e| StoreError::corrupt("ledger_entry", e))?;
            lines.extend(facts.iter().map(|fact| line(&row(fact, seq, &context, at))));
        }
        lines.sort();
        Ok(lines)
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
