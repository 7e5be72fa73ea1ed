//! The outside world behind `app::ports`: mail, the system's clock and randomness.

mod mail;
mod system;

pub use mail::SmtpMailer;
pub use system::{SystemClock, SystemRandom};
