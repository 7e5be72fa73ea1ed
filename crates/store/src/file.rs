//! Files of cases and uploads: rows only. The bytes lie with `app::ports::Files`, sealed.

use hemu_domain::{
    file::{AttachedBy, Audience, FileCount, MediaType},
    kernel::{AccountId, CaseId, Instant, RecordId},
};
use sea_orm::{QueryResult, Value};

use crate::{
    Store, StoreError, Tx,
    sql::{OnKey, insert, sql, text},
};

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Also the vault record that holds its hash and name.
    pub id: RecordId,
    pub case: CaseId,
    pub media_type: MediaType,
    pub bytes: u64,
    /// The name its bytes lie under.
    pub object: String,
    pub has_preview: bool,
    pub by: AttachedBy,
    pub audience: Audience,
    pub at: Instant,
}

/// An upload. It becomes the file with the same identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    pub id: RecordId,
    pub case: CaseId,
    /// Who began it; nobody else may go on with it.
    pub account: AccountId,
    pub by: AttachedBy,
    pub audience: Audience,
    /// The name, sealed under the key of the case.
    pub sealed: Vec<u8>,
    pub length: u64,
    pub received: u64,
    /// How many parts were received.
    pub parts: u32,
    pub object: String,
    pub command_key: String,
    pub expires_at: Instant,
    /// Whether the file exists.
    pub finished: bool,
}

/// What a case has already, and when its resident last brought something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub count: FileCount,
    pub last_by_resident: Option<Instant>,
}

const COUNT: &str = "SELECT (SELECT count(*) FROM file WHERE case_id = $1) AS in_all, \
    (SELECT count(*) FROM file WHERE case_id = $1 AND attached_by = 'resident') AS by_resident, \
    (SELECT max(attached_at) FROM file WHERE case_id = $1 AND attached_by = 'resident') AS last_by_resident, \
    (SELECT count(*) FROM upload u WHERE u.case_id = $1 AND NOT EXISTS (SELECT 1 FROM file f WHERE f.id = u.id)) AS open, \
    (SELECT count(*) FROM upload u WHERE u.case_id = $1 AND u.brought_by = 'resident' AND NOT EXISTS (SELECT 1 FROM file f WHERE f.id = u.id)) AS open_by_resident";
const UPLOAD: &str = "SELECT u.*, (SELECT count(*) FROM file f WHERE f.id = u.id) AS finished FROM upload u";

impl Tx {
    /// What the case has already.
    pub async fn file_count(&mut self, case: CaseId) -> Result<Counted, StoreError> {
        read_count(self.one(COUNT, [text(case)]).await?.as_ref())
    }

    /// Write a file that was attached in this transaction.
    ///
    /// # Errors
    /// `Repeated` when it is there already.
    pub async fn add_file(&mut self, file: &FileRow) -> Result<(), StoreError> {
        let columns = [
            "id",
            "case_id",
            "media_type",
            "bytes",
            "object",
            "has_preview",
            "attached_by",
            "audience",
            "attached_at",
        ];
        let row = vec![
            text(file.id),
            text(file.case),
            text(file.media_type.code()),
            whole(file.bytes),
            text(&file.object),
            i64::from(file.has_preview).into(),
            text(file.by.code()),
            text(file.audience.code()),
            file.at.ms().into(),
        ];
        let statement = insert(self.backend(), "file", &columns, vec![row], OnKey::Fail);
        self.execute(statement).await.map(|_| ())
    }

    /// Begin an upload.
    ///
    /// # Errors
    /// `Repeated` when the same command began one before.
    pub async fn add_upload(&mut self, upload: &UploadRow) -> Result<(), StoreError> {
        let columns = [
            "id",
            "case_id",
            "account_id",
            "brought_by",
            "audience",
            "sealed",
            "length",
            "received",
            "parts",
            "object",
            "command_key",
            "expires_at",
        ];
        let row = vec![
            text(upload.id),
            text(upload.case),
            text(upload.account),
            text(upload.by.code()),
            text(upload.audience.code()),
            upload.sealed.clone().into(),
            whole(upload.length),
            whole(upload.received),
            i64::from(upload.parts).into(),
            text(&upload.object),
            text(&upload.command_key),
            upload.expires_at.ms().into(),
        ];
        let statement = insert(self.backend(), "upload", &columns, vec![row], OnKey::Fail);
        self.execute(statement).await.map(|_| ())
    }

    /// Take a part at the place where the upload stands. `false` when it stands elsewhere by now.
    pub async fn add_part(
        &mut self,
        upload: &UploadRow,
        object: &str,
        bytes: u64,
    ) -> Result<bool, StoreError> {
        let backend = self.backend();
        let moved = sql(
            backend,
            "UPDATE upload SET received = received + $1, parts = parts + 1 WHERE id = $2 AND received = $3 AND parts = $4",
            [whole(bytes), text(upload.id), whole(upload.received), i64::from(upload.parts).into()],
        );
        if self.execute(moved).await? != 1 {
            return Ok(false);
        }
        let row = vec![text(upload.id), i64::from(upload.parts).into(), text(object)];
        let part = insert(backend, "upload_part", &["upload_id", "number", "object"], vec![row], OnKey::Fail);
        self.execute(part).await?;
        Ok(true)
    }
}

impl Store {
    /// What the case has already.
    pub async fn file_count(&self, case: CaseId) -> Result<Counted, StoreError> {
        read_count(self.one(COUNT, [text(case)]).await?.as_ref())
    }

    /// The files of a case, oldest first. Uses `file_by_case`; a case has at most fifty.
    pub async fn files_of(&self, case: CaseId) -> Result<Vec<FileRow>, StoreError> {
        let query = "SELECT * FROM file WHERE case_id = $1 ORDER BY attached_at, id";
        self.all(query, [text(case)]).await?.iter().map(read_file).collect()
    }

