//! Residents' accounts: codes with limits, one's own requests and nobody else's, everything to take along, and gone
//! when closed.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use hemu_app::{
    AppError, Call, Ctx, operation,
    ports::{CodeError, CodeSender},
    request::{self, Shown, track_own},
    resident::{self, Resident},
};
use hemu_domain::{access::Actor, kernel::AccountId, request::Stage};
use hemu_testkit::{TestApp, a_message, db_test};

use crate::story::refused;

const PHONE: &str = "13900007788";

#[derive(Default)]
struct Codes(Mutex<Vec<String>>);

#[async_trait]
impl CodeSender for Codes {
    fn is_configured(&self) -> bool {
        true
    }

    async fn send_code(&self, _phone: &str, code: &str) -> Result<(), CodeError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(code.to_owned());
        Ok(())
    }
}

impl Codes {
    fn last(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).last().unwrap().clone()
    }
}

fn with_codes(app: &TestApp) -> (Ctx, Arc<Codes>) {
    let codes = Arc::new(Codes::default());
    (app.ctx.clone().with_codes(codes.clone()), codes)
}

async fn signed_in(app: &TestApp, ctx: &Ctx, codes: &Codes, phone: &str) -> Resident {
    app.pass_minutes(2);
    assert_eq!(resident::request_code(ctx, phone).await.unwrap(), None, "it is sent, never shown");
    let session = resident::sign_in(ctx, phone, &codes.last()).await.unwrap();
    resident::authenticate(ctx, &session.token).await.unwrap().resident
}

fn somebody(key: &str) -> Call {
    let actor =
        Actor { account: AccountId::RESIDENT, name: String::new(), posts: Vec::new(), grants: Vec::new() };
    Call { key: key.into(), digest: format!("digest-{key}"), ..Call::plain(actor) }
}

fn shown_by(resident: &Resident, number: &str) -> Shown {
    Shown { number: number.into(), code: String::new(), resident: Some(resident.clone()) }
}

async fn bytes_of(app: &TestApp) -> Vec<u8> {
    let mut bytes = app.database.bytes_on_disk();
    if app.database.url().is_some() {
        bytes.extend(app.ctx.store.dump_for_test().await.unwrap().into_bytes());
    }
    bytes
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

db_test!(
    async fn codes_have_limits_and_a_wrong_one_says_nothing(app: TestApp) {
        assert_eq!(refused(resident::request_code(&app.ctx, PHONE).await), "codes_not_configured");
        let (ctx, codes) = with_codes(app);
        assert_eq!(refused(resident::request_code(&ctx, "12345").await), "not_a_mobile");
        resident::request_code(&ctx, "+86 139-0000-7788").await.unwrap();
        assert_eq!(refused(resident::request_code(&ctx, PHONE).await), "code_too_soon");
        let right = codes.last();
        let wrong = if right == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            assert_eq!(refused(resident::sign_in(&ctx, PHONE, wrong).await), "wrong_code");
        }
        assert_eq!(refused(resident::sign_in(&ctx, PHONE, &right).await), "wrong_code", "five tries");
        assert_eq!(refused(resident::sign_in(&ctx, "13900007789", &right).await), "wrong_code");

        app.pass_minutes(2);
        resident::request_code(&ctx, PHONE).await.unwrap();
        app.pass_minutes(5);
        assert_eq!(refused(resident::sign_in(&ctx, PHONE, &codes.last()).await), "wrong_code", "too old");
        resident::request_code(&ctx, PHONE).await.unwrap();
        resident::sign_in(&ctx, PHONE, &codes.last()).await.unwrap();
        assert_eq!(refused(resident::sign_in(&ctx, PHONE, &codes.last()).await), "wrong_code", "used once");
        for _ in 0..2 {
            app.pass_minutes(2);
            resident::request_code(&ctx, PHONE).await.unwrap();
        }
        app.pass_minutes(2);
        assert_eq!(refused(resident::request_code(&ctx, PHONE).await), "code_too_many");
        app.pass_minutes(24 * 60);
        resident::request_code(&ctx, PHONE).await.unwrap();
    }
);

