//! Answer a request on the spot (当场答复).

use hemu_domain::request::{Action, Request, SettleOnSpot};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Answer a request on the spot (当场答复).
pub async fn settle_on_spot(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &SettleOnSpot,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::SettleOnSpot, input, Request::settle_on_spot).await
}
