//! One's own leave, those one stands for, and who could stand in.

use hemu_domain::kernel::UnitId;
use hemu_store::{leave::Leave, people::AccountRow};

use crate::{AppError, Call, Ctx};

/// What concerns the person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MyLeave {
    /// When they are away, not yet over.
    pub away: Vec<Leave>,
    /// When they stand in for somebody.
    pub standing_in: Vec<Leave>,
}

const COLLEAGUES_MAX: u32 = 200;

/// The caller's leaves.
pub async fn my_leave(ctx: &Ctx, call: &Call) -> Result<MyLeave, AppError> {
    let leaves = ctx.store.leaves_with(call.actor.account, ctx.clock.now()).await?;
    let (away, standing_in) = leaves.into_iter().partition(|leave| leave.account == call.actor.account);
    Ok(MyLeave { away, standing_in })
}

/// People who hold a post in one of the caller's own units now, without the caller.
pub async fn colleagues(ctx: &Ctx, call: &Call) -> Result<Vec<AccountRow>, AppError> {
    let mut units: Vec<UnitId> =
        call.actor.posts.iter().filter(|post| post.on_behalf_of.is_none()).map(|post| post.unit).collect();
    units.sort_unstable();
    units.dedup();
    let people = ctx.store.people_in(&units, ctx.clock.now(), COLLEAGUES_MAX).await?;
    Ok(people.into_iter().filter(|person| person.id != call.actor.account).collect())
}
