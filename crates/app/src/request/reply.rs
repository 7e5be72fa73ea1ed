//! Reply to a request (答复).

use hemu_domain::request::{Action, Reply, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Reply to a request (答复).
pub async fn reply_to_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &Reply,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Reply, input, Request::reply).await
}
