//! Notices by mail: each attempt recorded, retried, given up on where all can see it; one bad job blocks nobody.

use hemu_app::{jobs, ports::MailError};
use hemu_testkit::{TestApp, db_test};

async fn all_jobs(app: &TestApp) {
    while jobs::run_due_jobs(&app.ctx).await.unwrap() != 0 {}
}

db_test!(
    async fn the_requester_is_told_by_mail_once_though_the_job_runs_twice(app: TestApp) {
        let request = app.a_request().await;
        let claimed = app.ctx.store.claim_jobs(app.ctx.clock.now(), 60_000, 20).await.unwrap();
        assert_eq!(claimed.len(), 1);
        for _ in 0..2 {
            hemu_app::notice::deliver_notice(&app.ctx, &claimed[0]).await.unwrap();
        }
        let sent = app.mailer.sent();
        assert_eq!(sent.len(), 1);
        assert!(sent[0].subject.contains(&request.case.number.0));
        assert!(!sent[0].body.contains("停水"), "a notice never says what the case says");
    }
);

db_test!(
    async fn a_server_that_is_down_is_tried_again_later_and_each_try_is_recorded(app: TestApp) {
        let case = app.a_request().await.case.id;
        app.mailer.fail(Some(MailError::Later("no connection".into())));
        all_jobs(app).await;
        assert!(app.mailer.sent().is_empty());
        app.mailer.fail(None);
        all_jobs(app).await;
        assert!(app.mailer.sent().is_empty(), "not before its time");
        app.pass_minutes(1);
        all_jobs(app).await;
        assert_eq!(app.mailer.sent().len(), 1);
        let notices = app.ctx.store.notices_outside_of(case).await.unwrap();
        assert_eq!((notices[0].notice.state.as_str(), notices[0].notice.attempts), ("sent", 2));
    }
);

db_test!(
    async fn after_ten_attempts_a_job_is_dead_seen_by_the_administrator_and_can_be_revived(app: TestApp) {
        let case = app.a_request().await.case.id;
        app.mailer.fail(Some(MailError::Later("no connection".into())));
        // Nobody is told at night, so a night is no attempt: two working days are enough for ten.
        for _ in 0..30 {
            all_jobs(app).await;
            app.pass_minutes(121);
        }
        let state = async || app.ctx.store.notices_outside_of(case).await.unwrap()[0].notice.clone();
        assert_eq!((state().await.state.as_str(), state().await.attempts), ("given_up", jobs::ATTEMPTS_MAX));
        let admin = app.call_with_second_factor("admin").await;
        let dead = jobs::dead_jobs(&app.ctx, &admin).await.unwrap();
        assert_eq!((dead.len(), dead[0].last_error.as_str()), (1, "no connection"));
        assert!(jobs::dead_jobs(&app.ctx, &app.call("operator").await).await.is_err());

        app.mailer.fail(None);
        jobs::revive_job(&app.ctx, &admin, &dead[0].job.id).await.unwrap();
        assert_eq!(state().await.state, "waiting");
        app.pass_minutes(12 * 60);
        all_jobs(app).await;
        assert_eq!(app.mailer.sent().len(), 1);
        // Attempts go on counting: the log forgets none.
        assert_eq!((state().await.state.as_str(), state().await.attempts), ("sent", jobs::ATTEMPTS_MAX + 1));
    }
);

db_test!(
    async fn an_address_that_is_refused_for_good_is_recorded_and_not_tried_again(app: TestApp) {
        let case = app.a_request().await.case.id;
        app.mailer.fail(Some(MailError::Never("refused by the mail server (550)".into())));
        all_jobs(app).await;
        assert_eq!(app.ctx.store.open_jobs().await.unwrap(), 0);
        let told = app.ctx.store.notices_outside_of(case).await.unwrap();
        assert_eq!(told[0].notice.state, "failed");
        assert_eq!(told[0].last_outcome.as_deref(), Some("refused by the mail server (550)"));
    }
);

db_test!(
    async fn a_lease_that_ran_out_is_taken_over(app: TestApp) {
        app.a_request().await;
        let now = app.ctx.clock.now();
        assert_eq!(app.ctx.store.claim_jobs(now, 60_000, 20).await.unwrap().len(), 1);
        assert_eq!(app.ctx.store.claim_jobs(now, 60_000, 20).await.unwrap().len(), 0);
        assert_eq!(app.ctx.store.claim_jobs(now.plus_ms(60_001), 60_000, 20).await.unwrap()[0].attempts, 2);
    }
);
