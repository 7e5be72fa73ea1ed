//! The second factor: codes by time (TOTP, RFC 6238) from an app on the person's telephone.

use hemu_domain::{
    access::Permit,
    kernel::{AccountId, Instant, Refusal},
};
use qrcode::{QrCode, render::svg};
use totp_rs::{Builder, Totp};

use super::sign_in::token_hash;
use crate::{AppError, Call, Ctx, operation};

/// What the app on the telephone is given.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret in base32, to be typed where no picture can be read.
    pub secret: String,
    /// `otpauth://…`
    pub uri: String,
    /// The address as a picture, SVG.
    pub picture: String,
}

const SECRET_BYTES: usize = 20;
const STEP_SECONDS: u64 = 30;
/// A code of the step before or after is accepted: clocks differ.
const SKEW: u16 = 1;
const ISSUER: &str = "Hemu";

/// Give a new secret. It is in force once a code has proved it; until then the one before stays.
pub async fn begin_second_factor(ctx: &Ctx, call: &Call) -> Result<Enrolment, AppError> {
    if call.second_factor {
        // Another telephone: whoever sits at an open session must not be able to bring their own.
        call.require_second_factor(ctx)?;
    }
    let mut secret = [0; SECRET_BYTES];
    ctx.random.fill(&mut secret);
    let permit = own_permit(ctx, call).await?;
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account(call.actor.account).await?.ok_or(AppError::SignInNeeded)?;
    tx.ask_second_factor(ctx.meta(permit, ctx.clock.now()), account.id, &secret).await?;
    tx.commit().await?;
    let totp = totp(&secret, &account.login)?;
    let uri = totp.to_url().map_err(outside)?;
    let picture = QrCode::new(uri.as_bytes()).map_err(outside)?;
    Ok(Enrolment {
        secret: totp.secret().to_base32(),
        uri,
        picture: picture.render::<svg::Color<'_>>().min_dimensions(200, 200).build(),
    })
}

/// Turn the second factor on with a code of the new secret. It counts for this session.
pub async fn confirm_second_factor(ctx: &Ctx, call: &Call, token: &str, code: &str) -> Result<(), AppError> {
    let permit = own_permit(ctx, call).await?;
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account(call.actor.account).await?.ok_or(AppError::SignInNeeded)?;
    let kept = tx.second_factor(account.id).await?;
    let waiting = kept.as_ref().and_then(|kept| kept.waiting.as_ref()).ok_or_else(not_begun)?;
    let tries = kept.as_ref().map_or(0, |kept| kept.tries);
    check_lock(ctx, kept.as_ref().map(|kept| kept.locked_until), at)?;
    let meta = ctx.meta(permit, at);
    match totp(waiting, &account.login)?.check(code.trim(), seconds(at)) {
        Some(step) => {
            tx.second_factor_on(meta, &account, step, &token_hash(ctx, token)).await?;
            tx.commit().await?;
            Ok(())
        }
        None => {
            let until = lock_after(ctx, tries + 1, at);
            tx.second_factor_failed(meta, &account, if at < until { 0 } else { tries + 1 }, until).await?;
            tx.commit().await?;
            Err(wrong_code())
        }
    }
}

/// Give a code: at sign-in, or before something that needs a fresh one. A code is accepted once.
pub async fn give_second_factor(ctx: &Ctx, call: &Call, token: &str, code: &str) -> Result<(), AppError> {
    let permit = own_permit(ctx, call).await?;
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account(call.actor.account).await?.ok_or(AppError::SignInNeeded)?;
    let kept = tx.second_factor(account.id).await?.ok_or_else(not_begun)?;
    let secret = kept.secret.as_ref().ok_or_else(not_begun)?;
    check_lock(ctx, Some(kept.locked_until), at)?;
    let meta = ctx.meta(permit, at);
    let step = totp(secret, &account.login)?.check(code.trim(), seconds(at));
    match step.filter(|step| kept.last_step < *step) {
        Some(step) => {
            tx.second_factor_given(meta, &account, step, &token_hash(ctx, token)).await?;
            tx.commit().await?;
            Ok(())
        }
        None => {
            let tries = kept.tries + 1;
            let until = lock_after(ctx, tries, at);
            tx.second_factor_failed(meta, &account, if at < until { 0 } else { tries }, until).await?;
            tx.commit().await?;
            Err(wrong_code())
        }
    }
}

