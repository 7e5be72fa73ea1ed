//! Accounts, dated posts and the three administrators, on both databases.

use hemu_app::{
    AppError, Call,
    organisation::{
        GivePost, Keep, NewMember, account_record, end_post, give_post, keep_account, open_account,
        view_account,
    },
    request, session,
};
use hemu_domain::{
    access::{Permit, Role},
    kernel::{AccountId, Instant, PostId},
};
use hemu_testkit::{PASSWORD, TestApp, db_test};
use jiff::civil::{Date, date};

use crate::story::refused;

/// The first day of the test city is 2 March 2026.
pub(crate) fn march(day: i8) -> Date {
    date(2026, 3, day)
}

/// Move to nine in the morning of a day.
pub(crate) fn go_to(app: &TestApp, day: Date) {
    app.clock.move_to(Instant::at_wall(day.at(9, 0, 0, 0), &app.ctx.settings.zone));
}

async fn give(
    app: &TestApp,
    login: &str,
    role: Role,
    from: Date,
    last_day: Option<Date>,
) -> Result<PostId, AppError> {
    let new = GivePost { account: app.account(login).await, unit: app.water, role, from, last_day };
    give_post(&app.ctx, &app.call_with_second_factor("security").await, &new).await
}

async fn roles(app: &TestApp, login: &str) -> Vec<Role> {
    app.call(login).await.actor.posts.iter().map(|post| post.role).collect()
}

db_test!(
    async fn a_post_opens_and_shuts_access_on_its_days(app: TestApp) {
        let case = app.a_request().await.case.id;
        let input = hemu_domain::request::Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![],
        };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
            .await
            .unwrap();
        let sees =
            async |login: &str| request::view_request(&app.ctx, &app.call(login).await, case).await.is_ok();
        let post = give(app, "statistician", Role::Handler, march(4), Some(march(6))).await.unwrap();
        assert!(!sees("statistician").await, "the day has not come");
        go_to(app, march(3));
        assert!(!sees("statistician").await);
        go_to(app, march(4));
        assert!(sees("statistician").await, "the first day");
        go_to(app, march(6));
        assert!(sees("statistician").await, "the last day");
        go_to(app, march(7));
        assert!(!sees("statistician").await, "the day after");
        assert_eq!(roles(app, "statistician").await, [Role::Statistician]);

        // Ended at once, ended on a day, and not longer than it was given for.
        let security = app.call_with_second_factor("security").await;
        assert_eq!(refused(end_post(&app.ctx, &security, post, None).await), "post_ends_earlier");
        let post = give(app, "statistician", Role::Handler, march(7), None).await.unwrap();
        assert!(sees("statistician").await, "from today means from now on");
        end_post(&app.ctx, &security, post, Some(march(9))).await.unwrap();
        assert_eq!(refused(end_post(&app.ctx, &security, post, Some(march(10))).await), "post_ends_earlier");
        assert!(sees("statistician").await);
        end_post(&app.ctx, &security, post, None).await.unwrap();
        assert!(!sees("statistician").await);
    }
);

db_test!(
    async fn the_three_administrators_are_three_people(app: TestApp) {
        let both = |first: Role, second: Role| NewMember {
            login: "both".into(),
            name: "兼任".into(),
            email: String::new(),
            password: PASSWORD.into(),
            posts: vec![(app.centre, first), (app.centre, second)],
        };
        let permit = Permit::platform(AccountId::PLATFORM, app.centre);
        let new = both(Role::SystemAdministrator, Role::AuditAdministrator);
        assert_eq!(refused(open_account(&app.ctx, permit, &new).await), "administrators_separate");
        assert_eq!(
            refused(give(app, "admin", Role::AuditAdministrator, march(20), None).await),
            "administrators_separate"
        );
        give(app, "operator", Role::SystemAdministrator, march(3), Some(march(5))).await.unwrap();
        assert_eq!(
            refused(give(app, "operator", Role::SecurityAdministrator, march(5), None).await),
            "administrators_separate"
        );
        give(app, "operator", Role::SecurityAdministrator, march(6), None).await.unwrap();
    }
);

db_test!(
    async fn what_may_not_be_given_is_refused(app: TestApp) {
        assert_eq!(refused(give(app, "operator", Role::Handler, march(1), None).await), "in_the_past");
        assert_eq!(
            refused(give(app, "operator", Role::Handler, march(9), Some(march(8))).await),
            "post_period"
        );
        give(app, "operator", Role::Handler, march(2), None).await.unwrap();
        assert_eq!(refused(give(app, "operator", Role::Handler, march(20), None).await), "post_held");
        assert_eq!(refused(give(app, "security", Role::Handler, march(2), None).await), "own_account");
        let new = GivePost {
            account: app.account("water").await,
            unit: app.water,
            role: Role::UnitHead,
            from: march(2),
            last_day: None,
        };
        for login in ["admin", "audit", "operator", "auditor", "water.head"] {
            let call = app.call_with_second_factor(login).await;
            assert_eq!(refused(give_post(&app.ctx, &call, &new).await), "not_your_role", "{login}");
        }
        // Ten posts and no more.
        for (n, role) in [Role::Operator, Role::Dispatcher, Role::Supervisor, Role::CallBackOfficer]
            .into_iter()
            .cycle()
            .take(8)
            .enumerate()
        {
            let day = march(i8::try_from(n).unwrap() + 3);
            give(app, "operator", role, day, Some(day)).await.unwrap();
        }
        assert_eq!(
            refused(give(app, "operator", Role::UnitHead, march(2), None).await),
            "too_many",
            "the first, the handler's and eight more"
        );
    }
);

