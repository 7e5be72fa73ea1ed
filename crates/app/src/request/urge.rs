//! Pass on that the requester asks again (催办).

use hemu_domain::request::{Action, Request, Urge};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Pass on that the requester asks again (催办).
pub async fn urge_request(ctx: &Ctx, call: &Call, target: Target, input: &Urge) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Urge, input, Request::urge).await
}
