//! The outside world, as use cases see it.

use std::sync::Arc;

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

/// A short message to somebody's mobile telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsMessage {
    /// Our identifier, given to the gateway so that it drops a repeat.
    pub id: String,
    pub to: String,
    /// Without the signature, which the gateway puts before it.
    pub text: String,
}

/// Why a short message was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Trying again may help.
    #[error("{0}")]
    Later(String),
    /// It will never be taken.
    #[error("{0}")]
    Never(String),
}

/// Sends short messages.
#[async_trait]
pub trait Sms: Send + Sync {
    /// Send, or say why not. What it says never names the number.
    async fn send(&self, message: &SmsMessage) -> Result<(), SendError>;
}

/// What a simulated gateway was given to send: for demo cities, which send nothing.
pub trait Outbox: Send + Sync {
    /// The words that went out under this identifier.
    fn words(&self, id: &str) -> Option<String>;
}

/// Why bytes could not be kept or found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("file store: {0}")]
pub struct FilesError(pub String);

/// Keeps the bytes of files under names that Hemu makes at random. What it is given is sealed.
#[async_trait]
pub trait Files: Send + Sync {
    /// Keep, durably, in place of what was there.
    async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), FilesError>;
    /// What lies under this name.
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, FilesError>;
    /// Forget; what is not there is forgotten already.
    async fn delete(&self, name: &str) -> Result<(), FilesError>;
    /// Forget all whose names begin with this folder.
    async fn delete_under(&self, folder: &str) -> Result<(), FilesError>;
}

/// A store for programs that handle no files: says so.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

#[async_trait]
impl Files for NoFiles {
    async fn put(&self, _: &str, _: Vec<u8>) -> Result<(), FilesError> {
        Err(FilesError("none is configured".into()))
    }
    async fn get(&self, _: &str) -> Result<Option<Vec<u8>>, FilesError> {
        Err(FilesError("none is configured".into()))
    }
    async fn delete(&self, _: &str) -> Result<(), FilesError> {
        Ok(())
    }
    async fn delete_under(&self, _: &str) -> Result<(), FilesError> {
        Ok(())
    }
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

/// Sends codes by the gateway for short messages.
pub struct CodesBySms {
    pub sms: Arc<dyn Sms>,
    pub random: Arc<dyn Random>,
}

#[async_trait]
impl CodeSender for CodesBySms {
    fn is_configured(&self) -> bool {
        true
    }

    async fn send_code(&self, phone: &str, code: &str) -> Result<(), CodeError> {
        let message = SmsMessage {
            id: format!("code-{:032x}", self.random.next()),
            to: phone.to_owned(),
            text: format!("登录验证码 {code}，5 分钟内有效，请勿告诉他人。"),
        };
        self.sms.send(&message).await.map_err(|_| CodeError::Failed)
    }
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
