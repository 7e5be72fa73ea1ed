//! What was done to an account, and by it, as the ledger says.

use hemu_domain::{access::Role, kernel::AccountId};
use hemu_store::ledger::TimelineEntry;

use crate::{AppError, Call, Ctx};

const SHOWN_MAX: u32 = 200;

/// The last entries of an account's stream, newest first: for audit administrators and auditors.
pub async fn account_record(ctx: &Ctx, call: &Call, id: AccountId) -> Result<Vec<TimelineEntry>, AppError> {
    call.actor.in_role(&[Role::AuditAdministrator, Role::Auditor])?;
    ctx.store.account(id).await?.ok_or(AppError::NotFound)?;
    Ok(ctx.store.account_timeline(id, SHOWN_MAX).await?)
}
