//! Asks as rows.

use hemu_domain::kernel::{Ask, AskKind, AskState, CaseId, Instant};
use sea_orm::{DbBackend, QueryResult, Statement};
use serde::Serialize;

use crate::{
    StoreError,
    sql::{OnKey, insert, text},
};

const COLUMNS: [&str; 13] = [
    "id",
    "case_id",
    "kind",
    "asked_by",
    "unit_id",
    "asked_at",
    "terms",
    "deciders",
    "votes_needed",
    "votes",
    "clock_id",
    "state",
    "settled_at",
];

/// The asks of one case, oldest first. Uses `ask_by_case`.
pub(crate) const OF_CASE: &str = "SELECT * FROM ask WHERE case_id = $1 ORDER BY asked_at, id";

/// Insert new asks and update changed ones in one statement.
pub(crate) fn upsert(backend: DbBackend, asks: &[Ask]) -> Statement {
    let rows = asks
        .iter()
        .map(|ask| {
            vec![
                text(ask.id),
                text(ask.case),
                text(ask.kind.code()),
                text(ask.by),
                text(ask.unit),
                ask.at.ms().into(),
                json(&ask.terms),
                json(&ask.deciders),
                i64::from(ask.votes_needed).into(),
                json(&ask.votes),
                text(ask.clock),
                text(ask.state.code()),
                ask.settled_at.map(Instant::ms).into(),
            ]
        })
        .collect();
    let changing = ["terms", "deciders", "votes", "clock_id", "state", "settled_at"];
    insert(backend, "ask", &COLUMNS, rows, OnKey::Update { keys: &["id"], columns: &changing })
}

fn json(value: &impl Serialize) -> sea_orm::Value {
    // Plain structures of codes and numbers cannot fail to be written.
    text(serde_json::to_string(value).unwrap_or_default())
}

pub(crate) fn read(row: &QueryResult) -> Result<Ask, StoreError> {
    let column = |name: &str| row.try_get::<String>("", name);
    let bad = |what: &dyn std::fmt::Display| StoreError::corrupt("ask", what);
    let case: CaseId = column("case_id")?.parse().map_err(|e| bad(&e))?;
    Ok(Ask {
        id: column("id")?.parse().map_err(|e| bad(&e))?,
        case,
        kind: AskKind::parse(&column("kind")?).ok_or_else(|| bad(&"kind"))?,
        by: column("asked_by")?.parse().map_err(|e| bad(&e))?,
        unit: column("unit_id")?.parse().map_err(|e| bad(&e))?,
        at: Instant::from_ms(row.try_get("", "asked_at")?),
        terms: serde_json::from_str(&column("terms")?).map_err(|e| bad(&e))?,
        deciders: serde_json::from_str(&column("deciders")?).map_err(|e| bad(&e))?,
        votes_needed: u8::try_from(row.try_get::<i64>("", "votes_needed")?).map_err(|e| bad(&e))?,
        votes: serde_json::from_str(&column("votes")?).map_err(|e| bad(&e))?,
        clock: column("clock_id")?.parse().map_err(|e| bad(&e))?,
        state: AskState::parse(&column("state")?).ok_or_else(|| bad(&"state"))?,
        settled_at: row.try_get::<Option<i64>>("", "settled_at")?.map(Instant::from_ms),
    })
}
