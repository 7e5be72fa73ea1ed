//! The system's clock and randomness: the only places where either is asked.

use std::sync::atomic::{AtomicI64, Ordering};

use hemu_app::ports::{Clock, Random};
use hemu_domain::kernel::Instant;

/// The system's clock, which never goes back within one process.
#[derive(Debug, Default)]
pub struct SystemClock {
    last_ms: AtomicI64,
}

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else asks")]
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let ms = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        Instant::from_ms(self.last_ms.fetch_max(ms, Ordering::Relaxed).max(ms))
    }
}

/// The system's randomness.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        // A system without randomness cannot keep secrets; going on would be worse than stopping.
        #[expect(clippy::expect_used, reason = "no secret may be made without randomness")]
        rand::TryRng::try_fill_bytes(&mut rand::rngs::SysRng, bytes).expect("the system gives randomness");
    }
}
