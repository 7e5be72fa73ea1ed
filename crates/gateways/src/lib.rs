//! The outside world behind `app::ports`: mail, short messages, the system's clock and randomness.

mod mail;
mod outbox;
mod simulated;
mod sms;
mod system;

pub use mail::SmtpMailer;
pub use outbox::SimulatedPost;
pub use simulated::{Seeded, VirtualClock};
pub use sms::{SmsGateway, SmsSettings};
pub use system::{SystemClock, SystemRandom};
