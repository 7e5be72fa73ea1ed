//! Append a chunk to an upload, at the place where it stands. The last one makes it a file.

use hemu_domain::{
    file::CHUNK_BYTES_MAX,
    kernel::{RecordId, Refusal},
};
use hemu_store::file::UploadRow;

use super::{
    Caller, UploadState, caller::Sender, finish::finish, part_owner, parts_folder, upload_state::own_upload,
};
use crate::{AppError, Ctx};

/// Smaller chunks only at the end: each is a row and an object.
const CHUNK_BYTES_MIN: u64 = 16 * 1024;

/// What became of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// It was taken; so far the upload has come.
    Taken(UploadState),
    /// The upload stands at another place.
    Elsewhere(UploadState),
}

/// Append a chunk. An empty one at the end tries once more to make a file of an upload that is whole.
///
/// # Errors
/// `NotFound`, and refusals of the chunk or, at the end, of the file.
pub async fn append_to_upload(
    ctx: &Ctx,
    caller: Caller<'_>,
    id: RecordId,
    offset: u64,
    chunk: &[u8],
) -> Result<Appended, AppError> {
    let sender = caller.may_attach(ctx).await?;
    let mut upload = own_upload(ctx, &sender, id).await?;
    if upload.received != offset {
        return Ok(Appended::Elsewhere(UploadState::of(&upload)));
    }
    let bytes = chunk.len() as u64;
    if 0 < bytes {
        check_size(&upload, bytes)?;
        if !take(ctx, &sender, &upload, chunk).await? {
            let now = own_upload(ctx, &sender, id).await?;
            return Ok(Appended::Elsewhere(UploadState::of(&now)));
        }
        upload.received += bytes;
        upload.parts += 1;
    }
    if upload.received == upload.length {
        finish(ctx, sender, &upload).await?;
    }
    Ok(Appended::Taken(UploadState::of(&upload)))
}

fn check_size(upload: &UploadRow, bytes: u64) -> Result<(), Refusal> {
    let rest = upload.length.saturating_sub(upload.received);
    if rest < bytes {
        return Err(Refusal::new(
            "chunk_beyond_length",
            format!("发送的内容超出声明的长度，只剩 {rest} 字节"),
            format!("this goes beyond the length that was announced: {rest} bytes are left"),
        ));
    }
    if (CHUNK_BYTES_MAX as u64) < bytes {
        return Err(Refusal::new("chunk_too_large", "每段不得超过 1 MiB", "a chunk has at most 1 MiB"));
    }
    if bytes < CHUNK_BYTES_MIN && bytes < rest {
        return Err(Refusal::new(
            "chunk_too_small",
            "除最后一段外，每段不得少于 16 KiB",
            "a chunk has at least 16 KiB, but for the last",
        ));
    }
    Ok(())
}

/// Seal and keep a chunk, then say so in the database. `false` when another was faster.
async fn take(ctx: &Ctx, sender: &Sender, upload: &UploadRow, chunk: &[u8]) -> Result<bool, AppError> {
    let key = ctx.store.keys().get(sender.request.case.key).await?;
    let owner = part_owner(upload, upload.parts as usize);
    let sealed = key.seal(&owner, chunk, ctx.random.as_ref())?;
    // A name of its own, so that of two chunks sent at once neither overwrites the other. What is lost lies in the
    // folder of the upload and goes with it.
    let object = format!("{}/{:032x}", parts_folder(&upload.object), ctx.random.next());
    ctx.files.put(&object, sealed).await?;
    let mut tx = ctx.store.begin_write().await?;
    let taken = tx.add_part(upload, &object, chunk.len() as u64).await?;
    if taken {
        tx.commit().await?;
    } else {
        drop(tx);
        ctx.files.delete(&object).await?;
    }
    Ok(taken)
}
