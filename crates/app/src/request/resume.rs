//! Go on with a request that was paused or parked (恢复办理).

use hemu_domain::request::{Action, Request, Resume};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Go on with a request that was paused or parked (恢复办理).
pub async fn resume_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &Resume,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Resume, input, Request::resume).await
}
