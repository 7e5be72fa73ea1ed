//! Send a request back to its lead unit (退回重办).

use hemu_domain::request::{Action, Request, SendBack};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Send a request back to its lead unit (退回重办).
pub async fn send_back(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &SendBack,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::SendBack, input, Request::send_back).await
}
