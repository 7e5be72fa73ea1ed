//! Break-glass (紧急查阅).

use hemu_domain::{
    access::{GrantKind, Permit, Purpose, Reach, What, check_break_glass},
    kernel::{CaseId, GrantId, Instant, LookId},
    request::BreakGlass,
};
use hemu_store::{StoreError, grant::NewGrant, look::NewLook};

use super::{alerted, day};
use crate::{
    AppError, Call, Ctx,
    request::{
        case_named,
        step::{Deciding, decide, repeated},
    },
};

/// Which case, why and for how long.
#[derive(Debug, Clone)]
pub struct AskedGlass {
    /// The case's identifier, or the number that residents are told.
    pub case: String,
    pub reason: String,
    pub hours: u8,
}

/// Open one case for reading, for some hours. The case's stream, those who are alerted and the resident are told.
///
/// # Errors
/// Those of `Call::require_second_factor`; `NotFound` when there is no such case, and for whoever is recused from it: they learn nothing. The others of
/// `check_break_glass`.
pub async fn break_glass(ctx: &Ctx, call: &Call, asked: &AskedGlass) -> Result<CaseId, AppError> {
    // Asked first, so that nobody else learns which numbers exist.
    call.actor.in_role(hemu_domain::access::BREAK_GLASS_ROLES)?;
    call.require_second_factor(ctx)?;
    let case = case_named(ctx, &asked.case).await?;
    match try_break(ctx, call, case, asked).await {
        Err(error @ (AppError::Stale | AppError::Refused(_) | AppError::Store(StoreError::Repeated))) => {
            repeated(ctx, call, case).await?.map(|_| case).ok_or(error)
        }
        done => done.map(|()| case),
    }
}

async fn try_break(ctx: &Ctx, call: &Call, case: CaseId, asked: &AskedGlass) -> Result<(), AppError> {
    let rules = ctx.rules(call.generation).await?;
    let at = ctx.clock.now();
    let alerted = alerted(ctx, at).await?;
    let mut tx = ctx.store.begin_write().await?;
    let request = tx.request(case).await?.ok_or(AppError::NotFound)?;
    let permit = match check_break_glass(&call.actor, &request.case, &request.readers(), asked.hours) {
        Err(refusal) if refusal.code == "recused" => return Err(AppError::NotFound),
        checked => checked?,
    };
    let input = BreakGlass {
        grant: GrantId::new(at, ctx.random.next()),
        reason: asked.reason.clone(),
        until: at.plus_ms(i64::from(asked.hours) * Instant::HOUR_MS),
        alerted,
    };
    let by = Deciding { call, permit, at, rules: &rules };
    let mut reason = None;
    decide(ctx, &mut tx, &by, &request, |request, step| {
        let decision = request.break_glass(step, &input)?;
        reason = decision.texts.first().map(|text| text.record);
        Ok(decision)
    })
    .await?;
    tx.give_grant(&NewGrant {
        id: input.grant,
        account: call.actor.account,
        kind: GrantKind::BreakGlass,
        reach: Reach::Case(case),
        from: at,
        to: input.until,
        reason,
        given_by: call.actor.account,
    })
    .await?;
    tx.add_look(&look(ctx, permit, case, at)).await?;
    Ok(tx.commit().await?)
}

fn look(ctx: &Ctx, permit: Permit, case: CaseId, at: Instant) -> NewLook {
    NewLook {
        id: LookId::new(at, ctx.random.next()),
        permit,
        case: Some(case),
        what: What::CasePage,
        purpose: Purpose::BreakGlass,
        at,
        day: day(ctx, at),
    }
}
