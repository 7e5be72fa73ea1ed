//! A telephone exchange that rings nobody: demo and simulation.

use async_trait::async_trait;
use hemu_app::ports::{Dial, DialError, Dialer};

/// Says that every call was put through, and rings nobody.
#[derive(Debug, Clone, Copy)]
pub struct SimulatedDialer;

#[async_trait]
impl Dialer for SimulatedDialer {
    fn is_configured(&self) -> bool {
        true
    }
    async fn dial(&self, call: &Dial) -> Result<(), DialError> {
        tracing::info!(call.id, "a call was simulated");
        Ok(())
    }
}
