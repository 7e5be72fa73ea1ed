//! Divisions and units as rows.

use hemu_domain::{
    kernel::{DivisionId, UnitId},
    ledger::{StreamId, StreamKind, ZERO},
    organisation::{Division, DivisionLevel, DivisionPath, Unit, UnitForm},
};
use sea_orm::{QueryResult, Value};
use serde::Serialize;

use crate::{
    Meta, Store, StoreError, Tx,
    dialect::batch::Batch,
    sql::{OnKey, insert, sql, text},
    tx::{ENTRY_COLUMNS, Tip, entry_row},
};

/// A division to be written, with its statistical code and since when it holds.
#[derive(Debug, Clone)]
pub struct NewDivision {
    pub division: Division,
    pub parent: Option<DivisionId>,
    /// First day of the code, `YYYY-MM-DD`.
    pub code_from: String,
}

const DIVISION: &str = "SELECT d.id, d.path, d.level, d.name, (SELECT MAX(code) FROM division_code k WHERE k.division_id = d.id AND k.valid_to IS NULL) AS code FROM division d";

impl Tx {
    /// Write divisions, parents first, and one ledger entry for the whole import.
    pub async fn add_divisions(
        &mut self,
        meta: Meta<'_>,
        divisions: &[NewDivision],
    ) -> Result<(), StoreError> {
        let backend = self.backend();
        for chunk in divisions.chunks(200) {
            let rows = chunk
                .iter()
                .map(|new| {
                    let d = &new.division;
                    vec![
                        text(d.id),
                        new.parent.map(|parent| parent.to_string()).into(),
                        text(d.path.as_str()),
                        text(d.level.code()),
                        text(&d.name),
                        meta.at.ms().into(),
                    ]
                })
                .collect();
            self.execute(insert(
                backend,
                "division",
                &["id", "parent_id", "path", "level", "name", "created_at"],
                rows,
                OnKey::Fail,
            ))
            .await?;
            let codes: Vec<Vec<Value>> = chunk
                .iter()
                .filter_map(|new| {
                    Some(vec![
                        text(new.division.id),
                        text(new.division.code.as_ref()?),
                        text(&new.code_from),
                        Value::String(None),
                    ])
                })
                .collect();
            if !codes.is_empty() {
                self.execute(insert(
                    backend,
                    "division_code",
                    &["division_id", "code", "valid_from", "valid_to"],
                    codes,
                    OnKey::Fail,
                ))
                .await?;
            }
        }
        #[derive(Serialize)]
        struct Imported {
            divisions: usize,
        }
        self.register(
            meta,
            StreamId("unit:divisions".into()),
            "import_divisions",
            &Imported { divisions: divisions.len() },
        )
        .await?;
        self.rules_changed().await
    }

    /// Write a new unit and its first ledger entry.
    pub async fn add_unit(&mut self, meta: Meta<'_>, unit: &Unit) -> Result<(), StoreError> {
        #[derive(Serialize)]
        struct Opened<'a> {
            name: &'a str,
            form: &'a str,
            territory: &'a str,
            superior: Option<UnitId>,
            duties: &'a [String],
        }
        let backend = self.backend();
        let body = Opened {
            name: &unit.name,
            form: unit.form.code(),
            territory: unit.territory.as_str(),
            superior: unit.superior,
            duties: &unit.duties,
        };
        let (entry, head) = entry_row(
            meta,
            &StreamId::of(StreamKind::Unit, unit.id),
            "open_unit",
            Tip { length: 0, head: ZERO },
            &body,
        )?;
        let row = vec![
            text(unit.id),
            text(&unit.name),
            text(&unit.name_en),
            text(unit.form.code()),
            unit.superior.map(|superior| superior.to_string()).into(),
            text(unit.territory.as_str()),
            text(unit.duties.join(",")),
            1_i64.into(),
            head.to_vec().into(),
        ];
        let columns =
            ["id", "name", "name_en", "form", "superior_id", "territory", "duties", "version", "ledger_head"];
        let mut batch = Batch::default();
        batch.push(insert(backend, "unit", &columns, vec![row], OnKey::Fail));
        batch.push(insert(backend, "ledger_entry", &ENTRY_COLUMNS, vec![entry], OnKey::Fail));
        self.send(batch).await?;
        self.rules_changed().await
    }

    /// Tell every process that the tables rules read have changed.
    pub(crate) async fn rules_changed(&mut self) -> Result<(), StoreError> {
        let statement = sql(
            self.backend(),
            "UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = 'rules_generation'",
            [],
        );
        self.execute(statement).await.map(|_| ())
    }

    /// Append to a stream whose head lies in `register`.
    pub(crate) async fn register(
        &mut self,
        meta: Meta<'_>,
        stream: StreamId,
        action: &str,
        body: &impl Serialize,
    ) -> Result<u32, StoreError> {
        let row = self
            .one("SELECT version, ledger_head FROM register WHERE stream = $1", [text(&stream.0)])
            .await?;
        let tip = match row {
            None => Tip { length: 0, head: ZERO },
            Some(row) => Tip {
                length: u32::try_from(row.try_get::<i64>("", "version")?)
                    .map_err(|e| StoreError::corrupt("register", e))?,
                head: row
                    .try_get::<Vec<u8>>("", "ledger_head")?
                    .try_into()
                    .map_err(|_| StoreError::corrupt("register", "head"))?,
            },
        };
        let head = self.append(meta, &stream, action, tip, body, Batch::default()).await?;
        let row = vec![text(&stream.0), (i64::from(tip.length) + 1).into(), head.to_vec().into()];
        let on_key = OnKey::Update { keys: &["stream"], columns: &["version", "ledger_head"] };
        self.execute(insert(
            self.backend(),
            "register",
            &["stream", "version", "ledger_head"],
            vec![row],
            on_key,
        ))
        .await?;
        Ok(tip.length + 1)
    }
}

