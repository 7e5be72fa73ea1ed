//! The second factor, on both databases: enrolled, asked for, never accepted twice, locked after wrong codes.

use hemu_app::{
    AppError, Call,
    organisation::{
        Keep, NewUnit, as_security_administrator, as_system_administrator, keep_account, open_unit,
    },
    session::{
        NewSession, authenticate, begin_second_factor, code_at, confirm_second_factor, demo_code,
        give_second_factor, sign_in,
    },
};
use hemu_domain::{
    kernel::Instant,
    organisation::{DivisionPath, UnitForm},
};
use hemu_testkit::{PASSWORD, SECOND_FACTOR, TestApp, db_test};

use crate::story::refused;

async fn entered(app: &TestApp, login: &str) -> (NewSession, Call) {
    let session = sign_in(&app.ctx, login, PASSWORD, "").await.unwrap();
    let call = as_known(app, &session).await;
    (session, call)
}

async fn as_known(app: &TestApp, session: &NewSession) -> Call {
    let known = authenticate(&app.ctx, &session.token).await.unwrap();
    Call {
        second_factor: known.second_factor,
        second_factor_at: known.second_factor_at,
        ..Call::plain(known.actor)
    }
}

/// The bytes of a base32 text.
fn bytes(base32: &str) -> Vec<u8> {
    let (mut bits, mut kept, mut out) = (0_u32, 0, Vec::new());
    for letter in base32.bytes() {
        let value = if letter.is_ascii_uppercase() { letter - b'A' } else { letter - b'2' + 26 };
        bits = (bits << 5) | u32::from(value);
        kept += 5;
        if 8 <= kept {
            kept -= 8;
            out.push(u8::try_from((bits >> kept) & 0xff).unwrap());
        }
    }
    out
}

fn now(app: &TestApp, secret: &[u8]) -> String {
    code_at(secret, app.ctx.clock.now()).unwrap()
}

db_test!(
    async fn it_is_enrolled_with_a_code_and_asked_for_at_the_next_sign_in(app: TestApp) {
        let (session, call) = entered(app, "admin").await;
        assert_eq!(refused(as_system_administrator(&app.ctx, &call)), "second_factor_not_enrolled");
        let given = begin_second_factor(&app.ctx, &call).await.unwrap();
        assert!(given.uri.starts_with("otpauth://totp/") && given.uri.contains("admin"));
        assert!(given.picture.contains("<svg"));
        let secret = bytes(&given.secret);
        assert_eq!(secret.len(), 20);
        let wrong = confirm_second_factor(&app.ctx, &call, &session.token, "000000").await;
        assert_eq!(refused(wrong), "wrong_code");
        assert!(!as_known(app, &session).await.second_factor, "a wrong code turns nothing on");
        confirm_second_factor(&app.ctx, &call, &session.token, &now(app, &secret)).await.unwrap();
        let call = as_known(app, &session).await;
        let permit = as_system_administrator(&app.ctx, &call).unwrap();
        let unit = NewUnit {
            name: "新单位".into(),
            name_en: "New Unit".into(),
            form: UnitForm::Department,
            superior: None,
            territory: DivisionPath::root(1),
            duties: vec![],
        };
        open_unit(&app.ctx, permit, &unit).await.unwrap();

        // The next sign-in stands before the door until a code is given.
        let (session, call) = entered(app, "admin").await;
        assert!(call.actor.posts.is_empty());
        assert_eq!(refused(call.require_second_factor(&app.ctx)), "second_factor_needed");
        let again = give_second_factor(&app.ctx, &call, &session.token, &now(app, &secret)).await;
        assert_eq!(refused(again), "wrong_code", "the code that confirmed it is used up");
        app.clock.move_to(app.ctx.clock.now().plus_ms(30 * Instant::SECOND_MS));
        let code = now(app, &secret);
        give_second_factor(&app.ctx, &call, &session.token, &code).await.unwrap();
        let call = as_known(app, &session).await;
        assert_eq!(call.actor.posts.len(), 1);
        as_system_administrator(&app.ctx, &call).unwrap();
        let replayed = give_second_factor(&app.ctx, &call, &session.token, &code).await;
        assert_eq!(refused(replayed), "wrong_code", "a code is accepted once");
        app.pass_minutes(29);
        as_system_administrator(&app.ctx, &call).unwrap();
        app.pass_minutes(1);
        assert_eq!(refused(as_system_administrator(&app.ctx, &call)), "second_factor_needed");
        assert_eq!(refused(begin_second_factor(&app.ctx, &call).await.map(|_| ())), "second_factor_needed");
    }
);

