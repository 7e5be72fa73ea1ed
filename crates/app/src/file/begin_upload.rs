//! Begin an upload: how long it will be, what it is called, and who may see it.

use hemu_domain::{
    file::{AttachedBy, Audience, UPLOAD_HOURS, clean_name},
    kernel::{Instant, RecordId},
};
use hemu_store::{StoreError, file::UploadRow};

use super::{Caller, UploadState, caller::Sender};
use crate::{AppError, Ctx};

/// What is to come.
#[derive(Debug, Clone)]
pub struct NewUpload {
    pub name: String,
    pub length: u64,
    /// What a resident brings, the staff of the case and the resident see, whatever stands here.
    pub audience: Audience,
}

/// Begin an upload. The same command gives the same upload.
///
/// # Errors
/// `NotFound` when the caller does not see the case; `Refused` by role or by the limits.
pub async fn begin_upload(
    ctx: &Ctx,
    caller: Caller<'_>,
    key: &str,
    new: &NewUpload,
) -> Result<UploadState, AppError> {
    let sender = caller.may_attach(ctx).await?;
    // The case stands in the key, for all residents share one account.
    let command_key = format!("{}:{}:{key}", sender.account(), sender.request.case.id);
    if let Some(begun) = ctx.store.upload_begun(&command_key).await? {
        return again(&begun, new);
    }
    let upload = prepare(ctx, &sender, new, command_key).await?;
    let mut tx = ctx.store.begin_write().await?;
    let counted = tx.file_count(upload.case).await?;
    counted.count.may_begin(sender.by, new.length, ctx.settings.file_bytes_max)?;
    match tx.add_upload(&upload).await {
        Err(StoreError::Repeated) => {
            drop(tx);
            let begun = ctx.store.upload_begun(&upload.command_key).await?.ok_or(AppError::NotFound)?;
            again(&begun, new)
        }
        added => {
            added?;
            tx.commit().await?;
            Ok(UploadState::of(&upload))
        }
    }
}

fn again(begun: &UploadRow, new: &NewUpload) -> Result<UploadState, AppError> {
    if begun.length == new.length { Ok(UploadState::of(begun)) } else { Err(AppError::KeyReused) }
}

async fn prepare(
    ctx: &Ctx,
    sender: &Sender,
    new: &NewUpload,
    command_key: String,
) -> Result<UploadRow, AppError> {
    let case = &sender.request.case;
    let now = ctx.clock.now();
    let id = RecordId::new(now, ctx.random.next());
    let name = clean_name(&new.name)?;
    let key = ctx.store.keys().get(case.key).await?;
    Ok(UploadRow {
        id,
        case: case.id,
        account: sender.account(),
        by: sender.by,
        audience: if sender.by == AttachedBy::Resident { Audience::ResidentAndStaff } else { new.audience },
        sealed: key.seal(&format!("upload:{id}"), name.as_bytes(), ctx.random.as_ref())?,
        length: new.length,
        received: 0,
        parts: 0,
        // Says neither which case it belongs to nor when it came, and cannot be guessed.
        object: format!("{:032x}", ctx.random.next()),
        command_key,
        expires_at: now.plus_ms(UPLOAD_HOURS * Instant::HOUR_MS),
        finished: false,
    })
}
