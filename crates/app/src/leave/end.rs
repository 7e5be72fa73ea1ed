//! End a leave early (提前销假), or take it back before it begins.

use hemu_domain::{
    access::Permit,
    kernel::{LeaveId, Refusal},
};

use crate::{AppError, Call, Ctx, organisation::as_security_administrator};

/// End one's own leave now, or as security administrator anybody's.
pub async fn end_leave(ctx: &Ctx, call: &Call, leave: LeaveId) -> Result<(), AppError> {
    let at = ctx.clock.now();
    let rules = ctx.rules(call.generation).await?;
    let mut tx = ctx.store.begin_write().await?;
    let leave = tx.leave(leave).await?.ok_or(AppError::NotFound)?;
    let permit = if leave.account == call.actor.account {
        Permit::platform(call.actor.account, Ctx::centre(&rules)?)
    } else {
        as_security_administrator(ctx, call)?
    };
    let to = at.max(leave.from);
    if leave.to <= to {
        return Err(Refusal::new("leave_over", "这次休假已经结束", "this leave is over").into());
    }
    let account = tx.account(leave.account).await?.ok_or(AppError::NotFound)?;
    let deputy = tx.account(leave.deputy).await?.ok_or(AppError::NotFound)?;
    tx.end_leave(ctx.meta(permit, at), &account, &deputy, leave.id, to).await?;
    tx.commit().await?;
    Ok(())
}