    /// One file of a case.
    pub async fn file(&self, case: CaseId, id: RecordId) -> Result<Option<FileRow>, StoreError> {
        let query = "SELECT * FROM file WHERE id = $1 AND case_id = $2";
        self.one(query, [text(id), text(case)]).await?.as_ref().map(read_file).transpose()
    }

    /// One upload to a case.
    pub async fn upload(&self, case: CaseId, id: RecordId) -> Result<Option<UploadRow>, StoreError> {
        let query = format!("{UPLOAD} WHERE u.id = $1 AND u.case_id = $2");
        self.one(&query, [text(id), text(case)]).await?.as_ref().map(read_upload).transpose()
    }

    /// The upload that a command began.
    pub async fn upload_begun(&self, command_key: &str) -> Result<Option<UploadRow>, StoreError> {
        let query = format!("{UPLOAD} WHERE u.command_key = $1");
        self.one(&query, [text(command_key)]).await?.as_ref().map(read_upload).transpose()
    }

    /// The uploads to a case, finished or not.
    pub async fn uploads_of(&self, case: CaseId) -> Result<Vec<UploadRow>, StoreError> {
        let query = format!("{UPLOAD} WHERE u.case_id = $1 ORDER BY u.id");
        self.all(&query, [text(case)]).await?.iter().map(read_upload).collect()
    }

    /// Uploads whose time is over, oldest first. Uses `upload_by_expiry`.
    pub async fn uploads_expired(&self, now: Instant, limit: u32) -> Result<Vec<UploadRow>, StoreError> {
        let query = format!("{UPLOAD} WHERE u.expires_at <= $1 ORDER BY u.expires_at, u.id LIMIT $2");
        self.all(&query, [now.ms().into(), i64::from(limit).into()]).await?.iter().map(read_upload).collect()
    }

    /// The names that the parts of an upload lie under, in order.
    pub async fn parts_of(&self, upload: RecordId) -> Result<Vec<String>, StoreError> {
        let query = "SELECT object FROM upload_part WHERE upload_id = $1 ORDER BY number";
        let rows = self.all(query, [text(upload)]).await?;
        rows.iter().map(|row| Ok(row.try_get("", "object")?)).collect()
    }

    /// Forget an upload and its parts.
    pub async fn remove_upload(&self, upload: RecordId) -> Result<(), StoreError> {
        let backend = self.backend();
        let mut tx = self.begin_write().await?;
        tx.execute(sql(backend, "DELETE FROM upload_part WHERE upload_id = $1", [text(upload)])).await?;
        tx.execute(sql(backend, "DELETE FROM upload WHERE id = $1", [text(upload)])).await?;
        tx.commit().await
    }

    /// Forget the rows of a case's files. What the ledger says of them stays.
    pub async fn remove_files(&self, case: CaseId) -> Result<(), StoreError> {
        let mut tx = self.begin_write().await?;
        let statement = sql(self.backend(), "DELETE FROM file WHERE case_id = $1", [text(case)]);
        tx.execute(statement).await?;
        tx.commit().await
    }
}

fn whole(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

fn read_count(row: Option<&QueryResult>) -> Result<Counted, StoreError> {
    let row = row.ok_or_else(|| StoreError::corrupt("file", "no count"))?;
    Ok(Counted {
        count: FileCount {
            in_all: number(row, "in_all")?,
            by_resident: number(row, "by_resident")?,
            open: number(row, "open")?,
            open_by_resident: number(row, "open_by_resident")?,
        },
        last_by_resident: row.try_get::<Option<i64>>("", "last_by_resident")?.map(Instant::from_ms),
    })
}

fn read_file(row: &QueryResult) -> Result<FileRow, StoreError> {
    Ok(FileRow {
        id: parsed(row, "id", |text| text.parse().ok())?,
        case: parsed(row, "case_id", |text| text.parse().ok())?,
        media_type: parsed(row, "media_type", MediaType::parse)?,
        bytes: number(row, "bytes")?,
        object: row.try_get("", "object")?,
        has_preview: row.try_get::<i64>("", "has_preview")? != 0,
        by: parsed(row, "attached_by", AttachedBy::parse)?,
        audience: parsed(row, "audience", Audience::parse)?,
        at: Instant::from_ms(row.try_get("", "attached_at")?),
    })
}

fn read_upload(row: &QueryResult) -> Result<UploadRow, StoreError> {
    Ok(UploadRow {
        id: parsed(row, "id", |text| text.parse().ok())?,
        case: parsed(row, "case_id", |text| text.parse().ok())?,
        account: parsed(row, "account_id", |text| text.parse().ok())?,
        by: parsed(row, "brought_by", AttachedBy::parse)?,
        audience: parsed(row, "audience", Audience::parse)?,
        sealed: row.try_get("", "sealed")?,
        length: number(row, "length")?,
        received: number(row, "received")?,
        parts: number(row, "parts")?,
        object: row.try_get("", "object")?,
        command_key: row.try_get("", "command_key")?,
        expires_at: Instant::from_ms(row.try_get("", "expires_at")?),
        finished: row.try_get::<i64>("", "finished")? != 0,
    })
}

fn parsed<T>(
    row: &QueryResult,
    column: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    let stored: String = row.try_get("", column)?;
    parse(&stored).ok_or_else(|| StoreError::corrupt("file", format!("{column} = {stored}")))
}

fn number<T: TryFrom<i64>>(row: &QueryResult, column: &'static str) -> Result<T, StoreError> {
    T::try_from(row.try_get::<i64>("", column)?).map_err(|_| StoreError::corrupt("file", column))
}
