//! Give a request to another unit (改派).

use hemu_domain::request::{Action, Redispatch, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Give a request to another unit (改派).
pub async fn redispatch_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &Redispatch,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Redispatch, input, Request::redispatch).await
}
