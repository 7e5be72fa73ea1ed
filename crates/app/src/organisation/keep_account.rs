//! What a security administrator does to an account: unlock, disable, enable, end its sessions, take off a second
//! factor whose telephone was lost.

use hemu_domain::kernel::AccountId;

use super::{as_security_administrator, last_administrator, nobodys_own};
use crate::{AppError, Call, Ctx, session::login_hash};

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    Unlock,
    Disable,
    Enable,
    EndSessions,
    TakeOffSecondFactor,
}

/// Do it. Nobody does it to their own account, and the last of the three administrators cannot be shut out.
pub async fn keep_account(ctx: &Ctx, call: &Call, id: AccountId, what: Keep) -> Result<(), AppError> {
    let permit = as_security_administrator(ctx, call)?;
    if id == call.actor.account {
        return Err(nobodys_own());
    }
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account(id).await?.ok_or(AppError::NotFound)?;
    let meta = ctx.meta(permit, at);
    match what {
        Keep::Unlock => tx.unlocked(meta, &account, &login_hash(ctx, &account.login)).await?,
        Keep::Disable => {
            for hand in tx.hands(id, at).await? {
                if hand.role.is_administrator() && !tx.others_hold(hand.role, id, at).await? {
                    return Err(last_administrator().into());
                }
            }
            tx.set_disabled(meta, &account, true).await?;
        }
        Keep::Enable => tx.set_disabled(meta, &account, false).await?,
        Keep::EndSessions => tx.end_sessions(meta, &account, None, None).await?,
        Keep::TakeOffSecondFactor => tx.take_off_second_factor(meta, &account).await?,
    }
    tx.commit().await?;
    Ok(())
}
