//! Telling residents by short message, against a real gateway on this machine that takes, refuses, fails, is silent or
//! is cut off; by mail instead; and not at night.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use hemu_app::{
    Ctx, jobs,
    notice::{OutboxAsked, my_notices, outbox},
    ports::{SendError, Sms, SmsMessage},
    request::{self, NewRequest},
};
use hemu_domain::{
    kernel::{CaseId, Instant},
    person::Language,
    request::{Dispatch, Reply, Sign},
};
use hemu_gateways::{SmsGateway, SmsSettings};
use hemu_store::notice::OutsideRow;
use hemu_testkit::{FakeGateway, GatewayManner, TestApp, db_test};
use tokio::sync::Notify;

const PHONE: &str = "10012345678";

fn settings(url: &str) -> SmsSettings {
    SmsSettings {
        url: url.to_owned(),
        token: "a-token".into(),
        signature: "和睦".into(),
        ca_file: None,
        connect: Duration::from_secs(2),
        answer: Duration::from_millis(200),
    }
}

/// The city with a gateway for short messages.
pub(crate) async fn with_gateway(app: &TestApp, manner: GatewayManner) -> (Ctx, FakeGateway) {
    let gateway = FakeGateway::serve(manner).await;
    let mut ctx = app.ctx.clone();
    ctx.sms = Some(Arc::new(SmsGateway::new(settings(&gateway.url)).unwrap()));
    (ctx, gateway)
}

pub(crate) async fn all_jobs(ctx: &Ctx) {
    while jobs::run_due_jobs(ctx).await.unwrap() != 0 {}
}

pub(crate) async fn told(ctx: &Ctx, case: CaseId) -> Vec<OutsideRow> {
    ctx.store.notices_outside_of(case).await.unwrap()
}

/// State, channel and attempts of each notice to the requester.
async fn states(ctx: &Ctx, case: CaseId) -> Vec<(String, String, i64)> {
    let rows = told(ctx, case).await;
    rows.into_iter().map(|row| (row.notice.channel, row.notice.state, row.notice.attempts)).collect()
}

fn stands(channel: &str, state: &str, attempts: i64) -> (String, String, i64) {
    (channel.to_owned(), state.to_owned(), attempts)
}

async fn recorded(app: &TestApp, change: impl FnOnce(&mut NewRequest)) -> CaseId {
    let mut new = app.new_request();
    change(&mut new);
    let call = app.call("operator").await;
    request::record_request(&app.ctx, &call, &new).await.unwrap().request.case.id
}

db_test!(
    async fn who_left_a_mobile_number_gets_one_short_message_and_no_mail(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        let request = app.a_request().await;
        all_jobs(&ctx).await;
        let asked = gateway.asked();
        assert_eq!((asked.len(), app.mailer.sent().len()), (1, 0));
        assert_eq!((asked[0].to.as_str(), asked[0].signature.as_str()), (PHONE, "和睦"));
        assert!(asked[0].text.contains(&request.case.number.0) && asked[0].text.contains("已受理"));
        assert!(!asked[0].text.contains("停水") && !asked[0].text.contains("明湖"), "{}", asked[0].text);
        assert_eq!(states(&ctx, request.case.id).await, [stands("sms", "sent", 1)]);
    }
);

db_test!(
    async fn who_comes_from_a_file_of_old_requests_gets_no_message_about_it(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        let (call, at) = (app.call("operator").await, app.ctx.clock.now().plus_ms(-Instant::DAY_MS));
        let old = request::import_request(&ctx, &call, &app.new_request(), at).await.unwrap();
        all_jobs(&ctx).await;
        assert!(gateway.asked().is_empty() && told(&ctx, old.request.case.id).await.is_empty());
        assert_eq!(ctx.store.open_jobs().await.unwrap(), 0);
    }
);

