//! Exports as rows. Each step leaves an entry in the export's own stream.

use hemu_domain::{
    kernel::{AccountId, ExportId, Id, Instant},
    ledger::StreamId,
};
use sea_orm::{QueryResult, Value};
use serde::Serialize;

use crate::{
    Meta, Store, StoreError, Tx, jobs,
    sql::{OnKey, insert, sql, text},
};

enum JobKind {}

/// An export as it stands, without its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    pub id: ExportId,
    pub account: AccountId,
    /// For whom, when a deputy asked.
    pub on_behalf_of: Option<AccountId>,
    /// Login and name of whoever asked.
    pub login: String,
    pub name: String,
    /// Stage codes; empty for all.
    pub stages: Vec<String>,
    pub overdue: bool,
    pub purpose: String,
    /// How many cases it may hold at most.
    pub counted: i64,
    /// `waiting`, `approved`, `written`, `refused`, `gone`
    pub state: String,
    pub approved_by: Option<AccountId>,
    pub asked_at: Instant,
    pub expires_at: Option<Instant>,
}

/// An export to be written down.
#[derive(Debug, Clone)]
pub struct NewExport {
    pub id: ExportId,
    pub account: AccountId,
    pub stages: Vec<String>,
    pub overdue: bool,
    pub purpose: String,
    pub counted: i64,
    /// Small enough to need nobody else.
    pub approved: bool,
}

/// What the ledger says of an export: no purpose in words, no case.
#[derive(Debug, Serialize)]
struct Body<'a> {
    counted: i64,
    state: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    command: &'a str,
}

const SELECT: &str = "SELECT e.id, e.account_id, e.on_behalf_of, a.login, a.name, e.stages, e.overdue, e.purpose, e.counted, e.state, e.approved_by, e.asked_at, e.expires_at \
                      FROM case_export e JOIN account a ON a.id = e.account_id";

impl Tx {
    /// Write an export down, and the job that writes its file when nobody else needs to be asked.
    pub async fn add_export(&mut self, meta: Meta<'_>, new: &NewExport) -> Result<(), StoreError> {
        let state = if new.approved { "approved" } else { "waiting" };
        let columns = [
            "id",
            "account_id",
            "on_behalf_of",
            "stages",
            "overdue",
            "purpose",
            "counted",
            "state",
            "approved_by",
            "asked_at",
            "expires_at",
            "file",
        ];
        let row = vec![
            text(new.id),
            text(new.account),
            meta.permit.on_behalf_of().map(|person| person.to_string()).into(),
            text(new.stages.join(",")),
            i64::from(new.overdue).into(),
            text(&new.purpose),
            new.counted.into(),
            text(state),
            Value::String(None),
            meta.at.ms().into(),
            Value::BigInt(None),
            Value::Bytes(None),
        ];
        self.execute(insert(self.backend(), "case_export", &columns, vec![row], OnKey::Fail)).await?;
        self.export_said(meta, new.id, "ask_export", new.counted, state).await?;
        if new.approved {
            self.export_job(meta, new.id, "write_export", meta.at).await?;
        }
        Ok(())
    }

    /// Another person approved it: the job writes the file.
    pub async fn approve_export(&mut self, meta: Meta<'_>, export: &Export) -> Result<(), StoreError> {
        let statement = sql(
            self.backend(),
            "UPDATE case_export SET state = 'approved', approved_by = $1 WHERE id = $2 AND state = 'waiting'",
            [text(meta.permit.account()), text(export.id)],
        );
        self.expect_one(statement).await?;
        self.export_said(meta, export.id, "approve_export", export.counted, "approved").await?;
        self.export_job(meta, export.id, "write_export", meta.at).await
    }

    /// Keep the encrypted file until it expires, or say that it was refused when there is none.
    pub async fn export_written(
        &mut self,
        meta: Meta<'_>,
        export: &Export,
        file: Option<(Vec<u8>, i64)>,
        expires_at: Instant,
    ) -> Result<(), StoreError> {
        let state = if file.is_some() { "written" } else { "refused" };
        let rows = file.as_ref().map_or(0, |(_, rows)| *rows);
        let statement = sql(
            self.backend(),
            "UPDATE case_export SET state = $1, file = $2, expires_at = $3 WHERE id = $4 AND state = 'approved'",
            [text(state), file.map(|(bytes, _)| bytes).into(), expires_at.ms().into(), text(export.id)],
        );
        self.expect_one(statement).await?;
        self.export_said(meta, export.id, "write_export", rows, state).await?;
        self.export_job(meta, export.id, "delete_export", expires_at).await
    }

