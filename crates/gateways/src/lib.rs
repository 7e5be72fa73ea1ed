//! The outside world behind `app::ports`: mail, the system's clock and randomness.

mod mail;
mod simulated;
mod system;

pub use mail::SmtpMailer;
pub use simulated::{Seeded, VirtualClock};
pub use system::{SystemClock, SystemRandom};
