//! The dispatch catalogue as rows: each change ends the old text of a matter and begins a new one.

use hemu_domain::{
    catalogue::Matter,
    ledger::{StreamId, StreamKind},
};
use sea_orm::{QueryResult, Value};
use serde::Serialize;

use crate::{
    Meta, Store, StoreError, Tx,
    sql::{OnKey, insert, sql, text},
};

const COLUMNS: [&str; 11] = [
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
];

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
                    ]
                })
                .collect();
            self.execute(insert(backend, "matter", &COLUMNS, rows, OnKey::Fail)).await?;
        }
        self.rules_changed().await?;
        Ok(version)
    }
}

impl Store {
    /// The catalogue in force and its version.
    pub async fn catalogue(&self) -> Result<(u32, Vec<Matter>), StoreError> {
        let row = self.one("SELECT version FROM register WHERE stream = 'catalogue:dispatch'", []).await?;
        let version: i64 = row.map_or(Ok(0), |row| row.try_get("", "version"))?;
        let rows = self.all("SELECT * FROM matter WHERE until IS NULL ORDER BY code", []).await?;
        let matters: Result<Vec<Matter>, StoreError> = rows.iter().map(read).collect();
        Ok((u32::try_from(version).map_err(|e| StoreError::corrupt("register", e))?, matters?))
    }

    /// Every text a matter has had, newest first.
    pub async fn matter_history(&self, id: hemu_domain::kernel::MatterId) -> Result<Vec<Matter>, StoreError> {
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
        since: u32::try_from(row.try_get::<i64>("", "since")?)
            .map_err(|e| StoreError::corrupt("matter", e))?,
    })
}