db_test!(
    async fn each_is_told_in_their_language_by_the_way_they_left(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        recorded(app, |new| new.language = Language::En).await;
        all_jobs(&ctx).await;
        assert!(gateway.asked()[0].text.starts_with("Request 2026"), "{}", gateway.asked()[0].text);

        // A fixed line cannot read; a mailbox can, and its reader's language comes first.
        let fixed = recorded(app, |new| {
            new.phone = "0411-88887777".into();
            new.language = Language::En;
        })
        .await;
        all_jobs(&ctx).await;
        assert_eq!(states(&ctx, fixed).await, [stands("mail", "sent", 1)]);
        let mail = app.mailer.sent().pop().unwrap();
        assert!(mail.subject.starts_with("[Hemu]") && mail.body.starts_with("Request "), "{mail:?}");
        assert!(mail.body.contains("诉求编号"), "the other language follows");

        // Who left nothing that can be written to has to be called: the page says so.
        let nothing = recorded(app, |new| {
            new.phone = "0411-88887777".into();
            new.email = String::new();
        })
        .await;
        all_jobs(&ctx).await;
        assert_eq!(states(&ctx, nothing).await, [stands("none", "no_way", 0)]);
        assert_eq!(gateway.asked().len(), 1);
    }
);

db_test!(
    async fn what_a_resident_may_want_to_keep_goes_both_ways(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        let case = app.a_request().await.case.id;
        let input = hemu_domain::request::Exclude {
            reason: hemu_domain::request::ExclusionReason::LegalRoute,
            signpost: "请向法院提起诉讼".into(),
        };
        request::exclude_request(&ctx, &app.call("operator").await, app.target(case).await, &input)
            .await
            .unwrap();
        all_jobs(&ctx).await;
        let mut seen = states(&ctx, case).await;
        seen.sort();
        assert_eq!(seen, [stands("mail", "sent", 1), stands("sms", "sent", 1), stands("sms", "sent", 1)]);
        let last = gateway.asked().pop().unwrap();
        assert!(last.text.contains("12345") && last.text.contains("另一单位复核"), "{}", last.text);
    }
);

/// Hands on to the gateway, and once it has taken a message, never comes back: the program dies in between.
struct DiesAfterSending(SmsGateway, Arc<Notify>);

#[async_trait]
impl Sms for DiesAfterSending {
    async fn send(&self, message: &SmsMessage) -> Result<(), SendError> {
        self.0.send(message).await?;
        self.1.notify_one();
        std::future::pending().await
    }
}

db_test!(
    async fn a_crash_after_sending_repeats_under_one_identifier_with_both_tries_on_record(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        let case = app.a_request().await.case.id;
        let sent = Arc::new(Notify::new());
        let mut dying = ctx.clone();
        let real = SmsGateway::new(settings(&gateway.url)).unwrap();
        dying.sms = Some(Arc::new(DiesAfterSending(real, sent.clone())));
        let worker = tokio::spawn(async move { jobs::run_due_jobs(&dying).await });
        sent.notified().await;
        worker.abort();
        assert!(worker.await.unwrap_err().is_cancelled());
        // What is on record says that an attempt began and did not end.
        let row = told(&ctx, case).await.remove(0);
        assert_eq!((row.notice.state.as_str(), row.notice.attempts), ("waiting", 1));
        assert_eq!(row.last_outcome.as_deref(), Some("begun"));

        all_jobs(&ctx).await;
        assert_eq!(gateway.asked().len(), 1, "its lease still runs");
        app.pass_minutes(6);
        all_jobs(&ctx).await;
        let asked = gateway.asked();
        assert_eq!(asked.len(), 2);
        assert_eq!(asked[0], asked[1], "the same identifier, so that the gateway drops the repeat");
        assert_eq!(states(&ctx, case).await, [stands("sms", "sent", 2)]);
        app.pass_minutes(600);
        all_jobs(&ctx).await;
        assert_eq!(gateway.asked().len(), 2, "and no third time");
    }
);

