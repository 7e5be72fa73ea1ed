//! Transfer a request to another procedure (转办).

use hemu_domain::request::{Action, Request, Transfer};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Transfer a request to another procedure (转办).
pub async fn transfer_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &Transfer,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Transfer, input, Request::transfer).await
}
