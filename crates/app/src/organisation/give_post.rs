//! Give a post (任命岗位): a person holds a role at a unit from a day, until a day or until it is ended.

use hemu_domain::{
    access::{Hand, Role, Window, check_post, separate},
    kernel::{AccountId, PostId, UnitId},
};
use hemu_store::post::Post;
use jiff::civil::Date;

use super::{as_security_administrator, nobodys_own, open_account::unknown_unit};
use crate::{AppError, Call, Ctx};

/// To whom, what, from which day, and the last day if it is known.
#[derive(Debug, Clone, Copy)]
pub struct GivePost {
    pub account: AccountId,
    pub unit: UnitId,
    pub role: Role,
    pub from: Date,
    pub last_day: Option<Date>,
}

/// Give the post. From today means from now on.
pub async fn give_post(ctx: &Ctx, call: &Call, new: &GivePost) -> Result<PostId, AppError> {
    let permit = as_security_administrator(ctx, call)?;
    if new.account == call.actor.account {
        return Err(nobodys_own());
    }
    if ctx.rules(call.generation).await?.unit(new.unit).is_none() {
        return Err(unknown_unit("unit").into());
    }
    let at = ctx.clock.now();
    let window =
        Window { from: ctx.begin_of("from", new.from, at)?, to: new.last_day.map(|day| ctx.end_of(day)) };
    let hand = Hand { unit: new.unit, role: new.role, window, on_behalf_of: None };
    let mut tx = ctx.store.begin_write().await?;
    let account = tx.account(new.account).await?.ok_or(AppError::NotFound)?;
    check_post(&tx.hands(new.account, at).await?, hand)?;
    // Whoever stands for this person in a leave that is noted comes to hold the post as well.
    for leave in tx.leaves_of(new.account, at).await? {
        let away = Window { from: leave.from, to: Some(leave.to) };
        let lent = Hand { window: window.within(&away), on_behalf_of: Some(new.account), ..hand };
        let mut hands = tx.hands(leave.deputy, at).await?;
        hands.push(lent);
        separate(&hands).map_err(|refusal| refusal.on("role"))?;
    }
    let post = Post {
        id: PostId::new(at, ctx.random.next()),
        account: new.account,
        unit: new.unit,
        role: new.role,
        from: window.from,
        to: window.to,
    };
    tx.give_post(ctx.meta(permit, at), &account, &post).await?;
    tx.commit().await?;
    Ok(post.id)
}
