//! Mail against a real SMTP server that the test starts: taken, refused for now, refused for good, silent.
#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

#[cfg(feature = "s3")]
mod bucket;
mod files;
mod sms;

use std::sync::{Arc, Mutex};

use hemu_app::ports::{Mail, MailError, Mailer};
use hemu_gateways::SmtpMailer;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How the server answers a recipient.
#[derive(Debug, Clone, Copy)]
enum Manner {
    Takes,
    Later,
    Never,
    HangsUp,
}

/// A server that speaks as much SMTP (RFC 5321) as delivering one message needs. Returns its port and what it took.
async fn smtp_server(manner: Manner) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = taken.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, manner, kept.clone()));
        }
    });
    (port, taken)
}

async fn converse(stream: TcpStream, manner: Manner, taken: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test ready\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match (verb.as_str(), manner) {
            ("EHLO" | "HELO", _) => b"250 test\r\n",
            ("RCPT", Manner::Later) => b"451 try again later\r\n",
            ("RCPT", Manner::Never) => b"550 no such mailbox: lin@example.cn\r\n",
            ("RCPT", Manner::HangsUp) => return Ok(()),
            ("DATA", _) => {
                write.write_all(b"354 go on\r\n").await?;
                let mut message = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    message.push_str(&line);
                    message.push('\n');
                }
                taken.lock().unwrap().push(message);
                b"250 taken\r\n"
            }
            ("QUIT", _) => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}

async fn send(manner: Manner) -> (Result<(), MailError>, Vec<String>) {
    let (port, taken) = smtp_server(manner).await;
    let mailer =
        SmtpMailer::new(&format!("smtp://127.0.0.1:{port}"), "Hemu <hemu@example.cn>", None).unwrap();
    let mail = Mail {
        id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".into(),
        to: "lin@example.cn".into(),
        subject: "诉求已受理".into(),
        body: "诉求编号：20260302-00000001".into(),
    };
    let sent = mailer.send(&mail).await;
    let taken = taken.lock().unwrap().clone();
    (sent, taken)
}

#[tokio::test]
async fn a_message_arrives_with_our_identifier_and_chinese_words() {
    let (sent, taken) = send(Manner::Takes).await;
    assert_eq!(sent, Ok(()));
    assert!(taken[0].contains("Message-ID: <01ARZ3NDEKTSV4RRFFQ69G5FAV@hemu>"), "{}", taken[0]);
    assert!(taken[0].contains("Subject: =?utf-8?"));
    assert!(taken[0].contains("To: lin@example.cn"));
}

#[tokio::test]
async fn refusals_for_now_and_for_good_are_told_apart_and_never_quote_the_address() {
    let (later, _) = send(Manner::Later).await;
    assert!(matches!(&later, Err(MailError::Later(why)) if why.contains("451")), "{later:?}");
    let (never, _) = send(Manner::Never).await;
    assert!(
        matches!(&never, Err(MailError::Never(why)) if why.contains("550") && !why.contains("lin@")),
        "{never:?}"
    );
}

#[tokio::test]
async fn a_server_that_hangs_up_or_is_not_there_is_tried_later() {
    assert!(matches!(send(Manner::HangsUp).await.0, Err(MailError::Later(_))));
    let nobody = SmtpMailer::new("smtp://127.0.0.1:1", "hemu@example.cn", None).unwrap();
    let mail =
        Mail { id: "x".into(), to: "lin@example.cn".into(), subject: String::new(), body: String::new() };
    assert!(matches!(nobody.send(&mail).await, Err(MailError::Later(_))));
    let malformed = Mail { to: "not an address".into(), ..mail };
    assert!(matches!(nobody.send(&malformed).await, Err(MailError::Never(_))));
}
