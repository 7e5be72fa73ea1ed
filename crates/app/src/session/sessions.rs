//! One's own sessions: see them, end one, end all others.

use hemu_domain::{access::Permit, kernel::SessionId};
pub use hemu_store::session::OpenSession;

use crate::{AppError, Call, Ctx};

const SHOWN_MAX: u32 = 50;

/// The caller's sessions that can still be used, newest first.
pub async fn my_sessions(ctx: &Ctx, call: &Call) -> Result<Vec<OpenSession>, AppError> {
    let (now, settings) = (ctx.clock.now(), &ctx.settings.sign_in);
    let mut sessions = ctx.store.sessions_of(call.actor.account, SHOWN_MAX).await?;
    sessions.retain(|session| {
        let (idle, absolute) = (settings.idle_minutes, settings.absolute_hours);
        now < session.seen_at.plus_ms(idle * hemu_domain::kernel::Instant::MINUTE_MS)
            && now < session.created_at.plus_ms(absolute * hemu_domain::kernel::Instant::HOUR_MS)
    });
    Ok(sessions)
}

/// End one of the caller's sessions.
pub async fn end_session(ctx: &Ctx, call: &Call, session: SessionId) -> Result<(), AppError> {
    let open = ctx.store.sessions_of(call.actor.account, SHOWN_MAX).await?;
    if open.iter().all(|own| own.id != session) {
        return Err(AppError::NotFound);
    }
    end(ctx, call, Some(session), None).await
}

/// End every session of the caller but this one.
pub async fn end_other_sessions(ctx: &Ctx, call: &Call, kept: SessionId) -> Result<(), AppError> {
    end(ctx, call, None, Some(kept)).await
}

async fn end(
    ctx: &Ctx,
    call: &Call,
    session: Option<SessionId>,
    kept: Option<SessionId>,
) -> Result<(), AppError> {
    let rules = ctx.rules(call.generation).await?;
    let permit = Permit::platform(call.actor.account, Ctx::centre(&rules)?);
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account(call.actor.account).await?.ok_or(AppError::SignInNeeded)?;
    tx.end_sessions(ctx.meta(permit, ctx.clock.now()), &account, session, kept).await?;
    tx.commit().await?;
    Ok(())
}
