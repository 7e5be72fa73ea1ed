//! Accept the answer to a supervision order, or return it (审核督办反馈).

use hemu_domain::request::{Action, Request, ReviewOrder};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Accept the answer to a supervision order, or return it (审核督办反馈).
pub async fn review_order(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &ReviewOrder,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::ReviewOrder, input, Request::review_order).await
}
