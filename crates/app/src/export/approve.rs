//! Approve somebody else's export (批准导出).

use hemu_domain::kernel::{ExportId, Refusal};
use hemu_store::{Meta, StoreError, export::Export};

use super::as_exporter;
use crate::{AppError, Call, Ctx};

/// Approve. The maker is not the checker, nor does either stand for the other.
///
/// # Errors
/// `not_your_role`; those of `Call::require_second_factor`; `own_export`; `not_waiting` when it was approved already or needs nobody.
pub async fn approve_export(ctx: &Ctx, call: &Call, id: ExportId) -> Result<Export, AppError> {
    let permit = as_exporter(ctx, call)?;
    let export = ctx.store.export(id).await?.ok_or(AppError::NotFound)?;
    let persons = [Some(export.account), export.on_behalf_of];
    if permit.persons().any(|person| persons.contains(&Some(person))) {
        return Err(Refusal::new(
            "own_export",
            "不能批准自己申请的导出",
            "you cannot approve your own export",
        )
        .into());
    }
    let done = ctx.store.command_done(&call.command_key()).await?;
    if export.state == "waiting" && done.is_none() {
        let key = call.command_key();
        let meta =
            Meta { command_key: &key, command_digest: &call.digest, ..ctx.meta(permit, ctx.clock.now()) };
        let mut tx = ctx.store.begin_write().await?;
        match tx.approve_export(meta, &export).await {
            Ok(()) => tx.commit().await?,
            Err(StoreError::Repeated) => {}
            Err(error) => return Err(error.into()),
        }
    } else if done.is_none_or(|done| done.digest != call.digest) || call.key.is_empty() {
        return Err(Refusal::new(
            "not_waiting",
            "该导出不在待批准状态",
            "this export does not wait for approval",
        )
        .into());
    }
    ctx.store.export(id).await?.ok_or(AppError::NotFound)
}
