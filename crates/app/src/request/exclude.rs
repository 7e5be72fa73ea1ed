//! Exclude a request, with a signpost (不予受理).

use hemu_domain::request::{Action, Exclude, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Exclude a request, with a signpost (不予受理).
pub async fn exclude_request(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &Exclude,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::Exclude, input, Request::exclude).await
}
