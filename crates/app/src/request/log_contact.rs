//! Log a contact with the requester (联系诉求人).

use hemu_domain::request::{Action, LogContact, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Log a contact with the requester (联系诉求人).
pub async fn log_contact(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    input: &LogContact,
) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::LogContact, input, Request::log_contact).await
}
