//! The code that is sent to a telephone: six digits, five minutes, five tries, one a minute, five a day.

use hemu_domain::{
    kernel::{Instant, Refusal},
    person::normalise_phone,
};
use hemu_store::resident::CodeSent;

use crate::{AppError, Ctx, operation, ports::CodeError};

/// How long a code holds.
pub const CODE_MINUTES: i64 = 5;
pub(super) const TRIES_MAX: i64 = 5;
const PAUSE_MS: i64 = Instant::MINUTE_MS;
const PER_DAY_MAX: i64 = 5;
const DIGITS_OF_A_MOBILE: usize = 11;

/// Send a code to a telephone, whether it has an account or not. In a demo city, where nothing is sent, the code is
/// returned to be shown.
pub async fn request_code(ctx: &Ctx, phone: &str) -> Result<Option<String>, AppError> {
    let phone = mobile(phone)?;
    let is_demo = operation::is_demo(ctx).await?;
    if !is_demo && !ctx.codes.is_configured() {
        return Err(not_configured());
    }
    let at = ctx.clock.now();
    let hash = ctx.store.phone_hash(&phone);
    let code = format!("{:06}", ctx.random.next() % 1_000_000);
    let mut tx = ctx.store.begin_write().await?;
    let before = tx.code_sent(&hash).await?;
    let next = allowed(before.as_ref(), code_hash(ctx, &hash, &code), at)?;
    tx.keep_code(&hash, &next).await?;
    tx.commit().await?;
    if is_demo {
        return Ok(Some(code));
    }
    match ctx.codes.send_code(&phone, &code).await {
        Ok(()) => Ok(None),
        Err(CodeError::NotConfigured) => Err(not_configured()),
        // What the provider said may hold the number: it goes nowhere.
        Err(CodeError::Failed) => Err(Refusal::new(
            "code_not_sent",
            "验证码没有发出去，请稍后再试，或者不登录直接反映",
            "the code could not be sent; try again later, or go on without an account",
        )
        .on("phone")
        .into()),
    }
}

fn allowed(before: Option<&CodeSent>, code_hash: String, at: Instant) -> Result<CodeSent, Refusal> {
    let today = before.filter(|sent| at < sent.since.plus_ms(Instant::DAY_MS));
    if let Some(sent) = before.filter(|sent| at < sent.sent_at.plus_ms(PAUSE_MS)) {
        let seconds = (sent.sent_at.plus_ms(PAUSE_MS).ms() - at.ms()) / Instant::SECOND_MS + 1;
        return Err(Refusal::new(
            "code_too_soon",
            format!("刚发过一条，请 {seconds} 秒后再试"),
            format!("one was sent just now; try again in {seconds} seconds"),
        )
        .on("phone"));
    }
    let sent = today.map_or(0, |sent| sent.sent);
    if PER_DAY_MAX <= sent {
        return Err(Refusal::new(
            "code_too_many",
            "今天发得太多了，请明天再试，或者不登录直接反映",
            "too many codes today; try again tomorrow, or go on without an account",
        )
        .on("phone"));
    }
    let since = today.map_or(at, |sent| sent.since);
    Ok(CodeSent { code_hash, sent_at: at, tries: 0, since, sent: sent + 1 })
}

pub(super) fn code_hash(ctx: &Ctx, phone_hash: &str, code: &str) -> String {
    ctx.store.keys().mac("resident-code", &[phone_hash, code])
}

/// The digits of a mobile number of the mainland.
pub(super) fn mobile(phone: &str) -> Result<String, Refusal> {
    normalise_phone(phone.trim())
        .map(|digits| {
            digits
                .strip_prefix("86")
                .filter(|rest| rest.len() == DIGITS_OF_A_MOBILE)
                .unwrap_or(&digits)
                .to_owned()
        })
        .filter(|digits| digits.len() == DIGITS_OF_A_MOBILE && digits.starts_with('1'))
        .ok_or_else(|| {
            Refusal::new("not_a_mobile", "请填写 11 位手机号码", "give a mobile number of 11 digits")
                .on("phone")
        })
}

fn not_configured() -> AppError {
    AppError::Refused(Refusal::new(
        "codes_not_configured",
        "本市还没有开通短信登录；不登录也可以反映和查询",
        "this city does not send codes yet; you can file and follow requests without an account",
    ))
}
