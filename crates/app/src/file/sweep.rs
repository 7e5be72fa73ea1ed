//! Forget uploads whose time is over: unfinished ones with all they brought, finished ones but for the file.

use hemu_domain::kernel::Instant;

use super::finish::forget;
use crate::{AppError, Ctx};

/// How many one sweep looks at.
const SWEEP_MAX: u32 = 200;

/// Forget up to 200 uploads. One that cannot be forgotten never blocks the others. Returns how many were.
pub async fn sweep_uploads(ctx: &Ctx) -> Result<usize, AppError> {
    let mut swept = 0;
    // An hour later than they end, so that none is swept away while it becomes a file.
    let ended = ctx.clock.now().plus_ms(-Instant::HOUR_MS);
    for upload in ctx.store.uploads_expired(ended, SWEEP_MAX).await? {
        match forget(ctx, &upload).await {
            Ok(()) => swept += 1,
            Err(error) => tracing::error!(upload.id = %upload.id, %error, "an upload could not be forgotten"),
        }
    }
    Ok(swept)
}
