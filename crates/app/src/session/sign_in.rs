//! Sign in.

use hemu_domain::{
    access::Permit,
    kernel::{Instant, Refusal},
};

use super::verify_password;
use crate::{AppError, Ctx};

/// A session just opened. The token is shown once; the database keeps its hash.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub token: String,
    pub csrf_token: String,
}

/// The hash of no password: verifying against it takes as long as against a real one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Sign in. An unknown login, a wrong password and a disabled account look the same; too many tries lock the
/// account for a while.
pub async fn sign_in(ctx: &Ctx, login: &str, password: &str) -> Result<NewSession, AppError> {
    let known = ctx.store.account_by_login(login).await?;
    // Hashing is slow and must not happen inside a transaction: verify first, decide on fresh data after.
    let verified =
        verify_password(password, known.as_ref().map_or(NOBODY, |account| &account.password_hash)).await?;
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let Some(account) = tx.account_by_login(login).await? else { return Err(wrong()) };
    let permit = Permit::platform(account.id, Ctx::centre(&*ctx.rules(None).await?)?);
    if at < account.locked_until {
        return Err(locked(ctx, account.locked_until));
    }
    if account.disabled_at.is_some() {
        return Err(wrong());
    }
    let unchanged = known.is_some_and(|known| known.password_hash == account.password_hash);
    if !(verified && unchanged) {
        let tries = account.failed_tries + 1;
        let lock = ctx.settings.sign_in.tries_max <= tries;
        let until = if lock {
            at.plus_ms(ctx.settings.sign_in.lock_minutes * Instant::MINUTE_MS)
        } else {
            Instant::from_ms(0)
        };
        tx.sign_in_failed(ctx.meta(permit, at), &account, if lock { 0 } else { tries }, until).await?;
        tx.commit().await?;
        return Err(if lock { locked(ctx, until) } else { wrong() });
    }
    let session = NewSession { token: token(ctx), csrf_token: token(ctx) };
    tx.signed_in(ctx.meta(permit, at), &account, &token_hash(ctx, &session.token), &session.csrf_token)
        .await?;
    tx.commit().await?;
    Ok(session)
}

fn token(ctx: &Ctx) -> String {
    format!("{:032x}{:032x}", ctx.random.next(), ctx.random.next())
}

pub(super) fn token_hash(ctx: &Ctx, token: &str) -> String {
    ctx.store.keys().mac("session", &[token])
}

fn wrong() -> AppError {
    AppError::Refused(Refusal::new("wrong_login", "登录名或密码不正确", "login or password is wrong"))
}

fn locked(ctx: &Ctx, until: Instant) -> AppError {
    let wall = until.civil_in(&ctx.settings.zone).strftime("%H:%M").to_string();
    AppError::Refused(Refusal::new(
        "account_locked",
        format!("密码错误次数过多，账号已锁定，请于 {wall} 后重试"),
        format!("too many wrong passwords; the account is locked until {wall}"),
    ))
}
