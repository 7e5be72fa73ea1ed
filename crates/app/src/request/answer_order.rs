//! Answer a supervision order (督办反馈).

use hemu_domain::request::{Action, AnswerOrder, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Answer a supervision order (督办反馈).
pub async fn answer_order(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &AnswerOrder,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::AnswerOrder, input, Request::answer_order).await
}
