//! Short messages against a real HTTP server that the test starts: taken, refused, failing, silent, not there.

use std::time::Duration;

use hemu_app::ports::{Outbox, SendError, Sms, SmsMessage};
use hemu_gateways::{SimulatedPost, SmsGateway, SmsSettings};
use hemu_testkit::{FakeGateway, GatewayManner};

fn settings(url: &str) -> SmsSettings {
    SmsSettings {
        url: url.to_owned(),
        token: "a-token".into(),
        signature: "清泉12345".into(),
        ca_file: None,
        connect: Duration::from_secs(2),
        answer: Duration::from_millis(300),
    }
}

fn message() -> SmsMessage {
    SmsMessage {
        id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".into(),
        to: "10012345678".into(),
        text: "诉求20260302-00000001：您的诉求已受理。".into(),
    }
}

async fn send_to(url: &str) -> Result<(), SendError> {
    SmsGateway::new(settings(url)).unwrap().send(&message()).await
}

#[tokio::test]
async fn a_message_arrives_as_the_contract_says() {
    let gateway = FakeGateway::serve(GatewayManner::Takes).await;
    assert_eq!(send_to(&gateway.url).await, Ok(()));
    let asked = gateway.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].id.as_str(), asked[0].to.as_str()), (message().id.as_str(), "10012345678"));
    assert_eq!((asked[0].text.as_str(), asked[0].signature.as_str()), (message().text.as_str(), "清泉12345"));
    assert_eq!(asked[0].authorization, "Bearer a-token");
}

#[tokio::test]
async fn refusals_for_good_and_for_now_are_told_apart_and_never_quote_the_number() {
    let gateway = FakeGateway::serve(GatewayManner::Takes).await;
    for (status, for_good) in [
        (200, None),
        (204, None),
        (400, Some(true)),
        (410, Some(true)),
        (422, Some(true)),
        // What speaks of the door and not of the message: a token that ran out must lose nothing.
        (401, Some(false)),
        (403, Some(false)),
        (404, Some(false)),
        (429, Some(false)),
        (302, Some(false)),
        (500, Some(false)),
        (503, Some(false)),
    ] {
        gateway.be(GatewayManner::Answers(status));
        let sent = send_to(&gateway.url).await;
        let seen = match &sent {
            Ok(()) => None,
            Err(SendError::Never(_)) => Some(true),
            Err(SendError::Later(_)) => Some(false),
        };
        assert_eq!(seen, for_good, "{status}");
        if let Err(error) = sent {
            let why = error.to_string();
            assert!(why.contains(&status.to_string()) && !why.contains("10012345678"), "{why}");
        }
    }
    assert_eq!(gateway.asked().len(), 12, "a redirection is not followed: the token stays here");
}

#[tokio::test]
async fn a_gateway_that_is_silent_or_not_there_is_tried_later() {
    let gateway = FakeGateway::serve(GatewayManner::Silent).await;
    assert_eq!(
        send_to(&gateway.url).await,
        Err(SendError::Later("the gateway did not take it (time-out)".into()))
    );
    let nobody = "http://127.0.0.1:1/messages";
    assert_eq!(
        send_to(nobody).await,
        Err(SendError::Later("the gateway did not take it (no connection)".into()))
    );
    // A gateway that does not speak TLS is never spoken to in the clear.
    gateway.be(GatewayManner::Takes);
    let before = gateway.asked().len();
    let sent = send_to(&gateway.url.replace("http://", "https://")).await;
    assert!(matches!(sent, Err(SendError::Later(_))), "{sent:?}");
    assert_eq!(gateway.asked().len(), before);
}

#[test]
fn settings_that_cannot_work_are_named() {
    let wrong = |change: fn(&mut SmsSettings)| {
        let mut settings = settings("https://sms.example.cn/messages");
        change(&mut settings);
        SmsGateway::new(settings).err().unwrap()
    };
    assert!(SmsGateway::new(settings("https://sms.example.cn/messages")).is_ok());
    assert!(wrong(|settings| settings.url = "sms.example.cn".into()).contains("sms.url"));
    assert!(wrong(|settings| settings.url = "ftp://sms.example.cn/".into()).contains("sms.url"));
    assert!(wrong(|settings| settings.token = String::new()).contains("token"));
    assert!(wrong(|settings| settings.token = "a\nb".into()).contains("token"));
    assert!(wrong(|settings| settings.ca_file = Some("/nowhere.pem".into())).contains("/nowhere.pem"));
}

#[tokio::test]
async fn a_simulated_post_keeps_the_words_once_without_the_number_also_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outbox.jsonl");
    let post = SimulatedPost::new(Some(&file), "清泉12345");
    for _ in 0..2 {
        assert_eq!(Sms::send(&post, &message()).await, Ok(()));
    }
    let kept = std::fs::read_to_string(&file).unwrap();
    assert_eq!(kept.lines().count(), 1);
    assert!(!kept.contains("10012345678"));
    let again = SimulatedPost::new(Some(&file), "清泉12345");
    assert_eq!(again.words(&message().id), Some(format!("【清泉12345】{}", message().text)));
    assert_eq!(again.words("another"), None);
}
