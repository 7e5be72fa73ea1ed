//! The outside world behind `app::ports`: mail, the system's clock and randomness.

mod dial;
mod mail;
mod simulated;
mod system;

pub use dial::SimulatedDialer;
pub use mail::SmtpMailer;
pub use simulated::{Seeded, VirtualClock};
pub use system::{SystemClock, SystemRandom};
