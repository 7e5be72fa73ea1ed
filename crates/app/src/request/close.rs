//! Close a request after its call-back (办结).

use hemu_domain::request::{Action, CloseRequest, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Close a request after its call-back (办结).
pub async fn close_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &CloseRequest,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Close, input, Request::close).await
}
