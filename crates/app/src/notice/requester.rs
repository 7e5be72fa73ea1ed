//! Tell the requester: by short message when they left a mobile number and the city has a gateway, else by mail; by both
//! where the template says so. During quiet hours it waits until morning.

use hemu_domain::{
    kernel::{CaseId, Instant, NoticeId},
    person::{Language, Party, mobile_number},
    request::{Channel, Request},
};
use hemu_store::{
    jobs::Job,
    notice::{FAILED, NO_WAY, NewNotice, SENT, WAITING},
};

use super::{
    Facts,
    deliver::{Delivered, id_of},
    sms_of,
    template::{both_ways, is_urgent},
    words_of,
};
use crate::{
    AppError, Ctx,
    ports::{Mail, MailError, SendError, SmsMessage},
};

/// One way out of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Sms,
    Mail,
}

impl Way {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Mail => "mail",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        [Self::Sms, Self::Mail].into_iter().find(|way| way.code() == code)
    }
}

/// The ways a party can be told, the first one first.
fn ways(ctx: &Ctx, party: &Party) -> Vec<Way> {
    let mut ways = Vec::new();
    if ctx.sms.is_some() && mobile_number(&party.phone).is_some() {
        ways.push(Way::Sms);
    }
    if !party.email.is_empty() {
        ways.push(Way::Mail);
    }
    ways
}

pub(super) async fn tell_requester(
    ctx: &Ctx,
    job: &Job,
    case: CaseId,
    template: &str,
) -> Result<Delivered, AppError> {
    let request = ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
    // A file of old requests is taken over without a message to everybody in it.
    if request.channel == Channel::Import && template == "request_recorded" {
        return Ok(Delivered::Done);
    }
    let held = quiet_until(ctx, template, &request);
    let letter = Letter::new(ctx, template, &request).await?;
    let mut later = None;
    for party in ctx.store.parties_of(case).await? {
        let known = ways(ctx, &party);
        let chosen = if both_ways(template) { known.len() } else { known.len().min(1) };
        let (first, fallback) = known.split_at(chosen);
        write(ctx, job, case, &party, template, first).await?;
        if held.is_some() {
            continue;
        }
        for way in first {
            let id = notice_of(job, &party, *way);
            match letter.send(ctx, id, *way, &party).await? {
                Sent::Done => {}
                Sent::Later(why) => later = Some(why),
                // What a gateway will never take may still reach the mailbox.
                Sent::Never => {
                    for other in fallback {
                        write(ctx, job, case, &party, template, &[*other]).await?;
                        if let Sent::Later(why) =
                            letter.send(ctx, notice_of(job, &party, *other), *other, &party).await?
                        {
                            later = Some(why);
                        }
                    }
                }
            }
        }
    }
    if let Some(until) = held {
        ctx.store.hold_notices(case, &job.id, until).await?;
        return Ok(Delivered::Held(until));
    }
    later.map_or(Ok(Delivered::Done), |why| Err(AppError::Outside(why)))
}

/// Until when this has to wait, if it has to.
pub(super) fn quiet_until(ctx: &Ctx, template: &str, request: &Request) -> Option<Instant> {
    if is_urgent(template, &request.class) {
        return None;
    }
    ctx.settings.notices.quiet?.end(ctx.clock.now(), &ctx.settings.zone)
}

fn notice_of(job: &Job, party: &Party, way: Way) -> NoticeId {
    id_of(job, &format!("{}|{}", party.record, way.code()))
}

/// Write the notices to a party before anything is sent; without any way, write that there is none.
async fn write(
    ctx: &Ctx,
    job: &Job,
    case: CaseId,
    party: &Party,
    template: &str,
    ways: &[Way],
) -> Result<(), AppError> {
    let notice = |id, channel, state| NewNotice {
        id,
        case,
        account: None,
        channel,
        template,
        state,
        party: Some(party.record),
        job: &job.id,
        again_of: None,
    };
    let mut notices: Vec<NewNotice<'_>> =
        ways.iter().map(|way| notice(notice_of(job, party, *way), way.code(), WAITING)).collect();
    if notices.is_empty() {
        notices.push(notice(id_of(job, &format!("{}|none", party.record)), "none", NO_WAY));
    }
    Ok(ctx.store.add_notices(&notices, ctx.clock.now()).await?)
}

/// What came of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sent {
    Done,
    Later(String),
    Never,
}

/// The words of one notice about one case.
pub(super) struct Letter {
    template: String,
    facts: Facts,
}

impl Letter {
    pub(super) async fn new(ctx: &Ctx, template: &str, request: &Request) -> Result<Self, AppError> {
        let rules = ctx.rules(None).await?;
        Ok(Self { template: template.to_owned(), facts: Facts::of_request(ctx, request, &rules) })
    }

    /// Send one notice that is written and waits. One that was sent or refused for good stays so.
    pub(super) async fn send(
        &self,
        ctx: &Ctx,
        id: NoticeId,
        way: Way,
        party: &Party,
    ) -> Result<Sent, AppError> {
        match ctx.store.notice_state(id).await?.as_deref() {
            Some(SENT) => return Ok(Sent::Done),
            Some(FAILED) => return Ok(Sent::Never),
            _ => {}
        }
        let attempt = ctx.store.begin_attempt(id, ctx.clock.now()).await?;
        let sent = match way {
            Way::Sms => self.by_sms(ctx, id, party).await,
            Way::Mail => self.by_mail(ctx, id, party).await,
        };
        let (outcome, state, sent) = match sent {
            Ok(()) => ("taken".to_owned(), SENT, Sent::Done),
            Err(SendError::Later(why)) => (why.clone(), WAITING, Sent::Later(why)),
            Err(SendError::Never(why)) => {
                tracing::warn!(notice.id = %id, why, "a notice cannot be delivered");
                (why, FAILED, Sent::Never)
            }
        };
        ctx.store.end_attempt(id, attempt, ctx.clock.now(), &outcome, state).await?;
        Ok(sent)
    }

    async fn by_sms(&self, ctx: &Ctx, id: NoticeId, party: &Party) -> Result<(), SendError> {
        let gateway = ctx.sms.as_ref().ok_or_else(|| SendError::Never("no gateway is configured".into()))?;
        let to = mobile_number(&party.phone)
            .ok_or_else(|| SendError::Never("the number cannot read short messages".into()))?;
        let text = sms_of(&self.template, &self.facts, party.language, &ctx.settings.notices.signature);
        gateway.send(&SmsMessage { id: id.to_string(), to, text }).await
    }

    async fn by_mail(&self, ctx: &Ctx, id: NoticeId, party: &Party) -> Result<(), SendError> {
        let words = words_of(&self.template, &self.facts);
        // Both languages: a mailbox is often read by the family. The reader's own comes first.
        let (subject, body) = match party.language {
            Language::Zh => (words.zh.0, format!("{}\n{}", words.zh.1, words.en.1)),
            Language::En => (words.en.0, format!("{}\n{}", words.en.1, words.zh.1)),
        };
        let mail = Mail { id: id.to_string(), to: party.email.clone(), subject, body };
        // Servers like to repeat the address they refuse. It must not stand in attempts, jobs and logs.
        let blank = |why: String| why.replace(&mail.to, "<address>");
        ctx.mailer.send(&mail).await.map_err(|error| match error {
            MailError::Later(why) => SendError::Later(blank(why)),
            MailError::Never(why) => SendError::Never(blank(why)),
        })
    }
}
