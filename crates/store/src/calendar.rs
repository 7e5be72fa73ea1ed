//! Holiday tables and time limits as rows.

use std::collections::{BTreeMap, BTreeSet};

use hemu_domain::{
    calendar::{DayKind, Limit, LimitUnit, TimeLimit},
    ledger::{StreamId, StreamKind},
};
use jiff::civil::Date;

use serde::Serialize;

use crate::{
    Meta, Store, StoreError, Tx,
    sql::{OnKey, insert, sql, text},
};

/// The published table of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    pub year: i16,
    /// Where it was published.
    pub source: String,
    pub days: BTreeMap<Date, DayKind>,
}

/// All loaded tables and their version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarTables {
    pub version: u32,
    pub years: BTreeSet<i16>,
    pub days: BTreeMap<Date, DayKind>,
}

impl Tx {
    /// Load the table of a year, in place of the one before. Returns the calendar's new version.
    pub async fn load_calendar(&mut self, meta: Meta<'_>, table: &CalendarYear) -> Result<u32, StoreError> {
        #[derive(Serialize)]
        struct Loaded<'a> {
            year: i16,
            source: &'a str,
            days: Vec<(String, &'a str, &'a str)>,
        }
        let days: Vec<(String, &str, &str)> = table
            .days
            .iter()
            .map(|(date, kind)| (date.to_string(), kind_code(kind), kind_name(kind)))
            .collect();
        let version = self
            .register(
                meta,
                StreamId::of(StreamKind::Calendar, "holidays"),
                "load_calendar",
                &Loaded { year: table.year, source: &table.source, days: days.clone() },
            )
            .await?;
        let backend = self.backend();
        let (from, to) = (format!("{:04}-01-01", table.year), format!("{:04}-12-31", table.year));
        self.execute(sql(
            backend,
            "DELETE FROM calendar_day WHERE day >= $1 AND day <= $2",
            [text(from), text(to)],
        ))
        .await?;
        let row = vec![i64::from(table.year).into(), text(&table.source), meta.at.ms().into()];
        self.execute(insert(
            backend,
            "calendar_year",
            &["year", "source", "loaded_at"],
            vec![row],
            OnKey::Update { keys: &["year"], columns: &["source", "loaded_at"] },
        ))
        .await?;
        if !days.is_empty() {
            let rows = days.iter().map(|(day, kind, name)| vec![text(day), text(kind), text(name)]).collect();
            self.execute(insert(backend, "calendar_day", &["day", "kind", "name"], rows, OnKey::Fail))
                .await?;
        }
        self.rules_changed().await?;
        Ok(version)
    }

    /// Set time limits from a day on; rows for the same clock and class end on that day. Returns the table's new version.
    pub async fn set_limits(&mut self, meta: Meta<'_>, limits: &[TimeLimit]) -> Result<u32, StoreError> {
        #[derive(Serialize)]
        struct Set<'a> {
            limits: Vec<(&'a str, &'a str, u32, &'a str, &'a str, String)>,
            command: &'a str,
        }
        let said = limits
            .iter()
            .map(|l| {
                (
                    l.clock.as_str(),
                    l.class.as_str(),
                    l.limit.amount,
                    l.limit.unit.code(),
                    l.legal_basis.as_str(),
                    l.valid_from.to_string(),
                )
            })
            .collect();
        let version = self
            .register(
                meta,
                StreamId::of(StreamKind::Calendar, "limits"),
                "set_limits",
                &Set { limits: said, command: meta.command_digest },
            )
            .await?;
        let backend = self.backend();
        for l in limits {
            let from = l.valid_from.to_string();
            self.execute(sql(
                backend,
                "DELETE FROM time_limit WHERE clock = $1 AND class = $2 AND valid_from >= $3",
                [text(&l.clock), text(&l.class), text(&from)],
            ))
            .await?;
            self.execute(sql(
                backend,
                "UPDATE time_limit SET valid_to = $3 WHERE clock = $1 AND class = $2 AND (valid_to IS NULL OR valid_to > $3)",
                [text(&l.clock), text(&l.class), text(&from)],
            ))
            .await?;
        }
        let rows = limits
            .iter()
            .map(|l| {
                vec![
                    text(&l.clock),
                    text(&l.class),
                    text(l.valid_from),
                    l.valid_to.map(|to| to.to_string()).into(),
                    i64::from(l.limit.amount).into(),
                    text(l.limit.unit.code()),
                    text(&l.legal_basis),
                ]
            })
            .collect();
        self.execute(insert(
            backend,
            "time_limit",
            &["clock", "class", "valid_from", "valid_to", "amount", "counts", "legal_basis"],
            rows,
            OnKey::Fail,
        ))
        .await?;
        self.rules_changed().await?;
        Ok(version)
    }
}