db_test!(
    async fn the_last_administrator_cannot_be_shut_out(app: TestApp) {
        let security = app.call_with_second_factor("security").await;
        let page = view_account(&app.ctx, &security, app.account("admin").await).await.unwrap();
        let post = page.posts[0].id;
        assert_eq!(refused(end_post(&app.ctx, &security, post, None).await), "last_administrator");
        let admin = app.account("admin").await;
        assert_eq!(
            refused(keep_account(&app.ctx, &security, admin, Keep::Disable).await),
            "last_administrator"
        );
        give(app, "operator", Role::SystemAdministrator, march(2), None).await.unwrap();
        keep_account(&app.ctx, &security, admin, Keep::Disable).await.unwrap();
        assert!(session::sign_in(&app.ctx, "admin", PASSWORD, "").await.is_err(), "it is shut");
        keep_account(&app.ctx, &security, admin, Keep::Enable).await.unwrap();
        session::sign_in(&app.ctx, "admin", PASSWORD, "").await.unwrap();
        let own = app.account("security").await;
        assert_eq!(refused(keep_account(&app.ctx, &security, own, Keep::EndSessions).await), "own_account");
    }
);

db_test!(
    async fn sessions_are_listed_and_ended_and_an_account_is_unlocked(app: TestApp) {
        let open =
            async |browser: &str| session::sign_in(&app.ctx, "water", PASSWORD, browser).await.unwrap();
        let (first, second, third) = (open("firefox").await, open("edge").await, open("chrome").await);
        let call = app.call("water").await;
        let id = async |token: &str| session::authenticate(&app.ctx, token).await.map(|known| known.session);
        let seen = session::my_sessions(&app.ctx, &call).await.unwrap();
        assert_eq!(seen.len(), 3);
        assert!(seen.iter().any(|own| own.browser == "edge"));
        session::end_session(&app.ctx, &call, id(&first.token).await.unwrap()).await.unwrap();
        assert!(id(&first.token).await.is_err());
        let foreign = id(&second.token).await.unwrap();
        let other = app.call("housing").await;
        assert!(matches!(session::end_session(&app.ctx, &other, foreign).await, Err(AppError::NotFound)));
        session::end_other_sessions(&app.ctx, &call, id(&second.token).await.unwrap()).await.unwrap();
        assert!(id(&third.token).await.is_err());
        assert!(id(&second.token).await.is_ok());

        let (security, water) = (app.call_with_second_factor("security").await, app.account("water").await);
        keep_account(&app.ctx, &security, water, Keep::EndSessions).await.unwrap();
        assert!(id(&second.token).await.is_err());
        for _ in 0..5 {
            let _ = session::sign_in(&app.ctx, "water", "wrong", "").await;
        }
        assert!(view_account(&app.ctx, &security, water).await.unwrap().locked_until.is_some());
        assert_eq!(refused(session::sign_in(&app.ctx, "water", PASSWORD, "").await), "account_locked");
        keep_account(&app.ctx, &security, water, Keep::Unlock).await.unwrap();
        session::sign_in(&app.ctx, "water", PASSWORD, "").await.unwrap();

        let audit = app.call("audit").await;
        let record = account_record(&app.ctx, &audit, water).await.unwrap();
        let said: Vec<&str> = record.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(said.iter().filter(|action| **action == "end_sessions").count(), 3);
        assert_eq!(said[..2], ["sign_in", "unlock"], "newest first");
        assert!(app.ctx.store.verify_ledger(&|_| ()).await.unwrap().findings.is_empty());
    }
);

db_test!(
    async fn a_statistician_counts_the_territory_and_sees_no_case(app: TestApp) {
        let case = app.a_request().await.case.id;
        let call: Call = app.call("statistician").await;
        assert!(matches!(request::view_request(&app.ctx, &call, case).await, Err(AppError::NotFound)));
        let zone = &app.ctx.settings.zone;
        let (from, before) = (Instant::start_of(march(1), zone), Instant::start_of(march(30), zone));
        let numbers = hemu_app::numbers::numbers_by_unit(&app.ctx, &call, from, before).await.unwrap();
        assert_eq!(numbers[0].recorded, 1);
        let admin = app.call("admin").await;
        assert!(hemu_app::numbers::numbers_by_unit(&app.ctx, &admin, from, before).await.unwrap().is_empty());
    }
);
