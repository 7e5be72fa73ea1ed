//! The dispatch catalogue as rows: each change ends the old text of a matter and begins a new one.

use hemu_domain::{
    catalogue::{Matter, Precedent},
    kernel::{AskId, CaseId, Instant, MatterId},
    ledger::{StreamId, StreamKind},
    organisation::DivisionPath,
};
use sea_orm::{QueryResult, Value};
use serde::Serialize;

use crate::{
    Meta, Store, StoreError, Tx,
    sql::{OnKey, insert, sql, text},
};

const COLUMNS: [&str; 14] = [
    "id",
    "since",
    "until",
    "code",
    "name",
    "name_en",
    "class",
    "lead_duty",
    "legal_basis",
    "words",
    "on_the_spot",
    "department_only",
    "owner_unit",
    "valid_until",
];

/// A request that was dispatched under a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchedCase {
    pub case: CaseId,
    pub number: String,
    pub matter: MatterId,
    pub division: DivisionPath,
}

impl Tx {
    /// Publish a new version of the catalogue in which these matters read as given. Returns the version.
    pub async fn publish_matters(&mut self, meta: Meta<'_>, matters: &[Matter]) -> Result<u32, StoreError> {
        #[derive(Serialize)]
        struct Published<'a> {
            matters: &'a [Matter],
        }
        let version = self
            .register(
                meta,
                StreamId::of(StreamKind::Catalogue, "dispatch"),
                "publish",
                &Published { matters },
            )
            .await?;
        let backend = self.backend();
        for matter in matters {
            self.execute(sql(
                backend,
                "UPDATE matter SET until = $1 WHERE id = $2 AND until IS NULL",
                [i64::from(version).into(), text(matter.id)],
            ))
            .await?;
        }
        for chunk in matters.chunks(200) {
            let rows = chunk
                .iter()
                .map(|matter| {
                    vec![
                        text(matter.id),
                        i64::from(version).into(),
                        Value::BigInt(None),
                        text(&matter.code),
                        text(&matter.name),
                        text(&matter.name_en),
                        text(&matter.class),
                        text(&matter.lead_duty),
                        text(&matter.legal_basis),
                        text(matter.words.join("\n")),
                        i64::from(matter.on_the_spot).into(),
                        i64::from(matter.department_only).into(),
                        matter.owner.map(|owner| owner.to_string()).into(),
                        matter.valid_until.map(|until| until.to_string()).into(),
                    ]
                })
                .collect();
            self.execute(insert(backend, "matter", &COLUMNS, rows, OnKey::Fail)).await?;
        }
        self.rules_changed().await?;
        Ok(version)
    }
}

impl Tx {
    /// Publish a version of the catalogue in which this ruling is followed. One that is there already stays as it is;
    /// an older one for the same matter and division ends. Returns the version.
    pub async fn adopt_precedent(&mut self, meta: Meta<'_>, new: &Precedent) -> Result<u32, StoreError> {
        let known = self.one("SELECT since FROM precedent WHERE ask_id = $1", [text(new.ask)]).await?;
        if let Some(row) = known {
            return u32::try_from(row.try_get::<i64>("", "since")?)
                .map_err(|e| StoreError::corrupt("precedent", e));
        }
        let stream = StreamId::of(StreamKind::Catalogue, "dispatch");
        let version = self.register(meta, stream, "adopt_precedent", new).await?;
        let backend = self.backend();
        self.execute(sql(
            backend,
            "UPDATE precedent SET until = $1 WHERE matter_id = $2 AND division = $3 AND until IS NULL",
            [i64::from(version).into(), text(new.matter), text(new.division.as_str())],
        ))
        .await?;
        let row = vec![
            text(new.ask),
            text(new.case),
            text(new.matter),
            text(new.division.as_str()),
            text(new.unit),
            i64::from(version).into(),
            Value::BigInt(None),
        ];
        let columns = ["ask_id", "case_id", "matter_id", "division", "unit_id", "since", "until"];
        self.execute(insert(backend, "precedent", &columns, vec![row], OnKey::Fail)).await?;
        self.rules_changed().await?;
        Ok(version)
    }

    /// End a precedent: the catalogue's own duty holds again. Returns whether it was in force.
    pub async fn end_precedent(
        &mut self,
        meta: Meta<'_>,
        ask: AskId,
        reason: &str,
    ) -> Result<bool, StoreError> {
        #[derive(Serialize)]
        struct Ended<'a> {
            ask: AskId,
            reason: &'a str,
            command: &'a str,
        }
        let in_force = self
            .one("SELECT 1 AS one FROM precedent WHERE ask_id = $1 AND until IS NULL", [text(ask)])
            .await?
            .is_some();
        if in_force {
            let stream = StreamId::of(StreamKind::Catalogue, "dispatch");
            let version = self
                .register(meta, stream, "end_precedent", &Ended { ask, reason, command: meta.command_digest })
                .await?;
            let query = "UPDATE precedent SET until = $1 WHERE ask_id = $2";
            self.execute(sql(self.backend(), query, [i64::from(version).into(), text(ask)])).await?;
            self.rules_changed().await?;
        }
        Ok(in_force)
    }
}

