//! Add a work note (工作记录).

use hemu_domain::request::{Action, AddNote, Request};

use super::step::{Target, take_step};
use crate::{AppError, Call, Ctx};

/// Add a work note (工作记录).
pub async fn add_note(ctx: &Ctx, call: &Call, target: Target, input: &AddNote) -> Result<Request, AppError> {
    take_step(ctx, call, target, Action::AddNote, input, Request::add_note).await
}
