//! Make a file of an upload that is whole: open its parts, look, strip, seal, keep, and attach in one transaction.
//!
//! May be done again at any point: the bytes lie under the same name, and the file has the upload's identifier, so
//! that it is attached once.

use hemu_domain::{file::MediaType, kernel::Instant, request::Attach};
use hemu_media::{Prepared, prepare};
use hemu_store::{
    Meta, StoreError,
    file::{FileRow, UploadRow},
    vault::DataKey,
};
use sha2::{Digest, Sha256};

use super::{caller::Sender, file_object, part_owner, parts_folder, preview_object};
use crate::{AppError, Ctx};

/// Somebody may take a step at the same moment; then the attaching is decided anew.
const TRIES: usize = 5;
/// The holder is told of the first file of an hour.
const TOLD_FOR_MS: i64 = Instant::HOUR_MS;

/// Make it a file.
///
/// # Errors
/// `Refused` when it is of no kind that is taken: then the upload is forgotten.
pub(super) async fn finish(ctx: &Ctx, sender: Sender, upload: &UploadRow) -> Result<(), AppError> {
    if upload.finished {
        return Ok(());
    }
    let found = match look(ctx, &sender, upload).await {
        Err(AppError::Refused(refusal)) => {
            forget(ctx, upload).await?;
            return Err(refusal.into());
        }
        found => found?,
    };
    match attach(ctx, sender, upload, &found).await {
        Err(AppError::Refused(refusal)) => {
            forget(ctx, upload).await?;
            return Err(refusal.into());
        }
        // Somebody sent the last chunk twice, and the other was faster.
        Ok(()) | Err(AppError::Store(StoreError::Repeated)) => {}
        Err(error) => return Err(error),
    }
    // The row stays until its time is over: whoever lost the answer can ask. A part that is left over goes with it.
    if let Err(error) = ctx.files.delete_under(&parts_folder(&upload.object)).await {
        tracing::warn!(upload.id = %upload.id, %error, "parts of a finished upload are left to the sweep");
    }
    Ok(())
}

/// Forget an upload that came to nothing.
pub(super) async fn forget(ctx: &Ctx, upload: &UploadRow) -> Result<(), AppError> {
    ctx.files.delete_under(&parts_folder(&upload.object)).await?;
    // Asked anew: it may have become a file since it was read.
    if ctx.store.file(upload.case, upload.id).await?.is_none() {
        ctx.files.delete(&file_object(&upload.object)).await?;
        ctx.files.delete(&preview_object(&upload.object)).await?;
    }
    Ok(ctx.store.remove_upload(upload.id).await?)
}

/// What was found out about the file, before any transaction.
struct Found {
    name: String,
    hash: String,
    media_type: MediaType,
    bytes: u64,
    has_preview: bool,
}

async fn look(ctx: &Ctx, sender: &Sender, upload: &UploadRow) -> Result<Found, AppError> {
    // The semaphore is never closed.
    let _turn = ctx.finishing.acquire().await.map_err(|e| AppError::Outside(e.to_string()))?;
    let key = ctx.store.keys().get(sender.request.case.key).await?;
    let name = String::from_utf8(key.open(&format!("upload:{}", upload.id), &upload.sealed)?)
        .map_err(|_| StoreError::Sealed)?;
    let whole = whole(ctx, &key, upload).await?;
    let named = name.clone();
    let prepared = computing(move || prepare(&named, whole)).await??;
    let (hash, kept) = computing(move || (hash_of(&prepared), prepared)).await?;
    let (media_type, bytes) = (kept.media_type, kept.bytes.len() as u64);
    let sealed = key.seal(&format!("file:{}", upload.id), &kept.bytes, ctx.random.as_ref())?;
    ctx.files.put(&file_object(&upload.object), sealed).await?;
    if let Some(preview) = &kept.preview {
        let sealed = key.seal(&format!("preview:{}", upload.id), preview, ctx.random.as_ref())?;
        ctx.files.put(&preview_object(&upload.object), sealed).await?;
    }
    Ok(Found { name, hash, media_type, bytes, has_preview: kept.preview.is_some() })
}

fn hash_of(kept: &Prepared) -> String {
    Sha256::digest(&kept.bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn computing<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|e| AppError::Outside(format!("a file: {e}")))
}

/// The bytes as they were sent.
async fn whole(ctx: &Ctx, key: &DataKey, upload: &UploadRow) -> Result<Vec<u8>, AppError> {
    let lost = || AppError::Outside(format!("upload {} has lost a part", upload.id));
    let mut whole = Vec::with_capacity(usize::try_from(upload.length).unwrap_or_default());
    for (number, object) in ctx.store.parts_of(upload.id).await?.iter().enumerate() {
        let sealed = ctx.files.get(object).await?.ok_or_else(lost)?;
        whole.extend(key.open(&part_owner(upload, number), &sealed)?);
    }
    if whole.len() as u64 == upload.length { Ok(whole) } else { Err(lost()) }
}

async fn attach(ctx: &Ctx, sender: Sender, upload: &UploadRow, found: &Found) -> Result<(), AppError> {
    for _ in 1..TRIES {
        match try_attach(ctx, &sender, upload, found).await {
            Err(AppError::Stale) => {}
            done => return done,
        }
    }
    try_attach(ctx, &sender, upload, found).await
}

async fn try_attach(ctx: &Ctx, sender: &Sender, upload: &UploadRow, found: &Found) -> Result<(), AppError> {
    let rules = ctx.rules(None).await?;
    let at = ctx.clock.now();
    let mut tx = ctx.store.begin_write().await?;
    let request = tx.request(upload.case).await?.ok_or(AppError::NotFound)?;
    let counted = tx.file_count(upload.case).await?;
    let input = Attach {
        file: upload.id,
        name: found.name.clone(),
        hash: found.hash.clone(),
        media_type: found.media_type,
        bytes: found.bytes,
        by: upload.by,
        audience: upload.audience,
        count: counted.count,
        told_lately: counted.last_by_resident.is_some_and(|last| at < last.plus_ms(TOLD_FOR_MS)),
    };
    let decision = request.clone().attach(&input)?;
    let meta = Meta {
        permit: sender.permit,
        at,
        command_key: "",
        command_digest: "",
        calendar_version: rules.calendar.version,
        random: ctx.random.as_ref(),
    };
    let row = FileRow {
        id: upload.id,
        case: upload.case,
        media_type: found.media_type,
        bytes: found.bytes,
        object: upload.object.clone(),
        has_preview: found.has_preview,
        by: upload.by,
        audience: upload.audience,
        at,
    };
    // First the row that can exist once only: a repeat ends here and leaves nothing.
    tx.add_file(&row).await?;
    tx.apply(meta, Some(&request), decision, &[]).await?;
    Ok(tx.commit().await?)
}
