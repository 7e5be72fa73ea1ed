//! Raise the alarms that are due (提醒与升级), and resume what was paused for as long as is allowed. The worker calls
//! it; simulations do as well.

use hemu_domain::{
    kernel::CaseId,
    request::{Request, Resume},
};
use hemu_store::StoreError;

use super::step::take_platform_step;
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
    take_platform_step(ctx, case, &|request, step| {
        if request.pause_is_over(step.at) {
            return request.resume(step, &Resume { text: "暂停期限届满，自动恢复计时。".into() });
        }
        Request::raise_alarms(request, step)
    })
    .await?;
    Ok(())
}
