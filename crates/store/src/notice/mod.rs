//! Notices: what was told to whom, each attempt recorded.

mod choice;
mod outside;

pub use choice::{Choice, Reached};
pub use outside::{Outside, OutsideFilter, OutsideRow};

use hemu_domain::kernel::{AccountId, CaseId, Instant, NoticeId, NoticeTo, RecordId};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use crate::{
    Store, StoreError,
    sql::{OnKey, insert, sql, text},
};

/// A notice as its reader sees it. The words come from the template, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    pub id: NoticeId,
    pub case: CaseId,
    pub case_number: String,
    pub template: String,
    pub channel: String,
    pub state: String,
    pub attempts: i64,
    pub created_at: Instant,
    pub read_at: Option<Instant>,
}

/// A notice to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewNotice<'a> {
    pub id: NoticeId,
    pub case: CaseId,
    /// The member of staff; `None` for the requester.
    pub account: Option<AccountId>,
    pub channel: &'a str,
    pub template: &'a str,
    pub state: &'a str,
    /// The requester's record in the vault, when it goes outside.
    pub party: Option<RecordId>,
    /// The job that brings it.
    pub job: &'a str,
    /// The notice it repeats.
    pub again_of: Option<NoticeId>,
}

/// Waits for its turn, for the morning or for another try.
pub const WAITING: &str = "waiting";
/// Taken by the mail server or the gateway, or put before the member of staff.
pub const SENT: &str = "sent";
/// Refused for good: no further try can help.
pub const FAILED: &str = "failed";
/// Given up on after many tries; its job may be revived.
pub const GIVEN_UP: &str = "given_up";
/// The requester left no way to be told in writing.
pub const NO_WAY: &str = "no_way";

const COLUMNS: [&str; 13] = [
    "id",
    "case_id",
    "account_id",
    "channel",
    "template",
    "state",
    "attempts",
    "created_at",
    "sent_at",
    "read_at",
    "party_id",
    "job_id",
    "again_of",
];

/// A notice's addressee as text: `unit:…`, `account:…`, `requester` or `again:…`.
pub(crate) fn addressee(to: NoticeTo) -> String {
    match to {
        NoticeTo::Unit(unit) => format!("unit:{unit}"),
        NoticeTo::Account(account) => format!("account:{account}"),
        NoticeTo::Requester => "requester".to_owned(),
        NoticeTo::Again(notice) => format!("again:{notice}"),
    }
}

