//! Jobs: running one, and seeing those that were given up on.

use std::collections::BTreeMap;

use futures::{StreamExt, stream};
use hemu_domain::access::Role;
use hemu_domain::kernel::{CaseId, Instant, NoticeId};
use hemu_store::jobs::{DeadJob, Job};

use crate::{
    AppError, Call, Ctx, export, file,
    notice::{self, Delivered},
    organisation::as_system_administrator,
    request,
};

/// A job is given up on after this many attempts: with doubling pauses, about six hours.
pub const ATTEMPTS_MAX: i64 = 10;
/// Longer than all that were claimed can take together, a gateway that does not answer included.
const LEASE_MS: i64 = 5 * Instant::MINUTE_MS;
const CLAIMED_MAX: u32 = 50;
const SHOWN_MAX: u32 = 100;
/// How many cases are told of at once: a gateway that does not answer keeps few others waiting.
const AT_ONCE: usize = 8;

/// Claim the jobs that are due and run each; those of one case in their order. One bad job never blocks the others.
/// Returns how many were claimed.
pub async fn run_due_jobs(ctx: &Ctx) -> Result<usize, AppError> {
    let jobs = ctx.store.claim_jobs(ctx.clock.now(), LEASE_MS, CLAIMED_MAX).await?;
    let claimed = jobs.len();
    let mut by_case: BTreeMap<String, Vec<Job>> = BTreeMap::new();
    for job in jobs {
        by_case.entry(job.subject.clone()).or_default().push(job);
    }
    let ran: Vec<Result<Vec<String>, AppError>> =
        stream::iter(by_case.into_values().map(|jobs| run_in_order(ctx.clone(), jobs)))
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
    let mut done = Vec::with_capacity(claimed);
    let mut failure = None;
    for result in ran {
        match result {
            Ok(finished) => done.extend(finished),
            Err(error) => failure = Some(error),
        }
    }
    // Finished together: a crash before that runs them again, which changes nothing.
    ctx.store.finish_jobs(&done).await?;
    failure.map_or(Ok(claimed), Err)
}

/// Run jobs one after the other. Returns those that are done.
///
/// # Errors
/// When not even the failure of a job can be recorded: its lease runs out, and it runs again.
async fn run_in_order(ctx: Ctx, jobs: Vec<Job>) -> Result<Vec<String>, AppError> {
    let mut done = Vec::new();
    for job in jobs {
        match run(&ctx, &job).await {
            Ok(Delivered::Done) => done.push(job.id.clone()),
            Ok(Delivered::Held(until)) => ctx.store.put_off_job(&job.id, until).await?,
            Err(error) => {
                let retry_at =
                    (job.attempts < ATTEMPTS_MAX).then(|| ctx.clock.now().plus_ms(pause_ms(job.attempts)));
                tracing::warn!(job.id = job.id, job.kind, job.attempts, %error, given_up = retry_at.is_none(), "a job failed");
                ctx.store.fail_job(&job.id, &error.to_string(), retry_at).await?;
                if retry_at.is_none() {
                    ctx.store.give_up_notices(&job.subject, &job.id, true).await?;
                }
            }
        }
    }
    Ok(done)
}

async fn run(ctx: &Ctx, job: &Job) -> Result<Delivered, AppError> {
    match job.kind.as_str() {
        "notify" => notice::deliver_notice(ctx, job).await,
        "reply_to_children" => request::reply_to_children(ctx, subject(job)?).await.map(done),
        "release_children" => request::release_children(ctx, subject(job)?).await.map(done),
        "tell_children" => request::tell_children(ctx, subject(job)?, job).await.map(done),
        "adopt_precedent" => {
            let ask = job.detail.parse().map_err(|_| AppError::Outside("the job names no ask".into()))?;
            request::adopt_precedent(ctx, subject(job)?, ask).await.map(done)
        }
        "forget_key" => request::forget_key(ctx, subject(job)?).await.map(done),
        "forget_files" => file::forget_files(ctx, subject(job)?).await.map(done),
        "write_export" => export::write_export(ctx, job).await.map(done),
        "delete_export" => export::delete_export(ctx, job).await.map(done),
        other => Err(AppError::Outside(format!("no such job: {other}"))),
    }
}

/// What is no notice is done when it has run.
const fn done((): ()) -> Delivered {
    Delivered::Done
}

/// The case a job is about.
fn subject(job: &Job) -> Result<CaseId, AppError> {
    job.subject.parse().map_err(|_| AppError::Outside("the job names no case".into()))
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
    let case = ctx.store.revive_job(&id.to_string(), ctx.clock.now()).await?.ok_or(AppError::NotFound)?;
    Ok(ctx.store.give_up_notices(&case, &id.to_string(), false).await?)
}

/// How many jobs wait or run.
pub async fn open_jobs(ctx: &Ctx) -> Result<i64, AppError> {
    Ok(ctx.store.open_jobs().await?)
}
