//! Deliver one notice: to the people of a unit inside the product, to the requester by e-mail.
//!
//! A job may run twice: notices have identifiers that follow from the job, and mail that was sent is not sent again.

use hemu_domain::kernel::{AccountId, CaseId, Instant, NoticeId, UnitId};
use hemu_store::{
    jobs::{Job, NotifyDetail},
    notice::NewNotice,
};

use super::words_of;
use crate::{
    AppError, Ctx,
    ports::{Mail, MailError},
};

/// Deliver the notice of a `notify` job.
///
/// # Errors
/// `Outside` when the mail server did not take it: try again later.
pub async fn deliver_notice(ctx: &Ctx, job: &Job) -> Result<(), AppError> {
    let malformed = |what: &str| AppError::Outside(format!("the job is malformed: {what}"));
    let detail: NotifyDetail = serde_json::from_str(&job.detail).map_err(|e| malformed(&e.to_string()))?;
    let case: CaseId = job.subject.parse().map_err(|_| malformed("subject"))?;
    let at = ctx.clock.now();
    match detail.to.split_once(':') {
        Some(("unit", unit)) => {
            let unit: UnitId = unit.parse().map_err(|_| malformed("unit"))?;
            let accounts = ctx.store.accounts_at(unit, at).await?;
            inside(ctx, job, case, &accounts, &detail.template, at).await
        }
        Some(("account", account)) => {
            let account: AccountId = account.parse().map_err(|_| malformed("account"))?;
            inside(ctx, job, case, &[account], &detail.template, at).await
        }
        _ => to_requester(ctx, job, case, &detail.template, at).await,
    }
}

async fn inside(
    ctx: &Ctx,
    job: &Job,
    case: CaseId,
    accounts: &[AccountId],
    template: &str,
    at: Instant,
) -> Result<(), AppError> {
    let accounts = &crate::access::who_may_know(ctx, case, accounts, at).await?;
    let notices: Vec<NewNotice<'_>> = accounts
        .iter()
        .enumerate()
        .map(|(i, account)| NewNotice {
            id: id_of(job, i),
            case,
            account: Some(*account),
            channel: "in_app",
            template,
            state: "sent",
        })
        .collect();
    ctx.store.add_notices(&notices, at).await?;
    for account in accounts {
        // Nobody listening is no fault.
        let _ = ctx.live.send(*account);
    }
    Ok(())
}

async fn to_requester(
    ctx: &Ctx,
    job: &Job,
    case: CaseId,
    template: &str,
    at: Instant,
) -> Result<(), AppError> {
    let request = ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
    let id = id_of(job, 0);
    for party in ctx.store.parties_of(case).await?.into_iter().filter(|party| !party.email.is_empty()) {
        let notice = NewNotice { id, case, account: None, channel: "mail", template, state: "waiting" };
        ctx.store.add_notices(&[notice], at).await?;
        if ctx.store.notice_sent(id).await? {
            return Ok(());
        }
        let words = words_of(template, &request.case.number.0, &ctx.settings.public_url);
        let mail = Mail {
            id: id.to_string(),
            to: party.email,
            subject: words.zh.0,
            body: format!("{}\n{}", words.zh.1, words.en.1),
        };
        let sent = ctx.mailer.send(&mail).await;
        let outcome = match &sent {
            Ok(()) => "sent".to_owned(),
            Err(error) => error.to_string(),
        };
        ctx.store.notice_attempted(id, job.attempts, ctx.clock.now(), &outcome, sent.is_ok()).await?;
        match sent {
            Ok(()) => {}
            Err(MailError::Later(why)) => return Err(AppError::Outside(why)),
            // Recorded on the notice; trying again cannot help.
            Err(MailError::Never(why)) => {
                tracing::warn!(notice.id = %id, why, "a notice cannot be delivered")
            }
        }
    }
    Ok(())
}

/// An identifier that follows from the job, so that a second run writes nothing twice.
fn id_of(job: &Job, n: usize) -> NoticeId {
    let seed: u128 =
        job.id.bytes().fold(0_u128, |sum, byte| sum.wrapping_mul(31).wrapping_add(u128::from(byte)));
    NoticeId::new(job_time(job), seed.wrapping_add(n as u128))
}

fn job_time(job: &Job) -> Instant {
    // The first 48 bits of a job's identifier are its time.
    job.id.parse::<NoticeId>().map_or(Instant::from_ms(0), |id| {
        let ms = id.to_bytes().iter().take(6).fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
        Instant::from_ms(ms)
    })
}
