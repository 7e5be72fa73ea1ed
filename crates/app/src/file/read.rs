//! Give out the bytes of a file, or of its preview.

use hemu_domain::{
    file::{MediaType, shown_name},
    kernel::{RecordId, TextKind},
    person::mask_text,
};
use hemu_store::StoreError;

use super::{Caller, file_object, for_resident, name_in, preview_object};
use crate::{AppError, Ctx};

/// The file, or the small picture of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Whole,
    Preview,
}

/// Bytes with the kind and name they are given out under.
#[derive(Clone, PartialEq, Eq)]
pub struct FileBytes {
    pub name: String,
    pub media_type: MediaType,
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for FileBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileBytes({:?}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// Give out a file. What was erased is not found; what was changed fails, and is logged.
pub async fn read_file(
    ctx: &Ctx,
    caller: Caller<'_>,
    id: RecordId,
    which: Which,
) -> Result<FileBytes, AppError> {
    let case = caller.may_read(ctx).await?.case;
    let file = ctx
        .store
        .file(case.id, id)
        .await?
        .filter(|file| !caller.is_resident() || for_resident(file))
        .filter(|file| which == Which::Whole || file.has_preview)
        .ok_or(AppError::NotFound)?;
    let key = match ctx.store.keys().get(case.key).await {
        // The key was destroyed, and the file with it.
        Err(StoreError::Sealed) => return Err(AppError::NotFound),
        key => key?,
    };
    let (object, owner, media_type) = match which {
        Which::Whole => (file_object(&file.object), format!("file:{id}"), file.media_type),
        Which::Preview => (preview_object(&file.object), format!("preview:{id}"), MediaType::Jpeg),
    };
    let lost = || AppError::Outside(format!("the bytes of file {id} are gone"));
    let sealed = ctx.files.get(&object).await?.ok_or_else(lost)?;
    let bytes = key.open(&owner, &sealed)?;
    let text = ctx.store.text_of(case.id, id).await?.unwrap_or_default();
    let name = shown_name(name_in(TextKind::File.code(), &text), media_type);
    let name = if caller.is_resident() { name } else { mask_text(&name) };
    Ok(FileBytes { name, media_type, bytes })
}
