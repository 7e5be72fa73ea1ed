//! A dialer that remembers whom it rang.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use hemu_app::ports::{Dial, DialError, Dialer};

/// Remembers calls.
#[derive(Debug, Default)]
pub struct RememberingDialer {
    rung: Mutex<Vec<Dial>>,
}

impl RememberingDialer {
    /// The calls that were put through.
    pub fn rung(&self) -> Vec<Dial> {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Dialer for RememberingDialer {
    fn is_configured(&self) -> bool {
        true
    }
    async fn dial(&self, call: &Dial) -> Result<(), DialError> {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner).push(call.clone());
        Ok(())
    }
}
