//! Open a closed request again because the requester calls (重新办理).

use hemu_domain::request::{Action, Reopen, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Open a closed request again because the requester calls (重新办理).
pub async fn reopen_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &Reopen,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Reopen, input, Request::reopen).await
}
