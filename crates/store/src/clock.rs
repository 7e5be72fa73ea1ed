//! Clocks as rows.

use hemu_domain::{
    calendar::{Clock, Limit, LimitUnit},
    kernel::{CaseId, Instant},
};
use sea_orm::{DbBackend, QueryResult, Statement, Value};

use crate::{
    Store, StoreError,
    sql::{OnKey, insert, text},
};

const COLUMNS: [&str; 21] = [
    "id",
    "case_id",
    "kind",
    "unit_id",
    "round",
    "amount",
    "counts",
    "legal_basis",
    "calendar_version",
    "started_at",
    "stopped_at",
    "pauses",
    "extensions",
    "cap",
    "due_at",
    "yellow_at",
    "red_at",
    "provisional",
    "alarms",
    "alarm_at",
    "muted",
];
const CHANGING: [&str; 15] = [
    "stopped_at",
    "pauses",
    "extensions",
    "cap",
    "due_at",
    "yellow_at",
    "red_at",
    "provisional",
    "alarms",
    "alarm_at",
    "calendar_version",
    "legal_basis",
    "muted",
    "amount",
    "counts",
];

/// The open clock that runs out first: what the lists are coloured and sorted by.
pub(crate) fn nearest(clocks: &[Clock]) -> Option<&Clock> {
    clocks
        .iter()
        .filter(|clock| clock.is_open() && clock.due_at.is_some())
        .min_by_key(|clock| (clock.due_at, clock.id))
}

/// Insert new clocks and update changed ones in one statement.
pub(crate) fn upsert(backend: DbBackend, clocks: &[Clock]) -> Statement {
    let ms = |at: Option<Instant>| Value::from(at.map(Instant::ms));
    let json = |list: Result<String, serde_json::Error>| text(list.unwrap_or_else(|_| "[]".into()));
    let rows = clocks
        .iter()
        .map(|clock| {
            vec![
                text(clock.id),
                text(clock.case),
                text(&clock.kind),
                text(clock.unit),
                i64::from(clock.round).into(),
                i64::from(clock.limit.amount).into(),
                text(clock.limit.unit.code()),
                text(&clock.legal_basis),
                i64::from(clock.calendar_version).into(),
                clock.started_at.ms().into(),
                ms(clock.stopped_at),
                json(serde_json::to_string(&clock.pauses)),
                json(serde_json::to_string(&clock.extensions)),
                ms(clock.cap),
                ms(clock.due_at),
                ms(clock.yellow_at),
                ms(clock.red_at),
                i64::from(clock.provisional).into(),
                i64::from(clock.alarms).into(),
                ms(clock.alarm_at()),
                i64::from(clock.muted).into(),
            ]
        })
        .collect();
    insert(backend, "clock", &COLUMNS, rows, OnKey::Update { keys: &["id"], columns: &CHANGING })
}

/// The clock's columns for a join, each under the name `k_<column>`.
pub(crate) fn joined_columns() -> String {
    COLUMNS.iter().map(|column| format!("k.{column} AS k_{column}")).collect::<Vec<_>>().join(", ")
}

/// A clock out of a row that joined it, or nothing where there is none.
pub(crate) fn read_joined(row: &QueryResult) -> Result<Option<Clock>, StoreError> {
    if row.try_get::<Option<String>>("k_", "id")?.is_none() {
        return Ok(None);
    }
    let bad = |what: &dyn std::fmt::Display| StoreError::corrupt("clock", what);
    let at = |column: &str| -> Result<Option<Instant>, StoreError> {
        Ok(row.try_get::<Option<i64>>("k_", column)?.map(Instant::from_ms))
    };
    let id = |column: &str| row.try_get::<String>("k_", column);
    let number = |column: &str| -> Result<u32, StoreError> {
        u32::try_from(row.try_get::<i64>("k_", column)?).map_err(|e| bad(&e))
    };
    Ok(Some(Clock {
        id: id("id")?.parse().map_err(|e| bad(&e))?,
        case: id("case_id")?.parse().map_err(|e| bad(&e))?,
        kind: id("kind")?,
        unit: id("unit_id")?.parse().map_err(|e| bad(&e))?,
        round: u16::try_from(number("round")?).map_err(|e| bad(&e))?,
        limit: Limit {
            amount: number("amount")?,
            unit: LimitUnit::parse(&id("counts")?).ok_or_else(|| bad(&"counts"))?,
        },
        legal_basis: id("legal_basis")?,
        calendar_version: number("calendar_version")?,
        started_at: at("started_at")?.ok_or_else(|| bad(&"started_at"))?,
        stopped_at: at("stopped_at")?,
        pauses: serde_json::from_str(&id("pauses")?).map_err(|e| bad(&e))?,
        extensions: serde_json::from_str(&id("extensions")?).map_err(|e| bad(&e))?,
        cap: at("cap")?,
        due_at: at("due_at")?,
        yellow_at: at("yellow_at")?,
        red_at: at("red_at")?,
        provisional: number("provisional")? != 0,
        alarms: u16::try_from(number("alarms")?).map_err(|e| bad(&e))?,
        muted: number("muted")? != 0,
    }))
}

impl Store {
    /// Cases with a clock whose next reminder or escalation is due, the oldest first. Uses `clock_by_alarm`.
    pub async fn alarms_due(&self, now: Instant, limit: u32) -> Result<Vec<CaseId>, StoreError> {
        let rows = self.all("SELECT case_id, MIN(alarm_at) AS first FROM clock WHERE alarm_at IS NOT NULL AND alarm_at <= $1 GROUP BY case_id ORDER BY first, case_id LIMIT $2", [now.ms().into(), i64::from(limit).into()]).await?;
        rows.iter()
            .map(|row| {
                row.try_get::<String>("", "case_id")?.parse().map_err(|e| StoreError::corrupt("clock", e))
            })
            .collect()
    }
}
