//! Erasing: afterwards nothing that a person said or left is anywhere, and the ledger still verifies.

use std::{
    io::Write,
    sync::{Mutex, Once, PoisonError},
};

use hemu_app::{
    Call, jobs, operation,
    ports::MailError,
    request::{self, NewRequest, Shown},
};
use hemu_domain::{
    access::Actor,
    kernel::{AccountId, Instant},
    request::{
        Answer, CloseRequest, ContactChannel, Contacted, Dispatch, LogContact, RateRequest, Reopen, Reply,
        RightKind, RightState, Sign, Solved, Stage, Supplement,
    },
};
use hemu_testkit::{TestApp, db_test};

use crate::story::refused;

const NAME: &str = "钟离慧";
const PHONE: &str = "13900007788";
const MAIL: &str = "zhongli.hui@example.org";
const ADDRESS: &str = "采薇路27号5单元902";
const MESSAGE: &str = "采薇路27号楼顶的水箱盖子掉了，钟离慧家的自来水里有虫子，孩子喝了拉肚子，请来看看。";
const SUPPLEMENT: &str = "今天早上又看到水里漂着羽毛，我拍了照片";
const RATING: &str = "来的师傅很客气，水箱洗干净了";
const WISH: &str = "请把我的姓名和电话从你们那里删掉";

/// What the program logged, in every test of this binary.
static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static LOGGING: Once = Once::new();

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOGGED.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn resident(key: &str) -> Call {
    let actor =
        Actor { account: AccountId::RESIDENT, name: String::new(), posts: Vec::new(), grants: Vec::new() };
    Call { key: key.into(), digest: format!("digest-{key}"), ..Call::plain(actor) }
}

/// Everything that must not be found: what was left, and every six characters of what was said.
fn needles() -> Vec<String> {
    let mut needles: Vec<String> =
        [NAME, PHONE, MAIL, "zhongli", ADDRESS, "采薇路27"].into_iter().map(str::to_owned).collect();
    for said in [MESSAGE, SUPPLEMENT, RATING, WISH] {
        let chars: Vec<char> = said.chars().collect();
        needles.extend(chars.windows(6).map(|part| part.iter().collect::<String>()));
    }
    needles
}

async fn everything(app: &TestApp) -> Vec<u8> {
    operation::make_checkpoint(&app.ctx).await.unwrap();
    let mut bytes = LOGGED.lock().unwrap_or_else(PoisonError::into_inner).clone();
    bytes.extend(app.database.bytes_on_disk());
    if app.database.url().is_some() {
        bytes.extend(app.ctx.store.dump_for_test().await.unwrap().into_bytes());
    }
    bytes
}

fn found(bytes: &[u8], needles: &[String]) -> Vec<String> {
    let holds = |needle: &&String| {
        let needle = needle.as_bytes();
        bytes.windows(needle.len()).any(|window| window == needle)
    };
    needles.iter().filter(holds).cloned().collect()
}