    /// The file has expired.
    pub async fn export_gone(&mut self, meta: Meta<'_>, export: &Export) -> Result<(), StoreError> {
        let statement = sql(
            self.backend(),
            "UPDATE case_export SET state = 'gone', file = NULL WHERE id = $1 AND state = 'written'",
            [text(export.id)],
        );
        self.expect_one(statement).await?;
        self.export_said(meta, export.id, "delete_export", export.counted, "gone").await
    }

    /// The file was fetched.
    pub async fn export_fetched(&mut self, meta: Meta<'_>, export: &Export) -> Result<(), StoreError> {
        self.export_said(meta, export.id, "fetch_export", export.counted, &export.state).await
    }

    async fn expect_one(&mut self, statement: sea_orm::Statement) -> Result<(), StoreError> {
        if self.execute(statement).await? == 1 { Ok(()) } else { Err(StoreError::Stale) }
    }

    async fn export_said(
        &mut self,
        meta: Meta<'_>,
        id: ExportId,
        action: &str,
        counted: i64,
        state: &str,
    ) -> Result<(), StoreError> {
        let body = Body { counted, state, command: meta.command_digest };
        self.register(meta, StreamId(format!("export:{id}")), action, &body).await.map(|_| ())
    }

    async fn export_job(
        &mut self,
        meta: Meta<'_>,
        export: ExportId,
        kind: &str,
        run_at: Instant,
    ) -> Result<(), StoreError> {
        let id: Id<JobKind> = Id::new(meta.at, meta.random.next());
        let row = vec![
            text(id),
            text(kind),
            text(export),
            text(""),
            text("ready"),
            run_at.ms().into(),
            0_i64.into(),
            0_i64.into(),
            text(""),
            meta.at.ms().into(),
        ];
        self.execute(insert(self.backend(), "job", &jobs::COLUMNS, vec![row], OnKey::Fail)).await.map(|_| ())
    }
}

impl Store {
    /// The export with this identifier.
    pub async fn export(&self, id: ExportId) -> Result<Option<Export>, StoreError> {
        self.one(&format!("{SELECT} WHERE e.id = $1"), [text(id)]).await?.as_ref().map(read).transpose()
    }

    /// One's own exports, newest first. Uses `case_export_by_account`.
    pub async fn exports_of(&self, account: AccountId, limit: u32) -> Result<Vec<Export>, StoreError> {
        let query = format!("{SELECT} WHERE e.account_id = $1 ORDER BY e.id DESC LIMIT $2");
        self.all(&query, [text(account), i64::from(limit).into()]).await?.iter().map(read).collect()
    }

    /// Exports of others that wait for approval, oldest first. Uses `case_export_by_state`.
    pub async fn exports_waiting(&self, account: AccountId, limit: u32) -> Result<Vec<Export>, StoreError> {
        let query =
            format!("{SELECT} WHERE e.state = 'waiting' AND e.account_id <> $1 ORDER BY e.id LIMIT $2");
        self.all(&query, [text(account), i64::from(limit).into()]).await?.iter().map(read).collect()
    }

    /// The encrypted file, as long as it is kept.
    pub async fn export_file(&self, id: ExportId) -> Result<Option<Vec<u8>>, StoreError> {
        let row =
            self.one("SELECT file FROM case_export WHERE id = $1 AND state = 'written'", [text(id)]).await?;
        Ok(row.map(|row| row.try_get::<Option<Vec<u8>>>("", "file")).transpose()?.flatten())
    }
}

fn read(row: &QueryResult) -> Result<Export, StoreError> {
    let bad = |what| StoreError::corrupt("case_export", what);
    let stages: String = row.try_get("", "stages")?;
    let person = |column: &'static str| -> Result<Option<AccountId>, StoreError> {
        let id: Option<String> = row.try_get("", column)?;
        id.map(|id| id.parse().map_err(|_| bad(column))).transpose()
    };
    Ok(Export {
        id: row.try_get::<String>("", "id")?.parse().map_err(|_| bad("id"))?,
        account: row.try_get::<String>("", "account_id")?.parse().map_err(|_| bad("account_id"))?,
        on_behalf_of: person("on_behalf_of")?,
        login: row.try_get("", "login")?,
        name: row.try_get("", "name")?,
        stages: stages.split(',').filter(|stage| !stage.is_empty()).map(str::to_owned).collect(),
        overdue: row.try_get::<i64>("", "overdue")? != 0,
        purpose: row.try_get("", "purpose")?,
        counted: row.try_get("", "counted")?,
        state: row.try_get("", "state")?,
        approved_by: person("approved_by")?,
        asked_at: Instant::from_ms(row.try_get("", "asked_at")?),
        expires_at: row.try_get::<Option<i64>>("", "expires_at")?.map(Instant::from_ms),
    })
}
