//! Signing in: what is refused looks alike, too many tries lock, sessions end.

use hemu_app::{AppError, session};
use hemu_testkit::{PASSWORD, TestApp, db_test};

fn code<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> &'static str {
    match outcome {
        Err(AppError::Refused(refusal)) => refusal.code,
        Err(AppError::SignInNeeded) => "sign_in_needed",
        other => panic!("{other:?}"),
    }
}

/// What signing in answers: code and sentence.
async fn answer(app: &TestApp, login: &str, password: &str) -> (&'static str, String) {
    match session::sign_in(&app.ctx, login, password, "firefox").await {
        Err(AppError::Refused(refusal)) => (refusal.code, refusal.zh.to_string()),
        other => panic!("{other:?}"),
    }
}

db_test!(
    async fn an_account_and_a_login_of_nobody_cannot_be_told_apart(app: TestApp) {
        // Two wrong tries, a pause longer than the lock, five tries, more in the lock: the same at every step.
        for round in [2, 7] {
            for n in 0..round {
                let known = answer(app, "operator", "wrong").await;
                assert_eq!(known, answer(app, "nobody.here", "wrong").await, "try {n} of {round}");
                assert_eq!(known.0, if n < 4 { "wrong_login" } else { "account_locked" });
            }
            if round == 2 {
                app.pass_minutes(31);
            }
        }
        let locked = answer(app, "operator", PASSWORD).await;
        assert_eq!(locked.0, "account_locked", "the right password does not open a locked account");
        assert_eq!(locked, answer(app, "nobody.here", PASSWORD).await);
        app.pass_minutes(31);
        assert_eq!(answer(app, "nobody.here", "wrong").await.0, "wrong_login");
        session::sign_in(&app.ctx, "operator", PASSWORD, "firefox").await.unwrap();
    }
);

db_test!(
    async fn tries_of_long_ago_are_swept(app: TestApp) {
        assert_eq!(answer(app, "nobody.here", "wrong").await.0, "wrong_login");
        hemu_app::operation::sweep_sessions(&app.ctx).await.unwrap();
        let kept = app.ctx.store.execute_for_test("UPDATE login_tries SET tries = tries").await.unwrap();
        assert_eq!(kept, 1);
        app.pass_minutes(31);
        hemu_app::operation::sweep_sessions(&app.ctx).await.unwrap();
        let left = app.ctx.store.execute_for_test("DELETE FROM login_tries").await.unwrap();
        assert_eq!(left, 0);
    }
);

db_test!(
    async fn a_session_ends_when_idle_when_old_and_when_signed_out(app: TestApp) {
        let opened = session::sign_in(&app.ctx, "operator", PASSWORD, "firefox").await.unwrap();
        assert_eq!(
            session::authenticate(&app.ctx, &opened.token).await.unwrap().actor.account,
            app.call("operator").await.actor.account
        );
        app.pass_minutes(31);
        assert_eq!(code(session::authenticate(&app.ctx, &opened.token).await.map(|_| ())), "sign_in_needed");

        let opened = session::sign_in(&app.ctx, "operator", PASSWORD, "firefox").await.unwrap();
        for _ in 0..35 {
            app.pass_minutes(20);
            session::authenticate(&app.ctx, &opened.token).await.unwrap();
        }
        app.pass_minutes(20);
        assert_eq!(
            code(session::authenticate(&app.ctx, &opened.token).await.map(|_| ())),
            "sign_in_needed",
            "twelve hours are the end"
        );

        let opened = session::sign_in(&app.ctx, "operator", PASSWORD, "firefox").await.unwrap();
        session::sign_out(&app.ctx, &app.call("operator").await, &opened.token).await.unwrap();
        assert_eq!(code(session::authenticate(&app.ctx, &opened.token).await.map(|_| ())), "sign_in_needed");
        assert_eq!(
            code(session::authenticate(&app.ctx, &"0".repeat(64)).await.map(|_| ())),
            "sign_in_needed"
        );
    }
);

db_test!(
    async fn a_new_password_ends_all_sessions_and_none_of_the_last_five_comes_back(app: TestApp) {
        let opened = session::sign_in(&app.ctx, "operator", PASSWORD, "firefox").await.unwrap();
        let call = app.call("operator").await;
        assert_eq!(
            code(session::set_password(&app.ctx, &call, "not the old one", "Xin-Mima-2026").await),
            "wrong_password"
        );
        assert_eq!(code(session::set_password(&app.ctx, &call, PASSWORD, PASSWORD).await), "password_used");
        app.pass_minutes(1);
        session::set_password(&app.ctx, &call, PASSWORD, "Xin-Mima-2026").await.unwrap();
        assert_eq!(code(session::authenticate(&app.ctx, &opened.token).await.map(|_| ())), "sign_in_needed");
        assert_eq!(code(session::sign_in(&app.ctx, "operator", PASSWORD, "firefox").await), "wrong_login");
        session::sign_in(&app.ctx, "operator", "Xin-Mima-2026", "firefox").await.unwrap();
    }
);
