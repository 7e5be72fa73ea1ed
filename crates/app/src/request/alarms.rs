//! Raise the alarms that are due (提醒与升级). The worker calls it; simulations do as well.

use hemu_domain::{
    Step,
    access::Permit,
    kernel::{AccountId, CaseId},
};
use hemu_store::{Meta, StoreError};

use crate::{AppError, Ctx};

/// How many cases one sweep looks at.
const SWEEP_MAX: u32 = 200;

/// Raise alarms of up to 200 cases. One bad case never blocks the others. Returns how many were raised.
pub async fn raise_alarms(ctx: &Ctx) -> Result<usize, AppError> {
    let mut raised = 0;
    for case in ctx.store.alarms_due(ctx.clock.now(), SWEEP_MAX).await? {
        match raise(ctx, case).await {
            Ok(()) => raised += 1,
            // Somebody took a step at the same moment: the next sweep sees the case as it is then.
            Err(AppError::Stale | AppError::Refused(_) | AppError::Store(StoreError::Repeated)) => {}
            Err(error) => tracing::error!(case.id = %case, %error, "an alarm could not be raised"),
        }
    }
    Ok(raised)
}

async fn raise(ctx: &Ctx, case: CaseId) -> Result<(), AppError> {
    let rules = ctx.rules(None).await?;
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let request = tx.request(case).await?.ok_or(AppError::NotFound)?;
    let permit = Permit::platform(AccountId::PLATFORM, request.case.centre);
    let mut random = || ctx.random.next();
    let mut step = Step { permit, at, rules: &rules, random: &mut random };
    let decision = request.clone().raise_alarms(&mut step)?;
    let meta = Meta {
        permit,
        at,
        command_key: "",
        command_digest: "",
        calendar_version: rules.calendar.version,
        random: ctx.random.as_ref(),
    };
    tx.apply(meta, Some(&request), decision, &[]).await?;
    tx.commit().await?;
    Ok(())
}