db_test!(
    async fn the_clock_of_a_telephone_may_be_one_step_off_and_no_more(app: TestApp) {
        app.with_second_factor("security").await;
        let (session, call) = entered(app, "security").await;
        let at = |seconds: i64| {
            code_at(SECOND_FACTOR, app.ctx.clock.now().plus_ms(seconds * Instant::SECOND_MS)).unwrap()
        };
        for off in [-60, 60] {
            let tried = give_second_factor(&app.ctx, &call, &session.token, &at(off)).await;
            assert_eq!(refused(tried), "wrong_code", "{off}");
        }
        for off in [-30, 0, 30] {
            give_second_factor(&app.ctx, &call, &session.token, &at(off)).await.unwrap();
        }
        let before = give_second_factor(&app.ctx, &call, &session.token, &at(0)).await;
        assert_eq!(refused(before), "wrong_code", "never one from before the last");
    }
);

db_test!(
    async fn wrong_codes_lock_and_signing_in_anew_gives_no_new_tries(app: TestApp) {
        app.with_second_factor("security").await;
        app.with_second_factor("operator").await;
        for _ in 0..5 {
            let (session, call) = entered(app, "operator").await;
            let tried = give_second_factor(&app.ctx, &call, &session.token, "000000").await;
            assert_eq!(refused(tried), "wrong_code");
        }
        let (session, call) = entered(app, "operator").await;
        let right = now(app, SECOND_FACTOR);
        let tried = give_second_factor(&app.ctx, &call, &session.token, &right).await;
        assert_eq!(refused(tried), "second_factor_locked");
        let (security, operator) =
            (app.call_with_second_factor("security").await, app.account("operator").await);
        keep_account(&app.ctx, &security, operator, Keep::Unlock).await.unwrap();
        give_second_factor(&app.ctx, &call, &session.token, &right).await.unwrap();
        assert!(as_security_administrator(&app.ctx, &as_known(app, &session).await).is_err());

        // The telephone is lost.
        keep_account(&app.ctx, &security, operator, Keep::TakeOffSecondFactor).await.unwrap();
        assert!(matches!(authenticate(&app.ctx, &session.token).await, Err(AppError::SignInNeeded)));
        let (_, call) = entered(app, "operator").await;
        assert_eq!(call.actor.posts.len(), 1);
    }
);

db_test!(
    async fn codes_are_shown_in_a_demo_city_only_and_secrets_lie_sealed(app: TestApp) {
        app.with_second_factor("admin").await;
        let call = app.call("admin").await;
        assert!(matches!(demo_code(&app.ctx, &call).await, Err(AppError::NotFound)));
        hemu_app::operation::mark_demo(&app.ctx).await.unwrap();
        let shown = demo_code(&app.ctx, &call).await.unwrap();
        assert_eq!(shown, now(app, SECOND_FACTOR));
        let (session, own) = entered(app, "admin").await;
        give_second_factor(&app.ctx, &own, &session.token, &shown).await.unwrap();
        let next = demo_code(&app.ctx, &call).await.unwrap();
        assert_ne!(next, shown, "the next one that would be accepted");
        give_second_factor(&app.ctx, &own, &session.token, &next).await.unwrap();

        let kept = app.ctx.store.second_factor(call.actor.account).await.unwrap().unwrap();
        assert_eq!(kept.secret.as_deref(), Some(&SECOND_FACTOR[..]));
        let raw = app
            .ctx
            .store
            .execute_for_test(
                "UPDATE second_factor SET tries = tries WHERE sealed = CAST('hemu-test-factor-20!' AS BLOB)",
            )
            .await
            .or(app
                .ctx
                .store
                .execute_for_test(
                    "UPDATE second_factor SET tries = tries WHERE sealed = 'hemu-test-factor-20!'::bytea",
                )
                .await)
            .unwrap();
        assert_eq!(raw, 0, "the secret does not lie there in the clear");
    }
);
