//! Sign in.

use hemu_domain::{
    access::Permit,
    kernel::{Instant, Refusal, SessionId},
};
use hemu_store::{
    Tx,
    account::{Account, NewSessionRow},
    login_tries::LoginTries,
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

/// Sign in. An unknown login, a wrong password and a disabled account look the same; too many tries lock the login
/// for a while, whether there is such an account or not.
pub async fn sign_in(ctx: &Ctx, login: &str, password: &str, browser: &str) -> Result<NewSession, AppError> {
    let known = ctx.store.account_by_login(login).await?;
    // Hashing is slow and must not happen inside a transaction: verify first, decide on fresh data after.
    let verified =
        verify_password(password, known.as_ref().map_or(NOBODY, |account| &account.password_hash)).await?;
    let (at, hash) = (ctx.clock.now(), login_hash(ctx, login));
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account_by_login(login).await?;
    let tries = tx.login_tries(&hash).await?;
    if let Some(locked_until) = tries.map(|tries| tries.locked_until).filter(|until| at < *until) {
        return Err(locked(ctx, locked_until));
    }
    let Some(account) = account.filter(|account| verified && may_enter(account, known.as_ref())) else {
        return failed(ctx, tx, login, tries, at).await;
    };
    let session = NewSession { token: token(ctx), csrf_token: token(ctx) };
    let row = NewSessionRow {
        id: SessionId::new(at, ctx.random.next()),
        token_hash: token_hash(ctx, &session.token),
        csrf_token: session.csrf_token.clone(),
        browser: browser.to_owned(),
    };
    let permit = Permit::platform(account.id, Ctx::centre(&*ctx.rules(None).await?)?);
    tx.signed_in(ctx.meta(permit, at), &account, &row).await?;
    if tries.is_some() {
        tx.forget_tries(&hash).await?;
    }
    tx.commit().await?;
    Ok(session)
}

/// Not disabled, and with the password that was verified.
fn may_enter(account: &Account, known: Option<&Account>) -> bool {
    account.disabled_at.is_none() && known.is_some_and(|known| known.password_hash == account.password_hash)
}

/// Count a wrong password, and lock the login when there were too many.
async fn failed(
    ctx: &Ctx,
    mut tx: Tx,
    login: &str,
    before: Option<LoginTries>,
    at: Instant,
) -> Result<NewSession, AppError> {
    let settings = &ctx.settings.sign_in;
    let lock_ms = settings.lock_minutes * Instant::MINUTE_MS;
    // Tries of long ago count no longer: they may have been swept, and then nobody could tell.
    let counted =
        before.filter(|before| at < before.tried_at.plus_ms(lock_ms)).map_or(0, |before| before.tries) + 1;
    let lock = settings.tries_max <= counted;
    let until = if lock { at.plus_ms(lock_ms) } else { Instant::from_ms(0) };
    let now = LoginTries { tries: if lock { 0 } else { counted }, tried_at: at, locked_until: until };
    tx.count_try(&login_hash(ctx, login), &now, before.is_none()).await?;
    if let Some(account) = tx.account_by_login(login).await? {
        let permit = Permit::platform(account.id, Ctx::centre(&*ctx.rules(None).await?)?);
        tx.sign_in_failed(ctx.meta(permit, at), &account, counted, lock).await?;
    }
    tx.commit().await?;
    Err(if lock { locked(ctx, until) } else { wrong() })
}

fn token(ctx: &Ctx) -> String {
    format!("{:032x}{:032x}", ctx.random.next(), ctx.random.next())
}

/// How the tries of a login are kept: the login itself may belong to nobody, or be somebody's password.
pub(crate) fn login_hash(ctx: &Ctx, login: &str) -> String {
    ctx.store.keys().mac("login", &[login])
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
