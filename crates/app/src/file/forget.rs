//! Forget the files of a case for good: their bytes and rows. For erasing a person; the key of the case goes with it.

use hemu_domain::kernel::CaseId;

use super::{file_object, finish::forget, preview_object};
use crate::{AppError, Ctx};

/// Forget all files and uploads of a case. First the bytes, then the rows: broken off, it can be done again.
///
/// Whoever calls this has destroyed the key of the case before, so that nothing new can be sealed meanwhile. The
/// ledger goes on to say that files were attached, of which kind and how large.
pub async fn forget_files(ctx: &Ctx, case: CaseId) -> Result<(), AppError> {
    for file in ctx.store.files_of(case).await? {
        ctx.files.delete(&file_object(&file.object)).await?;
        ctx.files.delete(&preview_object(&file.object)).await?;
    }
    for upload in ctx.store.uploads_of(case).await? {
        forget(ctx, &upload).await?;
    }
    Ok(ctx.store.remove_files(case).await?)
}
