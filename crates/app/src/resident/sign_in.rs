//! Signing in by the code, and who is behind a session.

use hemu_domain::kernel::{Instant, Refusal};
use hemu_store::resident::{CodeSent, Resident};
use subtle::ConstantTimeEq;

use super::code::{CODE_MINUTES, TRIES_MAX, code_hash, mobile};
use crate::{AppError, Ctx};

/// A session that nobody used for so long ends.
pub const IDLE_DAYS: i64 = 30;
const TOUCH_EVERY_MS: i64 = Instant::HOUR_MS;

/// A session just opened. The token is shown once; the database keeps its hash.
#[derive(Debug, Clone)]
pub struct NewResidentSession {
    pub token: String,
    pub csrf_token: String,
}

/// The resident behind a session.
#[derive(Debug, Clone)]
pub struct ResidentSignedIn {
    pub resident: Resident,
    pub csrf_token: String,
}

/// Sign in, opening the account at the first time. A wrong, an old and a used code look the same.
pub async fn sign_in(ctx: &Ctx, phone: &str, code: &str) -> Result<NewResidentSession, AppError> {
    let phone = mobile(phone)?;
    let at = ctx.clock.now();
    let hash = ctx.store.phone_hash(&phone);
    let mut tx = ctx.store.begin_write().await?;
    let Some(sent) = tx.code_sent(&hash).await? else { return Err(wrong()) };
    let holds = at < sent.sent_at.plus_ms(CODE_MINUTES * Instant::MINUTE_MS) && sent.tries < TRIES_MAX;
    let given = code_hash(ctx, &hash, code.trim());
    let right = holds && bool::from(given.as_bytes().ct_eq(sent.code_hash.as_bytes()));
    if !right {
        tx.keep_code(&hash, &CodeSent { tries: sent.tries + 1, ..sent }).await?;
        tx.commit().await?;
        return Err(wrong());
    }
    // Used once; the count of the day stays.
    tx.keep_code(&hash, &CodeSent { code_hash: String::new(), tries: TRIES_MAX, ..sent }).await?;
    let resident = match tx.resident_by_phone(&hash).await? {
        Some(known) => known,
        None => {
            // Only now: a key is not taken for whoever tries codes.
            let fresh = ctx.store.new_resident(&phone, at, ctx.random.as_ref()).await?;
            tx.open_resident(&fresh, &hash, ctx.random.as_ref()).await?;
            fresh.id
        }
    };
    let session = NewResidentSession { token: token(ctx), csrf_token: token(ctx) };
    tx.open_resident_session(&token_hash(ctx, &session.token), resident, &session.csrf_token, at).await?;
    tx.commit().await?;
    Ok(session)
}

/// The resident behind a token.
///
/// # Errors
/// `SignInNeeded` when there is no such session, or it was idle for too long.
pub async fn authenticate(ctx: &Ctx, token: &str) -> Result<ResidentSignedIn, AppError> {
    let hash = token_hash(ctx, token);
    let now = ctx.clock.now();
    let session = ctx.store.resident_session(&hash).await?.ok_or(AppError::SignInNeeded)?;
    if session.seen_at.plus_ms(IDLE_DAYS * Instant::DAY_MS) <= now {
        return Err(AppError::SignInNeeded);
    }
    if session.seen_at.plus_ms(TOUCH_EVERY_MS) <= now {
        ctx.store.touch_resident_session(&hash, now).await?;
    }
    let resident = ctx.store.resident(session.resident).await?.ok_or(AppError::SignInNeeded)?;
    Ok(ResidentSignedIn { resident, csrf_token: session.csrf_token })
}

/// End the session behind a token.
pub async fn sign_out(ctx: &Ctx, token: &str) -> Result<(), AppError> {
    Ok(ctx.store.end_resident_session(&token_hash(ctx, token)).await?)
}

fn token(ctx: &Ctx) -> String {
    format!("{:032x}{:032x}", ctx.random.next(), ctx.random.next())
}

fn token_hash(ctx: &Ctx, token: &str) -> String {
    ctx.store.keys().mac("resident-session", &[token])
}

fn wrong() -> AppError {
    AppError::Refused(
        Refusal::new(
            "wrong_code",
            "验证码不对或者已经过期，请核对，或重新获取",
            "the code is wrong or too old; check it, or ask for another",
        )
        .on("code"),
    )
}