impl Store {
    /// Precedents in force, newest first.
    pub async fn precedents(&self) -> Result<Vec<Precedent>, StoreError> {
        let bad = |e: &dyn std::fmt::Display| StoreError::corrupt("precedent", e);
        let query = "SELECT * FROM precedent WHERE until IS NULL ORDER BY since DESC, ask_id LIMIT 5000";
        self.all(query, [])
            .await?
            .iter()
            .map(|row| {
                let id = |column: &str| row.try_get::<String>("", column);
                Ok(Precedent {
                    ask: id("ask_id")?.parse().map_err(|e| bad(&e))?,
                    case: id("case_id")?.parse().map_err(|e| bad(&e))?,
                    matter: id("matter_id")?.parse().map_err(|e| bad(&e))?,
                    division: DivisionPath::parse(&id("division")?).ok_or_else(|| bad(&"division"))?,
                    unit: id("unit_id")?.parse().map_err(|e| bad(&e))?,
                    since: u32::try_from(row.try_get::<i64>("", "since")?).map_err(|e| bad(&e))?,
                })
            })
            .collect()
    }

    /// The catalogue in force and its version.
    pub async fn catalogue(&self) -> Result<(u32, Vec<Matter>), StoreError> {
        let row = self.one("SELECT version FROM register WHERE stream = 'catalogue:dispatch'", []).await?;
        let version: i64 = row.map_or(Ok(0), |row| row.try_get("", "version"))?;
        let rows = self.all("SELECT * FROM matter WHERE until IS NULL ORDER BY code", []).await?;
        let matters: Result<Vec<Matter>, StoreError> = rows.iter().map(read).collect();
        Ok((u32::try_from(version).map_err(|e| StoreError::corrupt("register", e))?, matters?))
    }

    /// The catalogue as it read in a version.
    pub async fn catalogue_at(&self, version: u32) -> Result<Vec<Matter>, StoreError> {
        let query = "SELECT * FROM matter WHERE since <= $1 AND (until IS NULL OR until > $1) ORDER BY code LIMIT 5000";
        self.all(query, [i64::from(version).into()]).await?.iter().map(read).collect()
    }

    /// Requests dispatched since a moment under one of these matters, newest first, each with its last dispatch. Seeks
    /// on `fact_by_measure`.
    pub async fn dispatched_cases(
        &self,
        matters: &[MatterId],
        since: Instant,
        limit: u32,
    ) -> Result<Vec<DispatchedCase>, StoreError> {
        if matters.is_empty() {
            return Ok(Vec::new());
        }
        let bad = |e: &dyn std::fmt::Display| StoreError::corrupt("fact", e);
        let marks: Vec<String> = (3..matters.len() + 3).map(|n| format!("${n}")).collect();
        let query = format!(
            "SELECT f.case_id, c.number, f.matter_id, f.division FROM fact f JOIN cases c ON c.id = f.case_id \
             WHERE f.measure = 'dispatched' AND f.valid_at >= $1 AND f.matter_id IN ({}) \
               AND NOT EXISTS (SELECT 1 FROM fact g WHERE g.case_id = f.case_id AND g.measure = 'dispatched' AND g.seq > f.seq) \
             ORDER BY f.valid_at DESC, f.case_id LIMIT $2",
            marks.join(", ")
        );
        let mut values: Vec<Value> = vec![since.ms().into(), i64::from(limit).into()];
        values.extend(matters.iter().map(text));
        self.all(&query, values)
            .await?
            .iter()
            .map(|row| {
                let column = |name: &str| row.try_get::<String>("", name);
                Ok(DispatchedCase {
                    case: column("case_id")?.parse().map_err(|e| bad(&e))?,
                    number: column("number")?,
                    matter: column("matter_id")?.parse().map_err(|e| bad(&e))?,
                    division: DivisionPath::parse(&column("division")?).ok_or_else(|| bad(&"division"))?,
                })
            })
            .collect()
    }

    /// Every text a matter has had, newest first.
    pub async fn matter_history(&self, id: MatterId) -> Result<Vec<Matter>, StoreError> {
        self.all("SELECT * FROM matter WHERE id = $1 ORDER BY since DESC LIMIT 200", [text(id)])
            .await?
            .iter()
            .map(read)
            .collect()
    }
}

fn read(row: &QueryResult) -> Result<Matter, StoreError> {
    let words: String = row.try_get("", "words")?;
    Ok(Matter {
        id: row.try_get::<String>("", "id")?.parse().map_err(|e| StoreError::corrupt("matter", e))?,
        code: row.try_get("", "code")?,
        name: row.try_get("", "name")?,
        name_en: row.try_get("", "name_en")?,
        class: row.try_get("", "class")?,
        lead_duty: row.try_get("", "lead_duty")?,
        legal_basis: row.try_get("", "legal_basis")?,
        words: words.lines().map(str::to_owned).collect(),
        on_the_spot: row.try_get::<i64>("", "on_the_spot")? != 0,
        department_only: row.try_get::<i64>("", "department_only")? != 0,
        owner: row
            .try_get::<Option<String>>("", "owner_unit")?
            .map(|id| id.parse().map_err(|e| StoreError::corrupt("matter", e)))
            .transpose()?,
        valid_until: row
            .try_get::<Option<String>>("", "valid_until")?
            .map(|day| day.parse().map_err(|e| StoreError::corrupt("matter", e)))
            .transpose()?,
        since: u32::try_from(row.try_get::<i64>("", "since")?)
            .map_err(|e| StoreError::corrupt("matter", e))?,
    })
}
