//! Notices: what was told to whom, each attempt recorded.

use hemu_domain::kernel::{AccountId, CaseId, Instant, NoticeId, UnitId};
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
}

const COLUMNS: [&str; 10] = [
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
];

impl Store {
    /// Write notices. One that is there already stays as it is: jobs may run twice.
    pub async fn add_notices(&self, notices: &[NewNotice<'_>], at: Instant) -> Result<(), StoreError> {
        if notices.is_empty() {
            return Ok(());
        }
        let rows = notices
            .iter()
            .map(|notice| {
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
                ]
            })
            .collect();
        self.writer().execute_raw(insert(self.backend(), "notice", &COLUMNS, rows, OnKey::Keep)).await?;
        Ok(())
    }

    /// Record one attempt to send a notice and what came of it.
    pub async fn notice_attempted(
        &self,
        id: NoticeId,
        attempt: i64,
        at: Instant,
        outcome: &str,
        sent: bool,
    ) -> Result<(), StoreError> {
        let backend = self.backend();
        let row = vec![text(id), attempt.into(), at.ms().into(), text(outcome)];
        let attempt_row = insert(
            backend,
            "notice_attempt",
            &["notice_id", "attempt", "at", "outcome"],
            vec![row],
            OnKey::Keep,
        );
        let (state, sent_at) = if sent { ("sent", Some(at.ms())) } else { ("failed", None) };
        let update = sql(
            backend,
            "UPDATE notice SET state = $1, sent_at = $2, attempts = $3 WHERE id = $4",
            [text(state), sent_at.into(), attempt.into(), text(id)],
        );
        let mut tx = self.begin_write().await?;
        tx.execute(attempt_row).await?;
        tx.execute(update).await?;
        tx.commit().await
    }

    /// Whether the notice was sent.
    pub async fn notice_sent(&self, id: NoticeId) -> Result<bool, StoreError> {
        Ok(self
            .one("SELECT 1 AS one FROM notice WHERE id = $1 AND state = 'sent'", [text(id)])
            .await?
            .is_some())
    }

    /// The notices of one member of staff, newest first. Uses `notice_by_account`.
    pub async fn notices_of(&self, account: AccountId, limit: u32) -> Result<Vec<NoticeRow>, StoreError> {
        let query = "SELECT n.*, c.number FROM notice n JOIN cases c ON c.id = n.case_id WHERE n.account_id = $1 AND (c.recused = 0 OR NOT EXISTS (SELECT 1 FROM case_recusal x WHERE x.case_id = c.id AND x.account_id = $1)) ORDER BY n.created_at DESC, n.id DESC LIMIT $2";
        self.all(query, [text(account), i64::from(limit).into()]).await?.iter().map(read).collect()
    }

    /// The notices of one case that went outside, with their state.
    pub async fn notices_sent_for(&self, case: CaseId) -> Result<Vec<NoticeRow>, StoreError> {
        let query = "SELECT n.*, c.number FROM notice n JOIN cases c ON c.id = n.case_id WHERE n.case_id = $1 AND n.account_id IS NULL ORDER BY n.created_at, n.id";
        self.all(query, [text(case)]).await?.iter().map(read).collect()
    }

    /// How many are unread.
    pub async fn unread_notices(&self, account: AccountId) -> Result<i64, StoreError> {
        let row = self
            .one(
                "SELECT count(*) AS n FROM notice n JOIN cases c ON c.id = n.case_id WHERE n.account_id = $1 AND n.read_at IS NULL \
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

    /// Everyone in post at a unit at a moment; of those on leave, who stands in for them.
    pub async fn accounts_at(&self, unit: UnitId, at: Instant) -> Result<Vec<AccountId>, StoreError> {
        let query = "SELECT DISTINCT w.id AS account_id FROM post p JOIN account a ON a.id = p.account_id AND a.disabled_at IS NULL \
                     LEFT JOIN leave l ON l.account_id = p.account_id AND l.valid_from <= $2 AND $2 < l.valid_to \
                     JOIN account w ON w.id = COALESCE(l.deputy_id, p.account_id) AND w.disabled_at IS NULL \
                     WHERE p.unit_id = $1 AND p.valid_from <= $2 AND (p.valid_to IS NULL OR $2 < p.valid_to) ORDER BY 1 LIMIT 500";
        self.all(query, [text(unit), at.ms().into()])
            .await?
            .iter()
            .map(|row| {
                row.try_get::<String>("", "account_id")?.parse().map_err(|e| StoreError::corrupt("post", e))
            })
            .collect()
    }
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