/// File, and let everybody write about it, until it is closed. Mail fails and repeats the address.
async fn a_whole_life(app: &TestApp) -> Shown {
    app.mailer.fail(Some(MailError::Later(format!("450 <{MAIL}>: try later"))));
    let new = NewRequest {
        message: MESSAGE.into(),
        name: NAME.into(),
        phone: PHONE.into(),
        email: MAIL.into(),
        address: ADDRESS.into(),
        ..app.new_request()
    };
    let filed = request::file_request(&app.ctx, &resident("erase-key-00000001"), &new).await.unwrap();
    jobs::run_due_jobs(&app.ctx).await.unwrap();
    app.mailer.fail(Some(MailError::Never(format!("550 <{MAIL}> is unknown"))));
    let case = filed.request.case.id;
    let shown = Shown { number: filed.number().0.clone(), code: filed.tracking_code.clone(), resident: None };
    app.pass_minutes(1);
    let matter = app.matter("utilities.water_outage").await;
    let dispatch = Dispatch { matter, lead: app.water, assisting: vec![] };
    let (dispatcher, water) = (app.call("dispatcher").await, app.call("water").await);
    request::dispatch_request(&app.ctx, &dispatcher, app.target(case).await, &dispatch).await.unwrap();
    request::sign_request(&app.ctx, &water, app.target(case).await, &Sign).await.unwrap();
    request::supplement_own(
        &app.ctx,
        &resident("erase-key-00000002"),
        &shown,
        &Supplement { text: SUPPLEMENT.into() },
    )
    .await
    .unwrap();
    app.pass_minutes(1);
    let contact = LogContact {
        channel: ContactChannel::Phone,
        reached: true,
        note: format!("已联系{NAME}，电话{PHONE}，约明天到{ADDRESS}"),
    };
    request::log_contact(&app.ctx, &water, app.target(case).await, &contact).await.unwrap();
    let reply = Reply {
        text: format!("{NAME}您好，{ADDRESS}楼顶水箱已清洗消毒并加盖。"),
        evidence: format!("{ADDRESS}现场照片"),
    };
    request::reply_to_request(&app.ctx, &water, app.target(case).await, &reply).await.unwrap();
    let rating = RateRequest {
        answer: Answer { contacted: Contacted::Yes, solved: Solved::Yes, satisfied: 5 },
        words: RATING.into(),
    };
    request::rate_own(&app.ctx, &resident("erase-key-00000003"), &shown, &rating).await.unwrap();
    jobs::run_due_jobs(&app.ctx).await.unwrap();
    app.pass_minutes(1);
    shown
}

async fn close(app: &TestApp, shown: &Shown) {
    let case = app.ctx.store.case_by_number(&shown.number).await.unwrap().unwrap();
    let officer = app.call("callback").await;
    request::close_request(&app.ctx, &officer, app.target(case).await, &CloseRequest).await.unwrap();
    jobs::run_due_jobs(&app.ctx).await.unwrap();
}

db_test!(
    async fn nothing_of_an_erased_person_is_left_anywhere(app: TestApp) {
        LOGGING.call_once(|| {
            let _ = tracing_subscriber::fmt()
                .with_max_level(tracing::Level::DEBUG)
                .with_ansi(false)
                .with_writer(|| Log)
                .try_init();
        });
        let shown = a_whole_life(app).await;
        let case = app.ctx.store.case_by_number(&shown.number).await.unwrap().unwrap();
        let call = resident("erase-key-00000004");
        let early = request::ask_right(&app.ctx, &call, &shown, RightKind::Erase, WISH).await;
        assert_eq!(refused(early), "still_open");
        close(app, &shown).await;
        let tracked = request::track_request(&app.ctx, &shown.number, &shown.code).await.unwrap();
        assert_eq!(tracked.message.as_deref(), Some(MESSAGE), "until then it is all there");
        let key = app.ctx.store.request(case).await.unwrap().unwrap().case.key;

        request::ask_right(&app.ctx, &call, &shown, RightKind::Erase, WISH).await.unwrap();
        let desk = app.call("auditor").await;
        let waiting = request::rights_waiting(&app.ctx, &desk, None).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].text.as_deref()), (1, Some(WISH)));
        assert!(request::rights_waiting(&app.ctx, &app.call("water").await, None).await.is_err());
        let erased = request::decide_right(&app.ctx, &desk, waiting[0].id, true, "依法可以删除，已经核对")
            .await
            .unwrap();
        assert!(erased.erased_at.is_some());
        app.pass_minutes(24 * 60);
        for _ in 0..3 {
            jobs::run_due_jobs(&app.ctx).await.unwrap();
        }

        let rules = app.ctx.rules(None).await.unwrap();
        let bytes = everything(app).await;
        assert!(
            bytes.windows(26).any(|window| window == case.to_string().as_bytes()),
            "the case itself is there, so the search sees the database"
        );
        assert!(!LOGGED.lock().unwrap().is_empty(), "and the log");
        assert_eq!(found(&bytes, &needles()), Vec::<String>::new());
        assert!(app.ctx.store.keys().get(key).await.is_err(), "the key is gone");
        if app.database.url().is_none() {
            for file in ["keys.sqlite", "keys.sqlite-wal"] {
                let bytes = std::fs::read(app.database.folder().join(file)).unwrap();
                assert_eq!(found(&bytes, &[key.to_string()]), Vec::<String>::new(), "{file}");
            }
        }
        assert!(app.ctx.store.texts_of(case).await.unwrap().is_empty());
        assert!(app.ctx.store.parties_of(case).await.unwrap().is_empty());
        assert!(app.ctx.store.verify_ledger(&|_| {}).await.unwrap().findings.is_empty());
        assert_eq!(
            app.ctx.store.fact_lines().await.unwrap(),
            app.ctx.store.facts_from_ledger().await.unwrap()
        );

        // Every step names the calendar that its limits were counted with.
        for entry in app.ctx.store.timeline(case).await.unwrap() {
            let body: serde_json::Value = serde_json::from_str(&entry.body).unwrap();
            assert_eq!(body["context"]["calendar_version"], rules.calendar.version, "{}", entry.action);
        }

        // Who asked can still see that it happened, and the desk that it was there.
        let tracked = request::track_request(&app.ctx, &shown.number, &shown.code).await.unwrap();
        assert_eq!(
            (tracked.stage, tracked.message, tracked.erased_at.is_some()),
            (Stage::Closed, None, true)
        );
        assert_eq!(tracked.rights[0].state, RightState::Granted);
        assert!(tracked.steps.iter().any(|step| step.action == "erase"));
        assert!(tracked.steps.iter().all(|step| step.text.is_none()));
        let page = request::view_request(&app.ctx, &desk, case).await.unwrap();
        assert!(page.parties.is_empty() && page.timeline.iter().all(|item| item.texts.is_empty()));

        // Nothing can be written to it any more.
        let reopen = Reopen { text: "水箱又脏了，请再来".into() };
        let again = request::reopen_own(&app.ctx, &resident("erase-key-00000005"), &shown, &reopen).await;
        assert_eq!(refused(again), "erased");
        let right =
            request::ask_right(&app.ctx, &resident("erase-key-00000006"), &shown, RightKind::Copy, "").await;
        assert_eq!(refused(right), "erased");
    }
);

