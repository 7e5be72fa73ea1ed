//! A mailer that remembers what it was given, and can be told to fail.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use hemu_app::ports::{Mail, MailError, Mailer};

/// Remembers mail.
#[derive(Debug, Default)]
pub struct RememberingMailer {
    sent: Mutex<Vec<Mail>>,
    failing: Mutex<Option<MailError>>,
}

impl RememberingMailer {
    /// What was sent.
    pub fn sent(&self) -> Vec<Mail> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on, fail like this, or send again.
    pub fn fail(&self, error: Option<MailError>) {
        *self.failing.lock().unwrap_or_else(PoisonError::into_inner) = error;
    }
}

#[async_trait]
impl Mailer for RememberingMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        if let Some(error) = self.failing.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return Err(error);
        }
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(mail.clone());
        Ok(())
    }
}