db_test!(
    async fn a_gateway_that_fails_or_is_silent_is_tried_again_given_up_on_and_revived(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Answers(503)).await;
        let case = app.a_request().await.case.id;
        all_jobs(&ctx).await;
        assert_eq!(states(&ctx, case).await, [stands("sms", "waiting", 1)]);
        gateway.be(GatewayManner::Silent);
        app.pass_minutes(1);
        all_jobs(&ctx).await;
        assert_eq!(states(&ctx, case).await, [stands("sms", "waiting", 2)]);
        let outcome = told(&ctx, case).await.remove(0).last_outcome.unwrap();
        assert!(outcome.contains("time-out"), "{outcome}");

        gateway.be(GatewayManner::Answers(500));
        for _ in 0..30 {
            app.pass_minutes(121);
            all_jobs(&ctx).await;
        }
        assert_eq!(states(&ctx, case).await, [stands("sms", "given_up", jobs::ATTEMPTS_MAX)]);
        let admin = app.call_with_second_factor("admin").await;
        let dead = jobs::dead_jobs(&ctx, &admin).await.unwrap();
        assert_eq!(dead.len(), 1);
        assert!(!dead[0].last_error.contains(PHONE) && !dead[0].job.detail.contains(PHONE));

        gateway.be(GatewayManner::Takes);
        jobs::revive_job(&ctx, &admin, &dead[0].job.id).await.unwrap();
        app.pass_minutes(12 * 60);
        all_jobs(&ctx).await;
        assert_eq!(states(&ctx, case).await, [stands("sms", "sent", jobs::ATTEMPTS_MAX + 1)]);
        assert_eq!(app.mailer.sent().len(), 0, "what may still succeed is not sent twice");
    }
);

db_test!(
    async fn nobody_at_the_gateway_loses_nothing(app: TestApp) {
        let mut ctx = app.ctx.clone();
        ctx.sms = Some(Arc::new(SmsGateway::new(settings("http://127.0.0.1:1/messages")).unwrap()));
        let case = app.a_request().await.case.id;
        all_jobs(&ctx).await;
        assert_eq!(states(&ctx, case).await, [stands("sms", "waiting", 1)]);
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        app.pass_minutes(1);
        all_jobs(&ctx).await;
        assert_eq!(states(&ctx, case).await, [stands("sms", "sent", 2)]);
        assert_eq!(gateway.asked().len(), 1);
    }
);

db_test!(
    async fn a_number_that_is_refused_for_good_gets_mail_and_blocks_nobody(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::AnswersOne(PHONE, 422)).await;
        let with_mail = app.a_request().await.case.id;
        let without = recorded(app, |new| new.email = String::new()).await;
        let mut others = Vec::new();
        for n in 0..12 {
            others.push(recorded(app, |new| new.phone = format!("100123400{n:02}")).await);
        }
        all_jobs(&ctx).await;
        let mut seen = states(&ctx, with_mail).await;
        seen.sort();
        assert_eq!(seen, [stands("mail", "sent", 1), stands("sms", "failed", 1)]);
        assert_eq!(states(&ctx, without).await, [stands("sms", "failed", 1)], "somebody has to call");
        for case in others {
            assert_eq!(states(&ctx, case).await, [stands("sms", "sent", 1)]);
        }
        assert_eq!(ctx.store.open_jobs().await.unwrap(), 0);
        app.pass_minutes(600);
        all_jobs(&ctx).await;
        assert_eq!(gateway.asked().len(), 14, "for good is for good");
    }
);

db_test!(
    async fn one_that_is_tried_later_does_not_hold_up_the_others(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::AnswersOne(PHONE, 503)).await;
        let stuck = app.a_request().await.case.id;
        let other = recorded(app, |new| new.phone = "10012340000".into()).await;
        all_jobs(&ctx).await;
        assert_eq!(states(&ctx, stuck).await, [stands("sms", "waiting", 1)]);
        assert_eq!(states(&ctx, other).await, [stands("sms", "sent", 1)]);
        gateway.be(GatewayManner::Takes);
        app.pass_minutes(1);
        all_jobs(&ctx).await;
        assert_eq!(states(&ctx, stuck).await, [stands("sms", "sent", 2)]);
    }
);

