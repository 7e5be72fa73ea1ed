//! The outside world behind `app::ports`: mail, short messages, files, the system's clock and randomness.

mod dial;
mod files;
mod mail;
mod outbox;
mod simulated;
mod sms;
mod system;

pub use dial::SimulatedDialer;
pub use files::{Bucket, StoredFiles};
pub use mail::SmtpMailer;
pub use outbox::SimulatedPost;
pub use simulated::{Seeded, VirtualClock};
pub use sms::{SmsGateway, SmsSettings};
pub use system::{SystemClock, SystemRandom};
