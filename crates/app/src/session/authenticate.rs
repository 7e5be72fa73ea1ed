//! Who is behind a session token.

use hemu_domain::{
    access::Actor,
    kernel::{AccountId, Instant, LeaveId, SessionId},
};

use super::sign_in::token_hash;
use crate::{AppError, Ctx};

/// The person behind a session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub session: SessionId,
    /// Without posts and grants while a code of the second factor is wanted.
    pub actor: Actor,
    /// Those whom the person stands for now, by name.
    pub principals: Vec<(AccountId, String)>,
    /// The leave they are on, and until when.
    pub leave: Option<(LeaveId, Instant)>,
    pub csrf_token: String,
    /// The password is too old: nothing can be done before it is changed.
    pub password_due: bool,
    /// A second factor is on.
    pub second_factor: bool,
    pub second_factor_at: Option<Instant>,
    pub rules_generation: i64,
}

impl SignedIn {
    /// The password was right and a code of the second factor has still to be given.
    pub fn code_wanted(&self) -> bool {
        self.second_factor && self.second_factor_at.is_none()
    }
}

/// How old the note of the last use may become before it is written again.
const TOUCH_EVERY_MS: i64 = Instant::MINUTE_MS;

/// The person behind a token.
///
/// # Errors
/// `SignInNeeded` when there is no such session, or it was idle or open for too long.
pub async fn authenticate(ctx: &Ctx, token: &str) -> Result<SignedIn, AppError> {
    let hash = token_hash(ctx, token);
    let now = ctx.clock.now();
    let session = ctx.store.session(&hash, now).await?.ok_or(AppError::SignInNeeded)?;
    let settings = &ctx.settings.sign_in;
    let idle = session.seen_at.plus_ms(settings.idle_minutes * Instant::MINUTE_MS) <= now;
    let old = session.created_at.plus_ms(settings.absolute_hours * Instant::HOUR_MS) <= now;
    if idle || old {
        return Err(AppError::SignInNeeded);
    }
    if session.seen_at.plus_ms(TOUCH_EVERY_MS) <= now {
        ctx.store.touch_session(&hash, now).await?;
    }
    let password_due = session.password_set_at.plus_ms(settings.password_days_max * Instant::DAY_MS) <= now;
    let mut known = SignedIn {
        session: session.id,
        actor: session.actor,
        principals: session.principals,
        leave: session.leave,
        csrf_token: session.csrf_token,
        password_due,
        second_factor: session.second_factor,
        second_factor_at: session.second_factor_at,
        rules_generation: session.rules_generation,
    };
    if known.code_wanted() {
        known.actor.posts.clear();
        known.actor.grants.clear();
        known.principals.clear();
    }
    Ok(known)
}
