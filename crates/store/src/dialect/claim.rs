//! Claim a job: on PostgreSQL several workers skip each other's rows, on SQLite the single writer decides.

use sea_orm::{DbBackend, Statement};

use crate::sql::sql;

/// Lease up to `limit` jobs that are due, and return them. A leased job is one whose turn lies in the future: when its
/// lease runs out it is due again, and one index (`job_by_run`) finds both.
pub(crate) fn claim_jobs(backend: DbBackend, now_ms: i64, lease_until_ms: i64, limit: i64) -> Statement {
    let skip = if backend == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let text = format!(
        "UPDATE job SET run_at = $1, lease_until = $1, attempts = attempts + 1 WHERE id IN (\
           SELECT id FROM job WHERE state = 'ready' AND run_at <= $2 ORDER BY run_at, id LIMIT $3 {skip}) \
         RETURNING id, kind, subject, detail, attempts"
    );
    sql(backend, &text, [lease_until_ms.into(), now_ms.into(), limit.into()])
}