/// Turn a second factor on whose secret is known: for demo cities, whose secrets are published, and for tests.
pub async fn set_known_second_factor(ctx: &Ctx, login: &str, secret: &[u8]) -> Result<(), AppError> {
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account_by_login(login).await?.ok_or(AppError::NotFound)?;
    let rules = ctx.rules(None).await?;
    let meta = ctx.meta(Permit::platform(AccountId::PLATFORM, Ctx::centre(&rules)?), at);
    tx.ask_second_factor(meta, account.id, secret).await?;
    tx.second_factor_on(meta, &account, 0, "").await?;
    tx.commit().await?;
    Ok(())
}

/// The next code that would be accepted, in a demo city only: whoever looks at one has no telephone with its secret.
///
/// # Errors
/// `NotFound` in every real installation.
pub async fn demo_code(ctx: &Ctx, call: &Call) -> Result<String, AppError> {
    if !operation::is_demo(ctx).await? {
        return Err(AppError::NotFound);
    }
    let account = ctx.store.account(call.actor.account).await?.ok_or(AppError::NotFound)?;
    let kept = ctx.store.second_factor(account.id).await?.ok_or(AppError::NotFound)?;
    let (secret, last) = match (&kept.waiting, &kept.secret) {
        (Some(waiting), _) => (waiting, 0),
        (None, Some(secret)) => (secret, kept.last_step),
        (None, None) => return Err(AppError::NotFound),
    };
    let step = (seconds(ctx.clock.now()) / STEP_SECONDS).max(last + 1);
    Ok(totp(secret, &account.login)?.generate(step * STEP_SECONDS).to_string())
}

/// The code of a secret at a moment: for demo cities and tests.
pub fn code_at(secret: &[u8], at: Instant) -> Result<String, AppError> {
    Ok(totp(secret, "demo")?.generate(seconds(at)).to_string())
}

async fn own_permit(ctx: &Ctx, call: &Call) -> Result<Permit, AppError> {
    let rules = ctx.rules(call.generation).await?;
    Ok(Permit::platform(call.actor.account, Ctx::centre(&rules)?))
}

fn totp(secret: &[u8], login: &str) -> Result<Totp, AppError> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_skew(SKEW)
        .with_step_duration(STEP_SECONDS)
        .with_account_name(login)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(outside)
}

fn seconds(at: Instant) -> u64 {
    u64::try_from(at.ms() / Instant::SECOND_MS).unwrap_or(0)
}

fn lock_after(ctx: &Ctx, tries: u32, at: Instant) -> Instant {
    let settings = &ctx.settings.sign_in;
    if settings.tries_max <= tries {
        at.plus_ms(settings.lock_minutes * Instant::MINUTE_MS)
    } else {
        Instant::from_ms(0)
    }
}

fn check_lock(ctx: &Ctx, until: Option<Instant>, at: Instant) -> Result<(), AppError> {
    match until {
        Some(until) if at < until => {
            let wall = until.civil_in(&ctx.settings.zone).strftime("%H:%M").to_string();
            Err(Refusal::new(
                "second_factor_locked",
                format!("验证码错误次数过多，请于 {wall} 后重试"),
                format!("too many wrong codes; try again after {wall}"),
            )
            .on("code")
            .into())
        }
        _ => Ok(()),
    }
}

fn wrong_code() -> AppError {
    Refusal::new(
        "wrong_code",
        "验证码不正确或已使用过，请等待下一个验证码",
        "the code is wrong or was used; wait for the next one",
    )
    .on("code")
    .into()
}

fn not_begun() -> Refusal {
    Refusal::new(
        "no_second_factor",
        "尚未启用两步验证，请在账户菜单中启用",
        "no second factor is on; turn it on in the account menu",
    )
}

fn outside(error: impl std::fmt::Display) -> AppError {
    AppError::Outside(error.to_string())
}