impl Store {
    /// All units.
    pub async fn units(&self) -> Result<Vec<Unit>, StoreError> {
        let rows = self.all("SELECT * FROM unit ORDER BY id", []).await?;
        rows.iter()
            .map(|row| {
                let bad = |what| StoreError::corrupt("unit", what);
                let duties: String = row.try_get("", "duties")?;
                let superior: Option<String> = row.try_get("", "superior_id")?;
                Ok(Unit {
                    id: row.try_get::<String>("", "id")?.parse().map_err(|_| bad("id"))?,
                    name: row.try_get("", "name")?,
                    name_en: row.try_get("", "name_en")?,
                    form: UnitForm::parse(&row.try_get::<String>("", "form")?).ok_or_else(|| bad("form"))?,
                    superior: superior.map(|id| id.parse().map_err(|_| bad("superior_id"))).transpose()?,
                    territory: DivisionPath::parse(&row.try_get::<String>("", "territory")?)
                        .ok_or_else(|| bad("territory"))?,
                    duties: duties.split(',').filter(|duty| !duty.is_empty()).map(str::to_owned).collect(),
                })
            })
            .collect()
    }

    /// The divisions directly inside one, or the cities when there is none. Uses `division_by_parent`.
    pub async fn divisions_in(&self, parent: Option<DivisionId>) -> Result<Vec<Division>, StoreError> {
        let rows = match parent {
            None => {
                self.all(&format!("{DIVISION} WHERE d.parent_id IS NULL ORDER BY d.path LIMIT 2000"), [])
                    .await?
            }
            Some(id) => {
                self.all(&format!("{DIVISION} WHERE d.parent_id = $1 ORDER BY d.path LIMIT 2000"), [text(id)])
                    .await?
            }
        };
        rows.iter().map(read_division).collect()
    }

    /// The division with this identifier.
    pub async fn division(&self, id: DivisionId) -> Result<Option<Division>, StoreError> {
        self.one(&format!("{DIVISION} WHERE d.id = $1"), [text(id)])
            .await?
            .as_ref()
            .map(read_division)
            .transpose()
    }

    /// The divisions on the way to these paths, each once. At most a few hundred paths at a time.
    pub async fn divisions_on(&self, paths: &[DivisionPath]) -> Result<Vec<Division>, StoreError> {
        let mut wanted: Vec<String> = paths
            .iter()
            .flat_map(|path| {
                (1..=path.as_str().len() / 5).filter_map(|n| path.as_str().get(..n * 5)).map(str::to_owned)
            })
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut found = Vec::new();
        for chunk in wanted.chunks(200) {
            let marks: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
            let rows = self
                .all(
                    &format!("{DIVISION} WHERE d.path IN ({}) ORDER BY d.path", marks.join(", ")),
                    chunk.iter().map(text),
                )
                .await?;
            for row in &rows {
                found.push(read_division(row)?);
            }
        }
        Ok(found)
    }

    /// Every division with its parent, for imports and the demo city.
    pub async fn all_divisions(&self) -> Result<Vec<Division>, StoreError> {
        self.all(&format!("{DIVISION} ORDER BY d.path"), []).await?.iter().map(read_division).collect()
    }
}

fn read_division(row: &QueryResult) -> Result<Division, StoreError> {
    let bad = |what| StoreError::corrupt("division", what);
    Ok(Division {
        id: row.try_get::<String>("", "id")?.parse().map_err(|_| bad("id"))?,
        path: DivisionPath::parse(&row.try_get::<String>("", "path")?).ok_or_else(|| bad("path"))?,
        level: DivisionLevel::parse(&row.try_get::<String>("", "level")?).ok_or_else(|| bad("level"))?,
        name: row.try_get("", "name")?,
        code: row.try_get("", "code")?,
    })
}
