//! Leave and deputies, on both databases: who acts in whose name, when, and what is recorded of it.

use hemu_app::{
    AppError,
    leave::{NoteLeave, colleagues, end_leave, my_leave, note_leave},
    organisation::{GivePost, Keep, NewMember, give_post, keep_account, open_account},
    request,
};
use hemu_domain::{
    access::{Permit, Role},
    kernel::{AccountId, LeaveId},
    request::{Dispatch, Sign},
};
use hemu_testkit::{PASSWORD, TestApp, db_test};
use jiff::civil::Date;

use crate::{
    identity::{go_to, march},
    story::refused,
};

pub(crate) async fn note(
    app: &TestApp,
    by: &str,
    who: &str,
    deputy: &str,
    from: Date,
    last_day: Date,
) -> Result<LeaveId, AppError> {
    let new =
        NoteLeave { account: app.account(who).await, deputy: app.account(deputy).await, from, last_day };
    note_leave(&app.ctx, &app.call_with_second_factor(by).await, &new).await
}

async fn may_sign(app: &TestApp, login: &str) -> bool {
    app.call(login).await.actor.in_role(&[Role::Handler]).is_ok()
}

db_test!(
    async fn a_deputy_acts_while_the_other_is_away_and_the_record_says_for_whom(app: TestApp) {
        let case = app.a_request().await.case.id;
        let input = Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![],
        };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
            .await
            .unwrap();
        note(app, "security", "water", "supervisor", march(4), march(6)).await.unwrap();
        assert!(may_sign(app, "water").await && !may_sign(app, "supervisor").await);
        go_to(app, march(4));
        assert!(!may_sign(app, "water").await, "their posts rest");
        let told = app.ctx.store.reached_at(app.water, "dispatched", app.ctx.clock.now()).await.unwrap();
        let told: Vec<AccountId> = told.into_iter().map(|reached| reached.account).collect();
        assert!(told.contains(&app.account("supervisor").await), "who stands in is told");
        assert!(!told.contains(&app.account("water").await) && told.len() == 2);
        let deputy = app.call("supervisor").await;
        assert_eq!(deputy.actor.posts.len(), 2);
        request::sign_request(&app.ctx, &deputy, app.target(case).await, &Sign).await.unwrap();
        let page = request::view_request(&app.ctx, &app.call("dispatcher").await, case).await.unwrap();
        let signed = page.timeline.last().unwrap();
        assert_eq!((signed.action.as_str(), signed.actor.as_deref()), ("sign", Some("supervisor某")));
        assert_eq!(signed.on_behalf_of.as_deref(), Some("water某"));
        assert_eq!(page.timeline[0].on_behalf_of, None);
        let permit = deputy.actor.in_role(&[Role::Handler]).unwrap();
        let persons: Vec<AccountId> = permit.persons().collect();
        assert_eq!(persons, [app.account("supervisor").await, app.account("water").await]);
        go_to(app, march(7));
        assert!(may_sign(app, "water").await && !may_sign(app, "supervisor").await);
        assert!(app.ctx.store.verify_ledger(&|_| ()).await.unwrap().findings.is_empty());
    }
);

db_test!(
    async fn a_leave_is_ended_early_and_one_not_begun_is_taken_back(app: TestApp) {
        let leave = note(app, "water", "water", "water.head", march(2), march(6)).await.unwrap();
        assert!(!may_sign(app, "water").await, "from today means from now on");
        let mine = my_leave(&app.ctx, &app.call("water").await).await.unwrap();
        assert_eq!((mine.away.len(), mine.standing_in.len()), (1, 0));
        let theirs = my_leave(&app.ctx, &app.call("water.head").await).await.unwrap();
        assert_eq!((theirs.away.len(), theirs.standing_in.len()), (0, 1));
        let refusal = refused(end_leave(&app.ctx, &app.call("housing").await, leave).await);
        assert_eq!(refusal, "not_your_role");
        end_leave(&app.ctx, &app.call("water").await, leave).await.unwrap();
        assert!(may_sign(app, "water").await && !may_sign(app, "water.head").await);
        assert_eq!(refused(end_leave(&app.ctx, &app.call("water").await, leave).await), "leave_over");

        let later = note(app, "security", "water", "operator", march(10), march(12)).await.unwrap();
        end_leave(&app.ctx, &app.call_with_second_factor("security").await, later).await.unwrap();
        go_to(app, march(11));
        assert!(may_sign(app, "water").await && !may_sign(app, "operator").await);
        assert!(my_leave(&app.ctx, &app.call("water").await).await.unwrap().away.is_empty());
    }
);

