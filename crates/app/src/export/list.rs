//! One's own exports, and those of others that wait.

use hemu_store::export::Export;

use super::EXPORTERS;
use crate::{AppError, Call, Ctx};

/// Own and waiting ones.
#[derive(Debug, Clone)]
pub struct Exports {
    pub own: Vec<Export>,
    pub waiting: Vec<Export>,
}

const SHOWN_MAX: u32 = 50;

/// List exports.
pub async fn list_exports(ctx: &Ctx, call: &Call) -> Result<Exports, AppError> {
    call.actor.in_role(EXPORTERS)?;
    Ok(Exports {
        own: ctx.store.exports_of(call.actor.account, SHOWN_MAX).await?,
        waiting: ctx.store.exports_waiting(call.actor.account, SHOWN_MAX).await?,
    })
}
