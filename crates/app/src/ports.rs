//! The outside world, as use cases see it.

use async_trait::async_trait;
use hemu_domain::kernel::Instant;

pub use hemu_store::vault::Random;

/// The time. Asked once per command.
pub trait Clock: Send + Sync {
    /// Now, never earlier than the answer before.
    fn now(&self) -> Instant;
}

/// A message to somebody's mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Our identifier, given to the server as the message id, so that a repeat can be recognised.
    pub id: String,
    pub to: String,
    pub subject: String,
    pub body: String,
}

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Trying again may help.
    #[error("{0}")]
    Later(String),
    /// It will never be taken.
    #[error("{0}")]
    Never(String),
}

/// Sends mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Send, or say why not.
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;
}

/// Why a code was not sent. Says no more, as what a provider answers may hold the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// This installation sends none.
    #[error("no way to send codes is configured")]
    NotConfigured,
    /// The provider did not take it.
    #[error("the code was not taken")]
    Failed,
}

/// Sends the code of a sign-in to a telephone.
#[async_trait]
pub trait CodeSender: Send + Sync {
    /// Whether it can send at all.
    fn is_configured(&self) -> bool;

    /// Send, or say why not. Neither number nor code may be logged.
    async fn send_code(&self, phone: &str, code: &str) -> Result<(), CodeError>;
}

/// For installations without one: says so.
#[derive(Debug, Clone, Copy)]
pub struct NoCodeSender;

#[async_trait]
impl CodeSender for NoCodeSender {
    fn is_configured(&self) -> bool {
        false
    }

    async fn send_code(&self, _phone: &str, _code: &str) -> Result<(), CodeError> {
        Err(CodeError::NotConfigured)
    }
}

/// A mailer for installations without a mail server: says so, and nothing is lost.
#[derive(Debug, Clone, Copy)]
pub struct NoMailer;

#[async_trait]
impl Mailer for NoMailer {
    async fn send(&self, _mail: &Mail) -> Result<(), MailError> {
        Err(MailError::Never("no mail server is configured".into()))
    }
}
