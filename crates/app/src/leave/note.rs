//! Note a leave (登记休假): while somebody is away, the deputy acts in their posts.

use hemu_domain::{
    access::{Going, Hand, Permit, Window, check_deputy},
    kernel::{AccountId, LeaveId, Refusal},
};
use hemu_store::leave::NewLeave;
use jiff::civil::Date;

use crate::{AppError, Call, Ctx, organisation::as_security_administrator};

/// Who goes, from the first to the last day, and who stands in.
#[derive(Debug, Clone, Copy)]
pub struct NoteLeave {
    pub account: AccountId,
    pub deputy: AccountId,
    pub from: Date,
    pub last_day: Date,
}

/// Note one's own leave with a colleague of one's unit as deputy, or as security administrator anybody's.
/// From today means from now on.
pub async fn note_leave(ctx: &Ctx, call: &Call, new: &NoteLeave) -> Result<LeaveId, AppError> {
    let own = new.account == call.actor.account;
    let permit = if own { own_permit(ctx, call).await? } else { as_security_administrator(ctx, call)? };
    let at = ctx.clock.now();
    let (from, to) = (ctx.begin_of("from", new.from, at)?, ctx.end_of(new.last_day));
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account(new.account).await?.ok_or(AppError::NotFound)?;
    let deputy = tx.account(new.deputy).await?.filter(|deputy| deputy.disabled_at.is_none());
    let deputy = deputy.ok_or_else(unknown_deputy)?;
    let held = tx.hands(account.id, at).await?;
    let deputy_held = tx.hands(deputy.id, at).await?;
    if own && !of_one_unit(&held, &deputy_held) {
        return Err(other_unit().into());
    }
    let windows = |leaves: Vec<hemu_store::leave::Leave>| -> Vec<Window> {
        leaves.iter().map(|leave| Window { from: leave.from, to: Some(leave.to) }).collect()
    };
    check_deputy(&Going {
        account: account.id,
        deputy: deputy.id,
        window: Window { from, to: Some(to) },
        held: &held,
        deputy_held: &deputy_held,
        leaves: &windows(tx.leaves_of(account.id, at).await?),
        away: &windows(tx.leaves_of(deputy.id, at).await?),
    })?;
    let leave = NewLeave { id: LeaveId::new(at, ctx.random.next()), from, to };
    tx.note_leave(ctx.meta(permit, at), &account, &deputy, leave).await?;
    tx.commit().await?;
    Ok(leave.id)
}

/// One's own leave needs no role, but an administrator's lends an administrator's powers.
async fn own_permit(ctx: &Ctx, call: &Call) -> Result<Permit, AppError> {
    let administers = call.actor.posts.iter().any(|post| post.role.is_administrator());
    if administers && ctx.settings.sign_in.second_factor_for_administrators {
        call.require_second_factor(ctx)?;
    }
    let rules = ctx.rules(call.generation).await?;
    Ok(Permit::platform(call.actor.account, Ctx::centre(&rules)?))
}

fn of_one_unit(held: &[Hand], deputy_held: &[Hand]) -> bool {
    let own = |hands: &'_ [Hand]| -> Vec<_> {
        hands.iter().filter(|hand| hand.on_behalf_of.is_none()).map(|hand| hand.unit).collect()
    };
    let units = own(held);
    own(deputy_held).iter().any(|unit| units.contains(unit))
}

fn unknown_deputy() -> Refusal {
    Refusal::new("unknown_deputy", "没有该代理人，请重新选择", "there is no such deputy; choose another")
        .on("deputy")
}

fn other_unit() -> Refusal {
    Refusal::new(
        "deputy_of_other_unit",
        "代理人须是本单位的同事；由外单位人员代理的，请联系安全管理员登记",
        "the deputy must be a colleague of your unit; a security administrator can name somebody else",
    )
    .on("deputy")
}
