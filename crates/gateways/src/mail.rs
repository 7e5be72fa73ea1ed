//! Mail over SMTP.

use std::time::Duration;

use async_trait::async_trait;
use hemu_app::ports::{Mail, MailError, Mailer};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::authentication::Credentials,
};

/// Sends mail through one server.
#[derive(Debug, Clone)]
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

const TIME_OUT: Duration = Duration::from_secs(20);

impl SmtpMailer {
    /// Connect lazily to `url`, such as `smtp://127.0.0.1:25` or `smtps://mail.example.cn`.
    ///
    /// # Errors
    /// When the address of the server or of the sender cannot be read.
    pub fn new(url: &str, from: &str, login: Option<(String, String)>) -> Result<Self, String> {
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|e| format!("mail.server: {e}"))?
            .timeout(Some(TIME_OUT));
        if let Some((user, password)) = login {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self { transport: builder.build(), from: from.parse().map_err(|e| format!("mail.from: {e}"))? })
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let to: Mailbox = mail.to.parse().map_err(|_| MailError::Never("the address is malformed".into()))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&mail.subject)
            .message_id(Some(format!("<{}@hemu>", mail.id)))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())
            .map_err(|e| MailError::Never(e.to_string()))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            // The server's words may quote the address, which has no place in logs: only the code is kept.
            Err(error) if error.is_permanent() => {
                Err(MailError::Never(format!("refused by the mail server ({})", code(&error))))
            }
            Err(error) => {
                Err(MailError::Later(format!("the mail server did not take it ({})", code(&error))))
            }
        }
    }
}

fn code(error: &lettre::transport::smtp::Error) -> String {
    error.status().map_or_else(
        || if error.is_timeout() { "time-out".into() } else { "no connection".into() },
        |code| code.to_string(),
    )
}
