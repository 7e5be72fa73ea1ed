//! Dispatch a request to its lead unit (派单).

use hemu_domain::request::{Action, Dispatch, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Dispatch a request to its lead unit (派单).
pub async fn dispatch_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &Dispatch,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Dispatch, input, Request::dispatch).await
}
