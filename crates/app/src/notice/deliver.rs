//! Deliver one notice: to the people of a unit inside the product, to the requester outside.
//!
//! A job may run twice: notices have identifiers that follow from the job, and what was sent is not sent again.

use hemu_domain::kernel::{AccountId, CaseId, Instant, NoticeId, UnitId};
use hemu_store::jobs::{Job, NotifyDetail};
use sha2::{Digest, Sha256};

use super::{again, requester, staff};
use crate::{AppError, Ctx};

/// What became of a job that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    Done,
    /// It is quiet now: again at this moment.
    Held(Instant),
}

/// Deliver the notice of a `notify` job.
///
/// # Errors
/// `Outside` when a server or gateway did not take it: try again later.
pub async fn deliver_notice(ctx: &Ctx, job: &Job) -> Result<Delivered, AppError> {
    let malformed = |what: &str| AppError::Outside(format!("the job is malformed: {what}"));
    let detail: NotifyDetail = serde_json::from_str(&job.detail).map_err(|e| malformed(&e.to_string()))?;
    let case: CaseId = job.subject.parse().map_err(|_| malformed("subject"))?;
    match detail.to.split_once(':') {
        Some(("unit", unit)) => {
            let unit: UnitId = unit.parse().map_err(|_| malformed("unit"))?;
            let reached = ctx.store.reached_at(unit, &detail.template, ctx.clock.now()).await?;
            staff::tell_staff(ctx, job, case, &reached, &detail.template).await
        }
        Some(("account", account)) => {
            let account: AccountId = account.parse().map_err(|_| malformed("account"))?;
            let reached = ctx.store.reached_account(account, &detail.template).await?;
            staff::tell_staff(ctx, job, case, &reached, &detail.template).await
        }
        Some(("again", notice)) => {
            let notice: NoticeId = notice.parse().map_err(|_| malformed("notice"))?;
            again::deliver_again(ctx, job, case, notice).await
        }
        _ => requester::tell_requester(ctx, job, case, &detail.template).await,
    }
}

/// An identifier that follows from the job and from whom it tells how, so that a second run writes nothing twice.
pub(super) fn id_of(job: &Job, whom: &str) -> NoticeId {
    let hash = Sha256::digest(format!("{}|{whom}", job.id));
    let random = hash.iter().take(16).fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
    NoticeId::new(job_time(job), random)
}

fn job_time(job: &Job) -> Instant {
    // The first 48 bits of a job's identifier are its time.
    job.id.parse::<NoticeId>().map_or(Instant::from_ms(0), |id| {
        let ms = id.to_bytes().iter().take(6).fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
        Instant::from_ms(ms)
    })
}
