//! End the link of a merged request to its parent (解除并单).

use hemu_domain::request::{Action, Request, Unmerge};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// End the link of a merged request to its parent (解除并单).
pub async fn unmerge_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &Unmerge,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Unmerge, input, Request::unmerge).await
}