impl Store {
    /// Write notices. One that is there already stays as it is: jobs may run twice.
    pub async fn add_notices(&self, notices: &[NewNotice<'_>], at: Instant) -> Result<(), StoreError> {
        if notices.is_empty() {
            return Ok(());
        }
        let rows = notices.iter().map(|notice| row_of(notice, at)).collect();
        self.writer().execute_raw(insert(self.backend(), "notice", &COLUMNS, rows, OnKey::Keep)).await?;
        Ok(())
    }

    /// Note that an attempt begins, before anything is sent: one that is cut off leaves its mark. Returns its number.
    pub async fn begin_attempt(&self, id: NoticeId, at: Instant) -> Result<i64, StoreError> {
        let mut tx = self.begin_write().await?;
        let counted = tx
            .one(
                "UPDATE notice SET attempts = attempts + 1, hold_until = NULL WHERE id = $1 RETURNING attempts",
                [text(id)],
            )
            .await?
            .ok_or_else(|| StoreError::corrupt("notice", "no such notice"))?;
        let attempt: i64 = counted.try_get("", "attempts")?;
        let row = vec![text(id), attempt.into(), at.ms().into(), text(BEGUN)];
        let columns = ["notice_id", "attempt", "at", "outcome"];
        tx.execute(insert(self.backend(), "notice_attempt", &columns, vec![row], OnKey::Fail)).await?;
        tx.commit().await?;
        Ok(attempt)
    }

    /// Record what came of an attempt, and where the notice stands now.
    pub async fn end_attempt(
        &self,
        id: NoticeId,
        attempt: i64,
        at: Instant,
        outcome: &str,
        state: &str,
    ) -> Result<(), StoreError> {
        let backend = self.backend();
        let ended = sql(
            backend,
            "UPDATE notice_attempt SET outcome = $1 WHERE notice_id = $2 AND attempt = $3",
            [text(outcome), text(id), attempt.into()],
        );
        let sent_at = (state == SENT).then_some(at.ms());
        let stands = sql(
            backend,
            "UPDATE notice SET state = $1, sent_at = $2 WHERE id = $3",
            [text(state), sent_at.into(), text(id)],
        );
        let mut tx = self.begin_write().await?;
        tx.execute(ended).await?;
        tx.execute(stands).await?;
        tx.commit().await
    }

    /// Where a notice stands.
    pub async fn notice_state(&self, id: NoticeId) -> Result<Option<String>, StoreError> {
        let row = self.one("SELECT state FROM notice WHERE id = $1", [text(id)]).await?;
        Ok(row.map(|row| row.try_get("", "state")).transpose()?)
    }

    /// Note until when the waiting notices of a job are held back.
    pub async fn hold_notices(&self, case: CaseId, job: &str, until: Instant) -> Result<(), StoreError> {
        self.writer()
            .execute_raw(sql(
                self.backend(),
                "UPDATE notice SET hold_until = $1 WHERE case_id = $2 AND job_id = $3 AND state = 'waiting'",
                [until.ms().into(), text(case), text(job)],
            ))
            .await?;
        Ok(())
    }

    /// Note which job brings a notice that was written before it.
    pub async fn notice_brought_by(&self, id: NoticeId, job: &str) -> Result<(), StoreError> {
        self.writer()
            .execute_raw(sql(
                self.backend(),
                "UPDATE notice SET job_id = $1 WHERE id = $2",
                [text(job), text(id)],
            ))
            .await?;
        Ok(())
    }

    /// The job of these notices was given up on, or is taken up again.
    pub async fn give_up_notices(&self, case: &str, job: &str, given_up: bool) -> Result<(), StoreError> {
        let (from, to) = if given_up { (WAITING, GIVEN_UP) } else { (GIVEN_UP, WAITING) };
        self.writer()
            .execute_raw(sql(
                self.backend(),
                "UPDATE notice SET state = $1 WHERE case_id = $2 AND job_id = $3 AND state = $4",
                [text(to), text(case), text(job), text(from)],
            ))
            .await?;
        Ok(())
    }

    /// The notices of one member of staff, newest first. Uses `notice_by_account`.
    pub async fn notices_of(&self, account: AccountId, limit: u32) -> Result<Vec<NoticeRow>, StoreError> {
        let query = "SELECT n.*, c.number FROM notice n JOIN cases c ON c.id = n.case_id WHERE n.account_id = $1 AND n.channel = 'in_app' AND (c.recused = 0 OR NOT EXISTS (SELECT 1 FROM case_recusal x WHERE x.case_id = c.id AND x.account_id = $1)) ORDER BY n.created_at DESC, n.id DESC LIMIT $2";
        self.all(query, [text(account), i64::from(limit).into()]).await?.iter().map(read).collect()
    }

    /// How many are unread.
    pub async fn unread_notices(&self, account: AccountId) -> Result<i64, StoreError> {
        let row = self
            .one(
                "SELECT count(*) AS n FROM notice n JOIN cases c ON c.id = n.case_id WHERE n.account_id = $1 AND n.channel = 'in_app' AND n.read_at IS NULL \
                 AND (c.recused = 0 OR NOT EXISTS (SELECT 1 FROM case_recusal x WHERE x.case_id = c.id AND x.account_id = $1))",
                [text(account)],
            )
            .await?;
        Ok(row.map_or(Ok(0), |row| row.try_get("", "n"))?)
    }

    /// Mark all of one's notices as read.
    pub async fn read_notices(&self, account: AccountId, at: Instant) -> Result<(), StoreError> {
        self.writer()
            .execute_raw(sql(
                self.backend(),
                "UPDATE notice SET read_at = $1 WHERE account_id = $2 AND read_at IS NULL",
                [at.ms().into(), text(account)],
            ))
            .await?;
        Ok(())
    }
}

/// What an attempt says until it has ended: when nothing follows, the program was stopped in between.
const BEGUN: &str = "begun";

pub(crate) fn row_of(notice: &NewNotice<'_>, at: Instant) -> Vec<Value> {
    vec![
        text(notice.id),
        text(notice.case),
        notice.account.map(|account| account.to_string()).into(),
        text(notice.channel),
        text(notice.template),
        text(notice.state),
        0_i64.into(),
        at.ms().into(),
        Value::BigInt(None),
        Value::BigInt(None),
        notice.party.map(|party| party.to_string()).into(),
        text(notice.job),
        notice.again_of.map(|notice| notice.to_string()).into(),
    ]
}

fn read(row: &QueryResult) -> Result<NoticeRow, StoreError> {
    let bad = |e| StoreError::corrupt("notice", e);
    Ok(NoticeRow {
        id: row.try_get::<String>("", "id")?.parse().map_err(bad)?,
        case: row.try_get::<String>("", "case_id")?.parse().map_err(bad)?,
        case_number: row.try_get("", "number")?,
        template: row.try_get("", "template")?,
        channel: row.try_get("", "channel")?,
        state: row.try_get("", "state")?,
        attempts: row.try_get("", "attempts")?,
        created_at: Instant::from_ms(row.try_get("", "created_at")?),
        read_at: row.try_get::<Option<i64>>("", "read_at")?.map(Instant::from_ms),
    })
}