db_test!(
    async fn a_deputy_must_be_able_to_stand_in(app: TestApp) {
        let code = async |by: &str, who: &str, deputy: &str, from: i8, to: i8| {
            refused(note(app, by, who, deputy, march(from), march(to)).await)
        };
        assert_eq!(code("water", "water", "water", 3, 4).await, "deputy_self");
        assert_eq!(code("water", "water", "housing", 3, 4).await, "deputy_of_other_unit");
        assert_eq!(code("housing", "water", "water.head", 3, 4).await, "not_your_role");
        note(app, "water", "water", "water.head", march(4), march(6)).await.unwrap();
        assert_eq!(code("water", "water", "water.head", 6, 8).await, "leave_overlaps");
        assert_eq!(code("water.head", "water.head", "water", 5, 7).await, "deputy_away");
        assert_eq!(code("security", "water.head", "housing", 5, 7).await, "deputy_chain");
        assert_eq!(code("security", "housing", "water", 6, 7).await, "deputy_away");
        assert_eq!(code("security", "admin", "audit", 3, 4).await, "administrators_separate");
        // A post that is given later must not make a deputy two of the three either.
        note(app, "security", "street", "admin", march(4), march(6)).await.unwrap();
        let new = |from: Date, last_day: Option<Date>, account: AccountId| GivePost {
            account,
            unit: app.centre,
            role: Role::AuditAdministrator,
            from,
            last_day,
        };
        let (security, street) = (app.call_with_second_factor("security").await, app.account("street").await);
        let given = give_post(&app.ctx, &security, &new(march(5), None, street)).await;
        assert_eq!(refused(given), "administrators_separate");
        give_post(&app.ctx, &security, &new(march(7), None, street)).await.unwrap();
        let names = colleagues(&app.ctx, &app.call("water").await).await.unwrap();
        assert_eq!(names.iter().map(|person| person.login.as_str()).collect::<Vec<_>>(), ["water.head"]);
    }
);

db_test!(
    async fn posts_of_several_are_held_each_once_and_a_shut_account_lends_none(app: TestApp) {
        let member = NewMember {
            login: "water2".into(),
            name: "二号".into(),
            email: String::new(),
            password: PASSWORD.into(),
            posts: vec![(app.water, Role::Handler), (app.street, Role::UnitHead)],
        };
        open_account(&app.ctx, Permit::platform(AccountId::PLATFORM, app.centre), &member).await.unwrap();
        note(app, "water", "water", "water.head", march(2), march(6)).await.unwrap();
        note(app, "water2", "water2", "water.head", march(2), march(6)).await.unwrap();
        let held = app.call("water.head").await.actor.posts;
        assert_eq!(held.len(), 4, "{held:?}");
        assert_eq!(held[0].on_behalf_of, None, "one's own come first");
        let security = app.call_with_second_factor("security").await;
        keep_account(&app.ctx, &security, app.account("water2").await, Keep::Disable).await.unwrap();
        assert_eq!(app.call("water.head").await.actor.posts.len(), 2);
    }
);

db_test!(
    async fn reading_the_session_stays_one_statement(app: TestApp) {
        note(app, "water", "water", "water.head", march(2), march(6)).await.unwrap();
        let opened = hemu_app::session::sign_in(&app.ctx, "water.head", PASSWORD, "").await.unwrap();
        let before = app.ctx.store.statements();
        let known = hemu_app::session::authenticate(&app.ctx, &opened.token).await.unwrap();
        assert_eq!(app.ctx.store.statements() - before, 1);
        assert_eq!(known.principals, [(app.account("water").await, "water某".to_owned())]);
        let away = hemu_app::session::sign_in(&app.ctx, "water", PASSWORD, "").await.unwrap();
        let known = hemu_app::session::authenticate(&app.ctx, &away.token).await.unwrap();
        assert!(known.leave.is_some() && known.actor.posts.is_empty());
    }
);