db_test!(
    async fn one_sees_ones_own_requests_and_nobody_elses(app: TestApp) {
        let (ctx, codes) = with_codes(app);
        let own = signed_in(app, &ctx, &codes, PHONE).await;
        let other = signed_in(app, &ctx, &codes, "13900009999").await;
        let filed =
            request::file_request(&ctx, &somebody("acct-key-00000001"), &app.new_request()).await.unwrap();
        let number = filed.number().0.clone();
        resident::keep_case(&ctx, &own, filed.request.case.id).await.unwrap();
        resident::keep_case(&ctx, &own, filed.request.case.id).await.unwrap();
        let earlier =
            request::file_request(&ctx, &somebody("acct-key-00000002"), &app.new_request()).await.unwrap();
        assert!(matches!(
            resident::attach_case(&ctx, &own, &earlier.number().0, "AAAAAAAA").await,
            Err(AppError::NotFound)
        ));
        resident::attach_case(&ctx, &own, &earlier.number().0, &earlier.tracking_code).await.unwrap();

        let own = ctx.store.resident(own.id).await.unwrap().unwrap();
        let cases = resident::own_cases(&ctx, &own, None).await.unwrap();
        assert_eq!(cases.len(), 2, "kept twice is kept once");
        assert_eq!((cases[0].number.as_str(), cases[0].stage), (earlier.number().0.as_str(), Stage::New));
        assert_eq!(cases[1].message.as_deref(), Some(a_message()));
        assert_eq!(resident::own_cases(&ctx, &own, Some(cases[0].place)).await.unwrap().len(), 1);
        assert!(resident::own_cases(&ctx, &other, None).await.unwrap().is_empty());
        assert_eq!(track_own(&ctx, &shown_by(&own, &number)).await.unwrap().number, number);
        assert!(matches!(track_own(&ctx, &shown_by(&other, &number)).await, Err(AppError::NotFound)));
        let nobody = Shown { number: number.clone(), ..Shown::default() };
        assert!(matches!(track_own(&ctx, &nobody).await, Err(AppError::NotFound)), "no code opens nothing");

        let export = resident::export(&ctx, &own).await.unwrap();
        assert_eq!((export.phone.as_str(), export.cases.len()), (PHONE, 2));
        assert_eq!(export.cases[0].parties[0].phone, "10012345678", "what was left, unmasked, for oneself");
    }
);

db_test!(
    async fn a_closed_account_is_gone_and_its_requests_stay(app: TestApp) {
        let (ctx, codes) = with_codes(app);
        let own = signed_in(app, &ctx, &codes, PHONE).await;
        let filed =
            request::file_request(&ctx, &somebody("acct-key-00000003"), &app.new_request()).await.unwrap();
        resident::keep_case(&ctx, &own, filed.request.case.id).await.unwrap();
        let own = ctx.store.resident(own.id).await.unwrap().unwrap();
        resident::set_name(&ctx, &own, "钟离慧").await.unwrap();
        let own = ctx.store.resident(own.id).await.unwrap().unwrap();
        assert_eq!(own.name, "钟离慧");
        let bytes = bytes_of(app).await;
        assert!(!holds(&bytes, PHONE) && !holds(&bytes, "钟离慧"), "found by a keyed hash, sealed");

        resident::delete_account(&ctx, &own).await.unwrap();
        assert!(ctx.store.resident(own.id).await.unwrap().is_none());
        assert!(ctx.store.keys().get(own.key()).await.is_err(), "the key is gone");
        assert!(!ctx.store.keeps_case(&own, filed.request.case.id).await.unwrap());
        let number = &filed.number().0;
        assert!(request::track_request(&ctx, number, &filed.tracking_code).await.is_ok());
        let again = signed_in(app, &ctx, &codes, PHONE).await;
        assert!(again.id != own.id && again.cases == 0, "a new account knows nothing of the old one");
        app.pass_minutes(31 * 24 * 60);
        assert!(1 <= operation::sweep_sessions(&ctx).await.unwrap(), "old sessions and codes are swept");
    }
);
