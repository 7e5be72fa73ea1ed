//! Signing in: what is refused looks alike, too many tries lock, sessions end.

use hemu_app::{AppError, session};
use hemu_testkit::{PASSWORD, db_test};

fn code<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> &'static str {
    match outcome {
        Err(AppError::Refused(refusal)) => refusal.code,
        Err(AppError::SignInNeeded) => "sign_in_needed",
        other => panic!("{other:?}"),
    }
}

db_test!(
    async fn a_wrong_password_and_an_unknown_login_look_the_same_and_five_tries_lock(app: TestApp) {
        assert_eq!(code(session::sign_in(&app.ctx, "nobody", PASSWORD).await), "wrong_login");
        for _ in 0..4 {
            assert_eq!(code(session::sign_in(&app.ctx, "operator", "wrong").await), "wrong_login");
        }
        assert_eq!(code(session::sign_in(&app.ctx, "operator", "wrong").await), "account_locked");
        assert_eq!(
            code(session::sign_in(&app.ctx, "operator", PASSWORD).await),
            "account_locked",
            "the right password does not open a locked account"
        );
        app.pass_minutes(31);
        session::sign_in(&app.ctx, "operator", PASSWORD).await.unwrap();
    }
);

db_test!(
    async fn a_session_ends_when_idle_when_old_and_when_signed_out(app: TestApp) {
        let opened = session::sign_in(&app.ctx, "operator", PASSWORD).await.unwrap();
        assert_eq!(
            session::authenticate(&app.ctx, &opened.token).await.unwrap().actor.account,
            app.call("operator").await.actor.account
        );
        app.pass_minutes(31);
        assert_eq!(code(session::authenticate(&app.ctx, &opened.token).await.map(|_| ())), "sign_in_needed");

        let opened = session::sign_in(&app.ctx, "operator", PASSWORD).await.unwrap();
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

        let opened = session::sign_in(&app.ctx, "operator", PASSWORD).await.unwrap();
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
        let opened = session::sign_in(&app.ctx, "operator", PASSWORD).await.unwrap();
        let call = app.call("operator").await;
        assert_eq!(
            code(session::set_password(&app.ctx, &call, "not the old one", "Xin-Mima-2026").await),
            "wrong_password"
        );
        assert_eq!(code(session::set_password(&app.ctx, &call, PASSWORD, PASSWORD).await), "password_used");
        app.pass_minutes(1);
        session::set_password(&app.ctx, &call, PASSWORD, "Xin-Mima-2026").await.unwrap();
        assert_eq!(code(session::authenticate(&app.ctx, &opened.token).await.map(|_| ())), "sign_in_needed");
        assert_eq!(code(session::sign_in(&app.ctx, "operator", PASSWORD).await), "wrong_login");
        session::sign_in(&app.ctx, "operator", "Xin-Mima-2026").await.unwrap();
    }
);
