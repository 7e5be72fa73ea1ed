//! Add what the requester says when they call again (补充诉求).

use hemu_domain::request::{Action, Request, Supplement};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Add what the requester says when they call again (补充诉求).
pub async fn supplement_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &Supplement,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Supplement, input, Request::supplement).await
}