impl Store {
    /// How often the table of time limits was changed.
    pub async fn limits_version(&self) -> Result<u32, StoreError> {
        let row = self.one("SELECT version FROM register WHERE stream = 'calendar:limits'", []).await?;
        let version: i64 = row.map_or(Ok(0), |row| row.try_get("", "version"))?;
        u32::try_from(version).map_err(|e| StoreError::corrupt("register", e))
    }

    /// Which generation the tables that rules read are in.
    pub async fn rules_generation(&self) -> Result<i64, StoreError> {
        let row = self.one("SELECT value FROM meta WHERE key = 'rules_generation'", []).await?;
        let value: String = row.map_or(Ok("0".into()), |row| row.try_get("", "value"))?;
        value.parse().map_err(|e| StoreError::corrupt("meta", e))
    }

    /// All loaded holiday tables.
    pub async fn calendar_tables(&self) -> Result<CalendarTables, StoreError> {
        let row = self.one("SELECT version FROM register WHERE stream = 'calendar:holidays'", []).await?;
        let version: i64 = row.map_or(Ok(0), |row| row.try_get("", "version"))?;
        let mut tables = CalendarTables {
            version: u32::try_from(version).map_err(|e| StoreError::corrupt("register", e))?,
            ..Default::default()
        };
        for row in self.all("SELECT year FROM calendar_year", []).await? {
            tables.years.insert(
                i16::try_from(row.try_get::<i64>("", "year")?)
                    .map_err(|e| StoreError::corrupt("calendar_year", e))?,
            );
        }
        for row in self.all("SELECT day, kind, name FROM calendar_day", []).await? {
            let day: Date = row
                .try_get::<String>("", "day")?
                .parse()
                .map_err(|e| StoreError::corrupt("calendar_day", e))?;
            let name: String = row.try_get("", "name")?;
            let kind: String = row.try_get("", "kind")?;
            tables
                .days
                .insert(day, if kind == "make_up" { DayKind::MakeUp(name) } else { DayKind::Off(name) });
        }
        Ok(tables)
    }

    /// All time limits, past and present.
    pub async fn time_limits(&self) -> Result<Vec<TimeLimit>, StoreError> {
        let rows = self.all("SELECT * FROM time_limit ORDER BY clock, class, valid_from", []).await?;
        rows.iter()
            .map(|row| {
                let bad = |what: &str| StoreError::corrupt("time_limit", what);
                let to: Option<String> = row.try_get("", "valid_to")?;
                Ok(TimeLimit {
                    clock: row.try_get("", "clock")?,
                    class: row.try_get("", "class")?,
                    limit: Limit {
                        amount: u32::try_from(row.try_get::<i64>("", "amount")?)
                            .map_err(|_| bad("amount"))?,
                        unit: LimitUnit::parse(&row.try_get::<String>("", "counts")?)
                            .ok_or_else(|| bad("counts"))?,
                    },
                    legal_basis: row.try_get("", "legal_basis")?,
                    valid_from: row
                        .try_get::<String>("", "valid_from")?
                        .parse()
                        .map_err(|_| bad("valid_from"))?,
                    valid_to: to.map(|to| to.parse().map_err(|_| bad("valid_to"))).transpose()?,
                })
            })
            .collect()
    }
}

const fn kind_code(kind: &DayKind) -> &'static str {
    match kind {
        DayKind::Off(_) => "off",
        DayKind::MakeUp(_) => "make_up",
    }
}

fn kind_name(kind: &DayKind) -> &str {
    match kind {
        DayKind::Off(name) | DayKind::MakeUp(name) => name,
    }
}
