//! One's own telephone, kept as a keyed hash: a case that is filed with it recuses its owner.

use hemu_domain::{
    access::Permit,
    kernel::{AccountId, Refusal},
    person::normalise_phone,
};

use crate::{AppError, Call, Ctx, organisation::as_security_administrator};

/// The keyed hash of a telephone number, or nothing when it is none.
pub(crate) fn phone_hash(ctx: &Ctx, phone: &str) -> Option<String> {
    let digits = normalise_phone(phone)?;
    // A mobile number is one number, with the country in front or not.
    let local = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&digits);
    Some(ctx.store.keys().mac("account-phone", &[local]))
}

/// Set, or with an empty text forget, the telephone of an account: one's own, or anybody's as security administrator.
///
/// # Errors
/// `phone_malformed`; for somebody else's, those of `as_security_administrator`.
pub async fn set_phone(ctx: &Ctx, call: &Call, account: AccountId, phone: &str) -> Result<(), AppError> {
    let permit = if call.actor.account == account {
        Permit::platform(account, Ctx::centre(&*ctx.rules(call.generation).await?)?)
    } else {
        as_security_administrator(ctx, call)?
    };
    let hash = match phone.trim() {
        "" => None,
        typed => Some(phone_hash(ctx, typed).ok_or_else(|| {
            Refusal::new(
                "phone_malformed",
                "电话号码应为 5 至 15 位数字，可含区号和分机",
                "a telephone number has 5 to 15 digits",
            )
            .on("phone")
        })?),
    };
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let known = tx.account(account).await?.ok_or(AppError::NotFound)?;
    tx.set_phone(ctx.meta(permit, at), &known, hash.as_deref()).await?;
    tx.commit().await?;
    Ok(())
}
