//! The outside world behind `app::ports`: mail, files, the system's clock and randomness.

mod files;
mod mail;
mod simulated;
mod system;

pub use files::{Bucket, StoredFiles};
pub use mail::SmtpMailer;
pub use simulated::{Seeded, VirtualClock};
pub use system::{SystemClock, SystemRandom};
