//! Call the requester through the platform (拨打电话): the number is not shown, so no budget is used.

use hemu_domain::{
    access::{Purpose, RevealField, What},
    kernel::{CaseId, LookId, Refusal},
};
use hemu_store::{StoreError, look::NewLook};

use super::{day, reveal::value};
use crate::{
    AppError, Call, Ctx,
    ports::{Dial, DialError},
    request::step::{Deciding, decide, repeated, seen},
};

/// Ring the officer's extension and then the requester. The entry and the look come first: there is no call without them.
///
/// # Errors
/// `calls_not_configured`, `extension`, `nothing_there`, `call_failed`, and those of `Actor::may_reveal`.
pub async fn call_requester(ctx: &Ctx, call: &Call, case: CaseId, extension: &str) -> Result<(), AppError> {
    if !((2..=8).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_digit())) {
        return Err(Refusal::new("extension", "分机号应为 2 至 8 位数字", "an extension has 2 to 8 digits")
            .on("extension")
            .into());
    }
    let dial = match record(ctx, call, case, extension).await {
        // The first try has rung: ringing again on a repeated request would ring twice.
        Err(error @ AppError::Store(StoreError::Repeated)) => {
            return repeated(ctx, call, case).await?.map(|_| ()).ok_or(error);
        }
        recorded => recorded?,
    };
    match ctx.dialer.dial(&dial).await {
        Ok(()) => Ok(()),
        Err(DialError::NotConfigured) => Err(not_configured().into()),
        Err(DialError::Failed(why)) => {
            tracing::warn!(case.id = %case, why, "a call was not put through");
            Err(Refusal::new(
                "call_failed",
                "电话没有接通，请稍后重试",
                "the call was not put through; try again later",
            )
            .into())
        }
    }
}

async fn record(ctx: &Ctx, call: &Call, case: CaseId, extension: &str) -> Result<Dial, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let request = seen(&mut tx, call, case).await?;
    let permit = call.actor.may_reveal(&request.case, &request.readers(), None, Purpose::Call)?;
    if !ctx.dialer.is_configured() {
        return Err(not_configured().into());
    }
    let number = value(ctx, case, RevealField::Phone).await?.ok_or_else(|| {
        Refusal::new("nothing_there", "诉求人没有留下电话", "the requester left no telephone number")
    })?;
    let look = NewLook {
        id: LookId::new(at, ctx.random.next()),
        permit,
        case: Some(case),
        what: What::Contact,
        purpose: Purpose::Call,
        at,
        day: day(ctx, at),
    };
    let by = Deciding { call, permit, at, rules: &rules };
    decide(ctx, &mut tx, &by, &request, |request, step| request.call(step, &())).await?;
    tx.add_look(&look).await?;
    tx.commit().await?;
    Ok(Dial { id: look.id.to_string(), extension: extension.to_owned(), number })
}

fn not_configured() -> Refusal {
    Refusal::new(
        "calls_not_configured",
        "本平台尚未接入话务系统，请选择用途后查看号码",
        "no telephone exchange is connected; reveal the number for a purpose instead",
    )
}
