//! Jobs: running one, and seeing those that were given up on.

use hemu_domain::access::Role;
use hemu_domain::kernel::{Instant, NoticeId};
use hemu_store::jobs::{DeadJob, Job};

use crate::{AppError, Call, Ctx, export, notice, organisation::as_system_administrator};

/// A job is given up on after this many attempts: with doubling pauses, about six hours.
pub const ATTEMPTS_MAX: i64 = 10;
const LEASE_MS: i64 = 2 * Instant::MINUTE_MS;
const CLAIMED_MAX: u32 = 50;
const SHOWN_MAX: u32 = 100;

/// Claim the jobs that are due and run each. One bad job never blocks the others. Returns how many were claimed.
pub async fn run_due_jobs(ctx: &Ctx) -> Result<usize, AppError> {
    let jobs = ctx.store.claim_jobs(ctx.clock.now(), LEASE_MS, CLAIMED_MAX).await?;
    let mut done = Vec::with_capacity(jobs.len());
    for job in &jobs {
        match run(ctx, job).await {
            // Finished together below: a crash before that runs them again, which changes nothing.
            Ok(()) => done.push(job.id.clone()),
            Err(error) => {
                let retry_at =
                    (job.attempts < ATTEMPTS_MAX).then(|| ctx.clock.now().plus_ms(pause_ms(job.attempts)));
                tracing::warn!(job.id = job.id, job.kind, job.attempts, %error, given_up = retry_at.is_none(), "a job failed");
                ctx.store.fail_job(&job.id, &error.to_string(), retry_at).await?;
            }
        }
    }
    ctx.store.finish_jobs(&done).await?;
    Ok(jobs.len())
}

async fn run(ctx: &Ctx, job: &Job) -> Result<(), AppError> {
    match job.kind.as_str() {
        "notify" => notice::deliver_notice(ctx, job).await,
        "write_export" => export::write_export(ctx, job).await,
        "delete_export" => export::delete_export(ctx, job).await,
        other => Err(AppError::Outside(format!("no such job: {other}"))),
    }
}

/// 30 seconds, doubled with every attempt, at most two hours.
fn pause_ms(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 9) - 1).unwrap_or(0);
    ((30 * Instant::SECOND_MS) << doublings).min(2 * Instant::HOUR_MS)
}

/// Jobs that were given up on, newest first.
pub async fn dead_jobs(ctx: &Ctx, call: &Call) -> Result<Vec<DeadJob>, AppError> {
    call.actor.in_role(&[Role::SystemAdministrator, Role::AuditAdministrator, Role::Auditor])?;
    Ok(ctx.store.dead_jobs(SHOWN_MAX).await?)
}

/// Take a dead job up again.
pub async fn revive_job(ctx: &Ctx, call: &Call, job: &str) -> Result<(), AppError> {
    as_system_administrator(ctx, call)?;
    let id: NoticeId = job.parse().map_err(|_| AppError::NotFound)?;
    if ctx.store.revive_job(&id.to_string(), ctx.clock.now()).await? {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// How many jobs wait or run.
pub async fn open_jobs(ctx: &Ctx) -> Result<i64, AppError> {
    Ok(ctx.store.open_jobs().await?)
}
