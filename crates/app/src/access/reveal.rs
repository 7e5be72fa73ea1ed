//! Show one field of the requester, for a purpose (查看个人信息).

use hemu_domain::{
    access::{Purpose, RevealField, What},
    kernel::{CaseId, LookId, Refusal},
    request::Reveal,
};
use hemu_store::{StoreError, look::NewLook};

use super::{alerted, day};
use crate::{
    AppError, Call, Ctx,
    request::step::{Deciding, decide, repeated, seen},
};

/// Which field, and what for.
#[derive(Debug, Clone)]
pub struct AskedReveal {
    pub field: RevealField,
    pub purpose: Purpose,
    /// In one's own words; needed where the purpose is `other`.
    pub text: String,
}

/// Show one field. The look is durable before the value is answered.
///
/// # Errors
/// Those of `Call::require_second_factor`; `NotFound` out of scope; those of `Actor::may_reveal`; `budget_used_up`; `nothing_there` when the requester left
/// none, which costs nothing.
pub async fn reveal(ctx: &Ctx, call: &Call, case: CaseId, asked: &AskedReveal) -> Result<String, AppError> {
    call.require_second_factor(ctx)?;
    match try_reveal(ctx, call, case, asked).await {
        Err(error @ (AppError::Stale | AppError::Refused(_) | AppError::Store(StoreError::Repeated))) => {
            match repeated(ctx, call, case).await? {
                Some(_) => value(ctx, case, asked.field).await?.ok_or(error),
                None => Err(error),
            }
        }
        done => done,
    }
}

async fn try_reveal(ctx: &Ctx, call: &Call, case: CaseId, asked: &AskedReveal) -> Result<String, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let at = ctx.clock.now();
    let alerted = alerted(ctx, at).await?;
    let mut tx = ctx.store.begin_write().await?;
    let request = seen(&mut tx, call, case).await?;
    let permit =
        call.actor.may_reveal(&request.case, &request.readers(), Some(asked.field), asked.purpose)?;
    let Some(value) = value(ctx, case, asked.field).await? else {
        return Err(Refusal::new(
            "nothing_there",
            "诉求人没有留下这项信息",
            "the requester left nothing here",
        )
        .on("field")
        .into());
    };
    let day = day(ctx, at);
    let input = Reveal {
        field: asked.field,
        purpose: asked.purpose,
        text: asked.text.clone(),
        used: tx.contacts_seen(call.actor.account, &day).await?,
        budget: ctx.settings.reveals_a_day.of(permit.role()),
        alerted,
    };
    let by = Deciding { call, permit, at, rules: &rules };
    decide(ctx, &mut tx, &by, &request, |request, step| request.reveal(step, &input)).await?;
    tx.add_look(&NewLook {
        id: LookId::new(at, ctx.random.next()),
        permit,
        case: Some(case),
        what: What::Contact,
        purpose: asked.purpose,
        at,
        day,
    })
    .await?;
    tx.commit().await?;
    Ok(value)
}

/// The value of one field, or nothing where the requester left none.
pub(super) async fn value(ctx: &Ctx, case: CaseId, field: RevealField) -> Result<Option<String>, AppError> {
    let value = match field {
        RevealField::Message => ctx.store.messages_of(&[case]).await?.remove(&case),
        _ => ctx.store.parties_of(case).await?.into_iter().next().map(|party| match field {
            RevealField::Phone => party.phone,
            RevealField::Name => party.name,
            RevealField::Address => party.address,
            RevealField::Email | RevealField::Message => party.email,
        }),
    };
    Ok(value.filter(|value| !value.is_empty()))
}