/// Bring a request of this matter to an answer.
async fn answered(app: &TestApp, matter: &str) -> CaseId {
    let case = app.a_request().await.case.id;
    let dispatch = Dispatch { matter: app.matter(matter).await, lead: app.water, assisting: vec![] };
    let (dispatcher, water) = (app.call("dispatcher").await, app.call("water").await);
    request::dispatch_request(&app.ctx, &dispatcher, app.target(case).await, &dispatch).await.unwrap();
    request::sign_request(&app.ctx, &water, app.target(case).await, &Sign).await.unwrap();
    let reply = Reply { text: "已经修复，恢复正常供水。".into(), evidence: "维修单".into() };
    request::reply_to_request(&app.ctx, &water, app.target(case).await, &reply).await.unwrap();
    case
}

db_test!(
    async fn at_night_residents_are_left_in_peace_but_for_emergencies_and_staff_are_told(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        // 23:00 in the city.
        app.pass_minutes(14 * 60);
        let ordinary = answered(app, "utilities.water_outage").await;
        all_jobs(&ctx).await;
        assert!(gateway.asked().is_empty() && app.mailer.sent().is_empty());
        let morning = app.ctx.clock.now().plus_ms(9 * Instant::HOUR_MS);
        for row in told(&ctx, ordinary).await {
            assert_eq!((row.notice.state.as_str(), row.notice.attempts), ("waiting", 0));
            assert_eq!(row.hold_until, Some(morning));
        }
        let inside = my_notices(&ctx, &app.call("water").await).await.unwrap();
        assert_eq!(inside.notices.len(), 1, "the unit is told at once");

        let emergency = answered(app, "utilities.water_urgent").await;
        all_jobs(&ctx).await;
        let number = app.ctx.store.request(emergency).await.unwrap().unwrap().case.number.0;
        let asked = gateway.asked();
        assert_eq!(asked.len(), 1, "the answer to an emergency waits for no morning");
        assert!(asked[0].text.contains(&number) && asked[0].text.contains("已答复"));

        app.pass_minutes(9 * 60 - 1);
        all_jobs(&ctx).await;
        assert_eq!(gateway.asked().len(), 1);
        app.pass_minutes(1);
        all_jobs(&ctx).await;
        assert_eq!(gateway.asked().len(), 4, "in the morning everything that waited goes out");
        for row in told(&ctx, ordinary).await {
            let stands = (row.notice.state.as_str(), row.notice.attempts, row.hold_until);
            assert_eq!(stands, ("sent", 1, None), "waiting for the morning was no attempt");
        }
    }
);

db_test!(
    async fn the_outbox_shows_state_and_masked_addressees_to_those_who_run_and_audit_it(app: TestApp) {
        let (ctx, _gateway) = with_gateway(app, GatewayManner::AnswersOne("10012340000", 410)).await;
        for n in 0..60 {
            recorded(app, |new| {
                new.phone = if n == 7 { "10012340000".into() } else { PHONE.into() };
                new.email = String::new();
            })
            .await;
        }
        all_jobs(&ctx).await;
        let auditor = app.call("auditor").await;
        let mut asked = OutboxAsked::default();
        let (mut seen, mut pages) = (Vec::new(), 0);
        loop {
            let page = outbox(&ctx, &auditor, &asked).await.unwrap();
            pages += 1;
            for item in page.items {
                assert!(["100****5678", "100****0000"].contains(&item.to.as_str()), "{}", item.to);
                assert_eq!(item.words, None, "words are shown in a demo city only");
                assert!(!format!("{:?}", item.notice).contains(PHONE));
                seen.push(item.notice.notice.id);
            }
            match page.next {
                Some(next) => asked.after = Some(next),
                None => break,
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((seen.len(), pages), (60, 2), "pages meet without gap or repeat");
        let failed = OutboxAsked { state: Some("failed".into()), after: None };
        let failed = outbox(&ctx, &app.call("admin").await, &failed).await.unwrap();
        assert_eq!(failed.items.len(), 1);
        assert_eq!(failed.items[0].notice.last_outcome.as_deref(), Some("refused by the gateway (410)"));
        for login in ["operator", "dispatcher", "supervisor", "water", "callback", "catalogue"] {
            assert!(outbox(&ctx, &app.call(login).await, &OutboxAsked::default()).await.is_err(), "{login}");
        }
    }
);
