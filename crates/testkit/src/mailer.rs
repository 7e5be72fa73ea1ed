//! A mailer that remembers what it was given, and can be told to fail.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use hemu_app::ports::{Mail, MailError, Mailer};

/// Remembers mail.
#[derive(Debug, Default)]
pub struct RememberingMailer {
    sent: Mutex<Vec<Mail>>,
    failing: Mutex<Option<MailError>>,
    failing_for: Mutex<HashMap<String, MailError>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl RememberingMailer {
    /// What was sent.
    pub fn sent(&self) -> Vec<Mail> {
        locked(&self.sent).clone()
    }

    /// From now on, fail like this, or send again.
    pub fn fail(&self, error: Option<MailError>) {
        *locked(&self.failing) = error;
    }

    /// From now on, fail like this for one mailbox, or send again.
    pub fn fail_for(&self, to: &str, error: Option<MailError>) {
        match error {
            Some(error) => locked(&self.failing_for).insert(to.to_owned(), error),
            None => locked(&self.failing_for).remove(to),
        };
    }
}

#[async_trait]
impl Mailer for RememberingMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        if let Some(error) = locked(&self.failing).clone() {
            return Err(error);
        }
        if let Some(error) = locked(&self.failing_for).get(&mail.to).cloned() {
            return Err(error);
        }
        locked(&self.sent).push(mail.clone());
        Ok(())
    }
}
