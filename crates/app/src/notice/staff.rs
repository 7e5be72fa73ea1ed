//! Tell members of staff, each as they have chosen: in the product, by mail, or both. Staff are never held back.

use hemu_domain::kernel::CaseId;
use hemu_store::{
    jobs::Job,
    notice::{FAILED, NewNotice, Reached, SENT, WAITING},
};

use super::{
    Facts,
    deliver::{Delivered, id_of},
    template::is_fixed,
    words_of,
};
use crate::{
    AppError, Ctx,
    ports::{Mail, MailError},
};

pub(super) async fn tell_staff(
    ctx: &Ctx,
    job: &Job,
    case: CaseId,
    reached: &[Reached],
    template: &str,
) -> Result<Delivered, AppError> {
    let at = ctx.clock.now();
    // Of a sealed case, or one that recuses somebody, nobody hears who may not know of it.
    let accounts: Vec<_> = reached.iter().map(|one| one.account).collect();
    let may_know = crate::access::who_may_know(ctx, case, &accounts, at).await?;
    let reached: Vec<&Reached> = reached.iter().filter(|one| may_know.contains(&one.account)).collect();
    let notice = |one: &Reached, channel, state| NewNotice {
        id: id_of(job, &format!("{}|{channel}", one.account)),
        case,
        account: Some(one.account),
        channel,
        template,
        state,
        party: None,
        job: &job.id,
        again_of: None,
    };
    let inside: Vec<&Reached> =
        reached.iter().copied().filter(|one| one.in_app || is_fixed(template)).collect();
    let by_mail: Vec<&Reached> =
        reached.iter().copied().filter(|one| one.mail && !one.email.is_empty()).collect();
    let mut notices: Vec<NewNotice<'_>> = inside.iter().map(|one| notice(one, "in_app", SENT)).collect();
    notices.extend(by_mail.iter().map(|one| notice(one, "mail", WAITING)));
    ctx.store.add_notices(&notices, at).await?;
    for one in inside {
        // Nobody listening is no fault.
        let _ = ctx.live.send(one.account);
    }
    if by_mail.is_empty() {
        return Ok(Delivered::Done);
    }
    let request = ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
    let words = words_of(template, &Facts::of_request(ctx, &request, &*ctx.rules(None).await?));
    let link = format!("{}/desk/cases/{case}", ctx.settings.public_url.trim_end_matches('/'));
    let mut later = None;
    for one in by_mail {
        let id = notice(one, "mail", WAITING).id;
        if ctx.store.notice_state(id).await?.as_deref() != Some(WAITING) {
            continue;
        }
        let attempt = ctx.store.begin_attempt(id, ctx.clock.now()).await?;
        let mail = Mail {
            id: id.to_string(),
            to: one.email.clone(),
            subject: words.zh.0.clone(),
            body: format!("{}\n{}\n\n{link}\n", words.zh.0, words.en.0),
        };
        let sent = ctx.mailer.send(&mail).await;
        let (outcome, state) = match &sent {
            Ok(()) => ("taken".to_owned(), SENT),
            Err(MailError::Later(why)) => (why.clone(), WAITING),
            Err(MailError::Never(why)) => (why.clone(), FAILED),
        };
        ctx.store.end_attempt(id, attempt, ctx.clock.now(), &outcome, state).await?;
        // One full mailbox keeps no colleague from their mail.
        if let Err(MailError::Later(why)) = sent {
            later = Some(why);
        }
    }
    later.map_or(Ok(Delivered::Done), |why| Err(AppError::Outside(why)))
}
