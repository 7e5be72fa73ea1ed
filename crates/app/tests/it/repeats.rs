//! The same command sent twice is carried out once.

use hemu_app::{AppError, Call, request};
use hemu_domain::request::Sign;
use hemu_testkit::db_test;

use crate::story::dispatched;

const KEY: &str = "0123456789abcdef";

db_test!(
    async fn a_repeated_recording_gives_the_same_request_and_code(app: TestApp) {
        let call = app.call_with_key("operator", KEY).await;
        let first = request::record_request(&app.ctx, &call, &app.new_request()).await.unwrap();
        let again = request::record_request(&app.ctx, &call, &app.new_request()).await.unwrap();
        assert_eq!(first.request.case.id, again.request.case.id);
        assert_eq!(first.tracking_code, again.tracking_code);
    }
);

db_test!(
    async fn a_repeated_step_is_taken_once_and_answers_as_it_stands(app: TestApp) {
        let case = dispatched(app).await;
        let target = app.target(case).await;
        let call = app.call_with_key("water", KEY).await;
        let first = request::sign_request(&app.ctx, &call, target, &Sign).await.unwrap();
        let again = request::sign_request(&app.ctx, &call, target, &Sign).await.unwrap();
        assert_eq!(first.case.version, again.case.version);
        assert_eq!(app.ctx.store.timeline(case).await.unwrap().len(), 3);
    }
);

db_test!(
    async fn a_key_used_for_something_else_is_refused(app: TestApp) {
        let call = app.call_with_key("operator", KEY).await;
        request::record_request(&app.ctx, &call, &app.new_request()).await.unwrap();
        let other = Call { digest: "something else".into(), ..call };
        assert!(matches!(
            request::record_request(&app.ctx, &other, &app.new_request()).await,
            Err(AppError::KeyReused)
        ));
    }
);

db_test!(
    async fn of_many_who_sign_at_once_one_does(app: TestApp) {
        let case = dispatched(app).await;
        let target = app.target(case).await;
        let mut tries = Vec::new();
        for _ in 0..8 {
            let (ctx, call) = (app.ctx.clone(), app.call("water").await);
            tries.push(tokio::spawn(async move { request::sign_request(&ctx, &call, target, &Sign).await }));
        }
        let mut signed = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(_) => signed += 1,
                Err(AppError::Stale) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(signed, 1);
        assert_eq!(app.ctx.store.timeline(case).await.unwrap().len(), 3);
        assert!(app.ctx.store.verify_ledger(&|_| {}).await.unwrap().findings.is_empty());
    }
);
