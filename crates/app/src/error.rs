//! How a use case can fail.

use hemu_domain::kernel::Refusal;
use hemu_store::StoreError;

/// Why a use case did nothing.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or the caller may not know of it.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, or no longer.
    #[error("sign in first")]
    SignInNeeded,
    /// It has changed since the caller saw it.
    #[error("it has changed since it was read")]
    Stale,
    /// The idempotency key was used for another command.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Storage failed; the user is told no more.
    #[error("storage failed")]
    Store(#[source] StoreError),
    /// A part outside failed.
    #[error("{0}")]
    Outside(String),
}

impl From<crate::ports::FilesError> for AppError {
    fn from(error: crate::ports::FilesError) -> Self {
        Self::Outside(error.to_string())
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Stale,
            StoreError::Taken(what) => Self::Refused(
                Refusal::new("taken", "该值已被使用，请换一个", "this value is in use; choose another")
                    .on(what),
            ),
            other => Self::Store(other),
        }
    }
}
