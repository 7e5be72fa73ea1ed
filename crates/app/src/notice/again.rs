//! Send a notice to the requester again (重发告知): a step in the case's ledger, and a job with an identifier of its own.

use hemu_domain::{
    kernel::{CaseId, Instant, NoticeId},
    request::{Request, TELL_AGAIN_ROLES, TellAgain, ToldState},
};
use hemu_store::{
    StoreError,
    jobs::Job,
    notice::{NO_WAY, Outside, WAITING},
};

use super::{
    deliver::Delivered,
    requester::{Letter, Sent, Way, quiet_until},
};
use crate::{
    AppError, Call, Ctx,
    request::step::{Deciding, decide, repeated, seen},
};

/// Which notice, of a request in the version the caller saw.
#[derive(Debug, Clone, Copy)]
pub struct SendAgain {
    pub notice: NoticeId,
    pub version: u32,
}

/// Send a notice to the requester again.
///
/// A command that was carried out before, under the same key, gives the request as it stands now.
pub async fn send_again(ctx: &Ctx, call: &Call, asked: SendAgain) -> Result<Request, AppError> {
    let known = ctx.store.notice_outside(asked.notice).await?.ok_or(AppError::NotFound)?;
    match try_send_again(ctx, call, asked).await {
        Err(AppError::Store(StoreError::Repeated) | AppError::Stale) => {
            repeated(ctx, call, known.case).await?.ok_or(AppError::Stale)
        }
        done => done,
    }
}

async fn try_send_again(ctx: &Ctx, call: &Call, asked: SendAgain) -> Result<Request, AppError> {
    let at = ctx.clock.now();
    let rules = ctx.rules(call.generation).await?;
    let mut tx = ctx.store.begin_write().await?;
    let since = at.plus_ms(-Instant::DAY_MS);
    let (notice, today) = tx.notice_to_repeat(asked.notice, since).await?.ok_or(AppError::NotFound)?;
    let request = seen(&mut tx, call, notice.case).await?;
    call.actor.may_act(&request.case, &request.readers())?;
    if request.case.version != asked.version {
        return Err(AppError::Stale);
    }
    let permit = call.actor.in_role(&TELL_AGAIN_ROLES)?;
    let again = NoticeId::new(at, ctx.random.next());
    let input = TellAgain { notice: notice.id, again, state: state_of(&notice.state), today };
    tx.repeat_notice(&notice, again, at).await?;
    let by = Deciding { call, permit, at, rules: &rules };
    let request = decide(ctx, &mut tx, &by, &request, |request, _| request.tell_again(&input)).await?;
    tx.commit().await?;
    Ok(request)
}

/// Where a notice stands, as the rule sees it.
pub(super) fn state_of(state: &str) -> ToldState {
    match state {
        WAITING => ToldState::Waiting,
        NO_WAY => ToldState::NoWay,
        _ => ToldState::Done,
    }
}

/// Deliver a notice that was written when somebody asked for it.
pub(super) async fn deliver_again(
    ctx: &Ctx,
    job: &Job,
    case: CaseId,
    notice: NoticeId,
) -> Result<Delivered, AppError> {
    let Outside { channel, template, party, .. } =
        ctx.store.notice_outside(notice).await?.ok_or(AppError::NotFound)?;
    let request = ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
    ctx.store.notice_brought_by(notice, &job.id).await?;
    if let Some(until) = quiet_until(ctx, &template, &request) {
        ctx.store.hold_notices(case, &job.id, until).await?;
        return Ok(Delivered::Held(until));
    }
    let parties = match party {
        Some(record) => ctx.store.parties_by_record(&[record]).await?,
        None => Vec::new(),
    };
    // The person was erased meanwhile: there is nobody to tell, and the notice stays as it is.
    let (Some(party), Some(way)) = (parties.first(), Way::parse(&channel)) else {
        return Ok(Delivered::Done);
    };
    match Letter::new(ctx, &template, &request).await?.send(ctx, notice, way, party).await? {
        Sent::Later(why) => Err(AppError::Outside(why)),
        Sent::Done | Sent::Never => Ok(Delivered::Done),
    }
}
