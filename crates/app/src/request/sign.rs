//! Sign for a request (签收).

use hemu_domain::request::{Action, Request, Sign};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Sign for a request (签收).
pub async fn sign_request(ctx: &Ctx, call: &Call, target: Target, input: &Sign) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Sign, input, Request::sign).await
}
