//! How far an upload has come, so that it can be resumed.

use hemu_domain::kernel::{Instant, RecordId};
use hemu_store::file::UploadRow;

use super::{Caller, caller::Sender};
use crate::{AppError, Ctx};

/// Where an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadState {
    /// Also the identifier of the file that it becomes.
    pub id: RecordId,
    pub length: u64,
    pub received: u64,
    pub expires_at: Instant,
}

impl UploadState {
    pub(super) fn of(upload: &UploadRow) -> Self {
        Self {
            id: upload.id,
            length: upload.length,
            received: upload.received,
            expires_at: upload.expires_at,
        }
    }
}

/// How far an upload has come.
pub async fn upload_state(ctx: &Ctx, caller: Caller<'_>, id: RecordId) -> Result<UploadState, AppError> {
    let sender = caller.may_attach(ctx).await?;
    Ok(UploadState::of(&own_upload(ctx, &sender, id).await?))
}

/// The upload, for whoever began it and while its time lasts.
pub(super) async fn own_upload(ctx: &Ctx, sender: &Sender, id: RecordId) -> Result<UploadRow, AppError> {
    ctx.store
        .upload(sender.request.case.id, id)
        .await?
        .filter(|upload| upload.account == sender.account() && ctx.clock.now() < upload.expires_at)
        .ok_or(AppError::NotFound)
}
