//! Jobs: one table, written in the same transaction as what they follow from. Ids only.

use hemu_domain::kernel::{CaseId, FollowUp, Id, Instant, Notice, NoticeTo};
use sea_orm::{ConnectionTrait, Value};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Meta, Store, StoreError,
    dialect::claim::claim_jobs,
    notice::addressee,
    sql::{OnKey, insert, sql, text},
};

pub(crate) const COLUMNS: [&str; 10] = [
    "id",
    "kind",
    "subject",
    "detail",
    "state",
    "run_at",
    "attempts",
    "lease_until",
    "last_error",
    "created_at",
];

enum JobKind {}

/// A job that was claimed and must be finished or failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: String,
    pub kind: String,
    pub subject: String,
    pub detail: String,
    /// 1 for the first attempt.
    pub attempts: i64,
}

/// The detail of a `notify` job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotifyDetail {
    pub to: String,
    pub template: String,
}

/// A job that was given up on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    pub job: Job,
    pub last_error: String,
    pub created_at: Instant,
}

pub(crate) fn notice_row(case: CaseId, notice: &Notice, meta: Meta<'_>) -> Vec<Value> {
    let detail = NotifyDetail { to: addressee(notice.to), template: notice.template.to_owned() };
    job_row("notify", case, &serde_json::to_string(&detail).unwrap_or_default(), meta)
}

pub(crate) fn follow_up_row(case: CaseId, follow_up: FollowUp, meta: Meta<'_>) -> Vec<Value> {
    match follow_up {
        FollowUp::ReplyToChildren => job_row("reply_to_children", case, "", meta),
        FollowUp::ReleaseChildren => job_row("release_children", case, "", meta),
        FollowUp::TellChildren(template) => job_row("tell_children", case, template, meta),
        FollowUp::ForgetKey => job_row("forget_key", case, "", meta),
        FollowUp::ForgetFiles => job_row("forget_files", case, "", meta),
        FollowUp::AdoptPrecedent(ask) => job_row("adopt_precedent", case, &ask.to_string(), meta),
    }
}

fn job_row(kind: &str, case: CaseId, detail: &str, meta: Meta<'_>) -> Vec<Value> {
    let id: Id<JobKind> = Id::new(meta.at, meta.random.next());
    job_values(&id.to_string(), kind, case, detail, meta.at)
}

fn job_values(id: &str, kind: &str, case: CaseId, detail: &str, at: Instant) -> Vec<Value> {
    vec![
        text(id),
        text(kind),
        text(case),
        text(detail),
        text("ready"),
        at.ms().into(),
        0_i64.into(),
        0_i64.into(),
        text(""),
        at.ms().into(),
    ]
}

fn following_id(because: &str, case: CaseId, at: Instant) -> String {
    let digest = Sha256::digest(format!("{because}:{case}"));
    let random = digest.iter().take(16).fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
    Id::<JobKind>::new(at, random >> 48).to_string()
}

impl Store {
    /// Tell the requesters of these cases, as a consequence of another job. Run twice, it adds nothing while the first
    /// are waiting.
    pub async fn tell_requesters(
        &self,
        cases: &[CaseId],
        template: &str,
        because: &str,
        at: Instant,
    ) -> Result<(), StoreError> {
        let detail = NotifyDetail { to: addressee(NoticeTo::Requester), template: template.to_owned() };
        let detail = serde_json::to_string(&detail).unwrap_or_default();
        for chunk in cases.chunks(500) {
            let rows = chunk
                .iter()
                .map(|case| {
                    // Follows from the job and the case, so that a second run makes the same rows.
                    let id = following_id(because, *case, at);
                    job_values(&id, "notify", *case, &detail, at)
                })
                .collect();
            let statement = insert(self.backend(), "job", &COLUMNS, rows, OnKey::Keep);
            self.writer().execute_raw(statement).await?;
        }
        Ok(())
    }

    /// Lease jobs that are due. A job whose lease has run out is leased again: at-least-once.
    pub async fn claim_jobs(&self, now: Instant, lease_ms: i64, limit: u32) -> Result<Vec<Job>, StoreError> {
        let statement = claim_jobs(self.backend(), now.ms(), now.plus_ms(lease_ms).ms(), i64::from(limit));
        let mut jobs = Vec::new();
        for row in self.writer().query_all_raw(statement).await? {
            jobs.push(Job {
                id: row.try_get("", "id")?,
                kind: row.try_get("", "kind")?,
                subject: row.try_get("", "subject")?,
                detail: row.try_get("", "detail")?,
                attempts: row.try_get("", "attempts")?,
            });
        }
        jobs.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(jobs)
    }

    /// These jobs are done.
    pub async fn finish_jobs(&self, ids: &[String]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
        let query = format!("DELETE FROM job WHERE id IN ({})", marks.join(", "));
        self.writer().execute_raw(sql(self.backend(), &query, ids.iter().map(text))).await?;
        Ok(())
    }

    /// The job failed: try again at `retry_at`, or give up when there is none.
    pub async fn fail_job(&self, id: &str, error: &str, retry_at: Option<Instant>) -> Result<(), StoreError> {
        let state = if retry_at.is_some() { "ready" } else { "dead" };
        let statement = sql(
            self.backend(),
            "UPDATE job SET state = $1, run_at = $2, last_error = $3 WHERE id = $4",
            [text(state), retry_at.map_or(0, Instant::ms).into(), text(error), text(id)],
        );
        self.writer().execute_raw(statement).await?;
        Ok(())
    }

    /// The job has to wait for its hour: that was no attempt.
    pub async fn put_off_job(&self, id: &str, until: Instant) -> Result<(), StoreError> {
        let statement = sql(
            self.backend(),
            "UPDATE job SET run_at = $1, attempts = attempts - 1 WHERE id = $2",
            [until.ms().into(), text(id)],
        );
        self.writer().execute_raw(statement).await?;
        Ok(())
    }

    /// Take a dead job up again. Returns what it is about, when there was one.
    pub async fn revive_job(&self, id: &str, now: Instant) -> Result<Option<String>, StoreError> {
        let statement = sql(
            self.backend(),
            "UPDATE job SET state = 'ready', run_at = $1, attempts = 0 WHERE id = $2 AND state = 'dead' RETURNING subject",
            [now.ms().into(), text(id)],
        );
        let revived = self.writer().query_one_raw(statement).await?;
        Ok(revived.map(|row| row.try_get("", "subject")).transpose()?)
    }

    /// Jobs that were given up on, newest first.
    pub async fn dead_jobs(&self, limit: u32) -> Result<Vec<DeadJob>, StoreError> {
        let rows = self.all("SELECT id, kind, subject, detail, attempts, last_error, created_at FROM job WHERE state = 'dead' ORDER BY id DESC LIMIT $1", [i64::from(limit).into()]).await?;
        rows.iter()
            .map(|row| {
                let job = Job {
                    id: row.try_get("", "id")?,
                    kind: row.try_get("", "kind")?,
                    subject: row.try_get("", "subject")?,
                    detail: row.try_get("", "detail")?,
                    attempts: row.try_get("", "attempts")?,
                };
                Ok(DeadJob {
                    job,
                    last_error: row.try_get("", "last_error")?,
                    created_at: Instant::from_ms(row.try_get("", "created_at")?),
                })
            })
            .collect()
    }

    /// How many jobs wait or run.
    pub async fn open_jobs(&self) -> Result<i64, StoreError> {
        let row = self.one("SELECT count(*) AS n FROM job WHERE state <> 'dead'", []).await?;
        Ok(row.map_or(Ok(0), |row| row.try_get("", "n"))?)
    }
}
