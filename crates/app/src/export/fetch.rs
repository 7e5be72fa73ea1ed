//! Fetch the file of one's own export (下载). Each time is a look and an entry.

use hemu_domain::{
    access::{Purpose, What},
    kernel::{ExportId, LookId},
};
use hemu_store::look::NewLook;

use super::as_exporter;
use crate::{AppError, Call, Ctx, access::day};

/// The file and its name.
#[derive(Debug, Clone)]
pub struct FetchedExport {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Fetch the file: for whoever asked, until it expires.
///
/// # Errors
/// `not_your_role`; those of `Call::require_second_factor`; `NotFound` for everybody else, before it is written and after it is gone.
pub async fn fetch_export(ctx: &Ctx, call: &Call, id: ExportId) -> Result<FetchedExport, AppError> {
    let permit = as_exporter(ctx, call)?;
    let export = ctx.store.export(id).await?.ok_or(AppError::NotFound)?;
    let at = ctx.clock.now();
    if export.account != call.actor.account || export.expires_at.is_none_or(|end| end <= at) {
        return Err(AppError::NotFound);
    }
    let bytes = ctx.store.export_file(id).await?.ok_or(AppError::NotFound)?;
    let mut tx = ctx.store.begin_write().await?;
    tx.export_fetched(ctx.meta(permit, at), &export).await?;
    tx.add_look(&NewLook {
        id: LookId::new(at, ctx.random.next()),
        permit,
        case: None,
        what: What::Export,
        purpose: Purpose::Export,
        at,
        day: day(ctx, at),
    })
    .await?;
    tx.commit().await?;
    Ok(FetchedExport { name: format!("hemu-{id}.zip"), bytes })
}
