//! One's own notices.

use hemu_store::notice::NoticeRow;

use crate::{AppError, Call, Ctx};

/// The latest notices and how many are unread.
#[derive(Debug, Clone)]
pub struct MyNotices {
    pub notices: Vec<NoticeRow>,
    pub unread: i64,
}

const SHOWN_MAX: u32 = 50;

/// The latest notices of the caller.
pub async fn my_notices(ctx: &Ctx, call: &Call) -> Result<MyNotices, AppError> {
    Ok(MyNotices {
        notices: ctx.store.notices_of(call.actor.account, SHOWN_MAX).await?,
        unread: ctx.store.unread_notices(call.actor.account).await?,
    })
}

/// Mark all notices of the caller as read.
pub async fn read_my_notices(ctx: &Ctx, call: &Call) -> Result<(), AppError> {
    Ok(ctx.store.read_notices(call.actor.account, ctx.clock.now()).await?)
}