db_test!(
    async fn a_right_is_decided_once_within_fifteen_working_days_and_says_why(app: TestApp) {
        let shown = a_whole_life(app).await;
        let call = resident("right-key-00000001");
        let blank = request::ask_right(&app.ctx, &call, &shown, RightKind::Correct, "").await;
        assert_eq!(refused(blank), "too_short");
        let wish = "我的门牌号是28号，不是27号";
        let asked = request::ask_right(&app.ctx, &call, &shown, RightKind::Correct, wish).await.unwrap();
        let repeated = request::ask_right(&app.ctx, &call, &shown, RightKind::Correct, wish).await.unwrap();
        assert_eq!(asked.case.version, repeated.case.version, "a repeat asks once");
        let other = resident("right-key-00000002");
        let twice = request::ask_right(&app.ctx, &other, &shown, RightKind::Correct, wish).await;
        assert_eq!(refused(twice), "asked_already");

        let desk = app.call("supervisor").await;
        let waiting = request::rights_waiting(&app.ctx, &desk, None).await.unwrap();
        // Fifteen working days after Monday 2 March 2026: Monday 23 March, to its end.
        let days = (waiting[0].due_at.ms() - waiting[0].asked_at.ms()) / Instant::DAY_MS;
        assert_eq!(days, 21, "three weeks");
        let short = request::decide_right(&app.ctx, &desk, waiting[0].id, false, "不行").await;
        assert_eq!(refused(short), "too_short");
        request::decide_right(&app.ctx, &desk, waiting[0].id, false, "登记的就是28号，无需更正")
            .await
            .unwrap();
        let late = request::decide_right(&app.ctx, &desk, waiting[0].id, true, "改为同意").await;
        assert_eq!(refused(late), "decided_already");
        assert!(request::rights_waiting(&app.ctx, &desk, None).await.unwrap().is_empty());
        let tracked = request::track_request(&app.ctx, &shown.number, &shown.code).await.unwrap();
        assert_eq!(tracked.rights[0].state, RightState::Refused);
        let step = tracked.steps.iter().find(|step| step.action == "decide_right").unwrap();
        assert_eq!((step.granted, step.text.as_deref()), (Some(false), Some("登记的就是28号，无需更正")));
    }
);
