//! Log a call-back (回访).

use hemu_domain::request::{Action, CallBack, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Log a call-back (回访).
pub async fn call_back(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &CallBack,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::CallBack, input, Request::call_back).await
}
