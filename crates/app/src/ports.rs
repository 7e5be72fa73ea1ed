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

/// A call to be put through: the platform rings the officer, then the requester, and shows neither the other's number.
#[derive(Clone, PartialEq, Eq)]
pub struct Dial {
    /// Our identifier, given to the exchange so that a repeat can be recognised.
    pub id: String,
    /// The officer's extension.
    pub extension: String,
    /// The requester's number.
    pub number: String,
}

impl std::fmt::Debug for Dial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dial({})", self.id)
    }
}

/// Why a call was not put through.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DialError {
    /// This installation has no exchange.
    #[error("no telephone exchange is configured")]
    NotConfigured,
    /// The exchange said no.
    #[error("{0}")]
    Failed(String),
}

/// Puts calls through.
#[async_trait]
pub trait Dialer: Send + Sync {
    /// Whether calls can be put through at all.
    fn is_configured(&self) -> bool;
    /// Ring both, or say why not.
    async fn dial(&self, call: &Dial) -> Result<(), DialError>;
}

/// A dialer for installations without an exchange.
#[derive(Debug, Clone, Copy)]
pub struct NoDialer;

#[async_trait]
impl Dialer for NoDialer {
    fn is_configured(&self) -> bool {
        false
    }
    async fn dial(&self, _call: &Dial) -> Result<(), DialError> {
        Err(DialError::NotConfigured)
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
