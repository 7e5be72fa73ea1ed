//! A clock that is moved, and randomness from a seed. Only demo, simulation and test databases see them.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use hemu_app::ports::{Clock, Random};
use hemu_domain::kernel::Instant;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

/// A clock that stands where it was put.
#[derive(Debug)]
pub struct VirtualClock(AtomicI64);

impl VirtualClock {
    pub fn starting(at: Instant) -> Self {
        Self(AtomicI64::new(at.ms()))
    }

    /// Move on; never back.
    pub fn move_to(&self, at: Instant) {
        self.0.fetch_max(at.ms(), Ordering::Relaxed);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        Instant::from_ms(self.0.load(Ordering::Relaxed))
    }
}

/// Randomness that a seed decides.
#[derive(Debug)]
pub struct Seeded(Mutex<ChaCha20Rng>);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }

    /// A generator of its own, for the behaviour of people.
    pub fn split(&self) -> ChaCha20Rng {
        let mut seed = [0; 32];
        self.fill(&mut seed);
        ChaCha20Rng::from_seed(seed)
    }
}

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}
