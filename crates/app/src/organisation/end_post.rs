//! End a post (免去岗位), at once or at the end of a day.

use hemu_domain::kernel::{PostId, Refusal};
use jiff::civil::Date;

use super::as_security_administrator;
use crate::{AppError, Call, Ctx};

/// End the post at once, or after its last day. A post that has not begun never does.
pub async fn end_post(ctx: &Ctx, call: &Call, post: PostId, last_day: Option<Date>) -> Result<(), AppError> {
    let permit = as_security_administrator(ctx, call)?;
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let post = tx.post(post).await?.ok_or(AppError::NotFound)?;
    let to = last_day.map_or(at, |day| ctx.end_of(day));
    if to < at {
        return Err(super::in_the_past("last_day").into());
    }
    let to = to.max(post.from);
    if post.to.is_some_and(|ends| ends <= to) {
        return Err(ends_earlier().into());
    }
    if post.role.is_administrator() && !tx.others_hold(post.role, post.account, to).await? {
        return Err(super::last_administrator().into());
    }
    let account = tx.account(post.account).await?.ok_or(AppError::NotFound)?;
    tx.end_post(ctx.meta(permit, at), &account, post.id, to).await?;
    tx.commit().await?;
    Ok(())
}

fn ends_earlier() -> Refusal {
    Refusal::new(
        "post_ends_earlier",
        "该岗位已在此之前结束；需要延长请重新任命",
        "the post ends before that; to hold it longer, give it anew",
    )
    .on("last_day")
}
