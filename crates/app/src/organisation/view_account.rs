//! An account with its posts, its leave and its state.

use hemu_domain::kernel::{AccountId, Instant};
use hemu_store::{account::Account, leave::Leave, post::Post};

use super::READERS;
use crate::{AppError, Call, Ctx, session::login_hash};

/// Everything the organisation page shows of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    pub account: Account,
    /// Newest first, those that are over included.
    pub posts: Vec<Post>,
    pub leaves: Vec<Leave>,
    pub locked_until: Option<Instant>,
    pub second_factor: bool,
    pub sessions: usize,
    pub now: Instant,
}

const SESSIONS_COUNTED: u32 = 100;

/// The account, for security administrators and auditors.
pub async fn view_account(ctx: &Ctx, call: &Call, id: AccountId) -> Result<AccountPage, AppError> {
    call.actor.in_role(&READERS)?;
    let now = ctx.clock.now();
    let account = ctx.store.account(id).await?.ok_or(AppError::NotFound)?;
    let tries = ctx.store.login_tries(&login_hash(ctx, &account.login)).await?;
    let factor = ctx.store.second_factor(id).await?;
    let locks = [tries.map(|tries| tries.locked_until), factor.as_ref().map(|factor| factor.locked_until)];
    Ok(AccountPage {
        posts: ctx.store.posts_of(id).await?,
        leaves: ctx.store.leaves_with(id, now).await?,
        locked_until: locks.into_iter().flatten().filter(|until| now < *until).max(),
        second_factor: factor.is_some_and(|factor| factor.confirmed_at.is_some()),
        sessions: ctx.store.sessions_of(id, SESSIONS_COUNTED).await?.len(),
        account,
        now,
    })
}
