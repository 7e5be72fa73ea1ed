//! Whom a notice to a unit reaches, and how: as each has chosen, but for what everybody must see.

use hemu_app::{
    notice::{Choice, my_choices, my_notices, set_my_choices},
    organisation::{NewMember, open_account},
    ports::MailError,
    request,
};
use hemu_domain::{
    access::{Permit, Role},
    kernel::AccountId,
    request::Dispatch,
};
use hemu_testkit::{PASSWORD, TestApp, db_test};

use crate::outside::all_jobs;

async fn dispatched(app: &TestApp) {
    let case = app.a_request().await.case.id;
    let input =
        Dispatch { matter: app.matter("utilities.water_urgent").await, lead: app.water, assisting: vec![] };
    request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
        .await
        .unwrap();
    all_jobs(&app.ctx).await;
}

async fn colleague(app: &TestApp, login: &str) {
    let member = NewMember {
        login: login.into(),
        name: "同事".into(),
        email: format!("{login}@example.cn"),
        password: PASSWORD.into(),
        posts: vec![(app.water, Role::Handler)],
    };
    open_account(&app.ctx, Permit::platform(AccountId::PLATFORM, app.centre), &member).await.unwrap();
}

fn choice(template: &str, in_app: bool, mail: bool) -> Choice {
    Choice { template: template.into(), in_app, mail }
}

async fn seen(app: &TestApp, login: &str) -> usize {
    my_notices(&app.ctx, &app.call(login).await).await.unwrap().notices.len()
}

/// Who got mail about something that concerns staff.
fn mailed(app: &TestApp) -> Vec<String> {
    let mut to: Vec<String> = app.mailer.sent().into_iter().map(|mail| mail.to).collect();
    to.retain(|to| to != "lin@example.cn");
    to.sort();
    to
}

db_test!(
    async fn each_is_told_as_they_have_chosen(app: TestApp) {
        for login in ["quiet.one", "mail.one", "plain.one"] {
            colleague(app, login).await;
        }
        let quiet = app.call("quiet.one").await;
        set_my_choices(&app.ctx, &quiet, &[choice("request_dispatched", false, false)]).await.unwrap();
        let mail = app.call("mail.one").await;
        set_my_choices(&app.ctx, &mail, &[choice("request_dispatched", true, true)]).await.unwrap();
        dispatched(app).await;
        assert_eq!(seen(app, "quiet.one").await, 0);
        assert_eq!(seen(app, "plain.one").await, 1);
        assert_eq!(seen(app, "mail.one").await, 1, "the mail is no second notice in the product");
        assert_eq!(mailed(app), ["mail.one@example.cn"]);
        let sent = app.mailer.sent();
        let mail = sent.iter().find(|mail| mail.to == "mail.one@example.cn").unwrap();
        assert!(mail.body.contains("/desk/cases/") && !mail.body.contains("停水"), "{}", mail.body);
    }
);

db_test!(
    async fn what_everybody_must_see_is_seen_whatever_was_chosen(app: TestApp) {
        let head = app.call("admin").await;
        let district = app.call("district").await;
        let all_off: Vec<Choice> = my_choices(&app.ctx, &district)
            .await
            .unwrap()
            .iter()
            .map(|shown| choice(&shown.choice.template, false, false))
            .collect();
        set_my_choices(&app.ctx, &district, &all_off).await.unwrap();
        let shown = my_choices(&app.ctx, &district).await.unwrap();
        for one in &shown {
            assert_eq!(one.choice.in_app, one.fixed, "{}", one.choice.template);
        }
        assert!(shown.iter().any(|one| one.fixed && one.choice.template == "clock_escalated"));
        assert!(shown.iter().all(|one| one.choice.template != "request_answered"), "that is for residents");
        assert!(my_choices(&app.ctx, &head).await.unwrap().iter().all(|one| one.choice.in_app));

        let case = app.a_request().await.case.id;
        let matter = app.matter("utilities.water_urgent").await;
        let input = Dispatch { matter, lead: app.street, assisting: vec![] };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
            .await
            .unwrap();
        app.pass_minutes(130);
        request::raise_alarms(&app.ctx).await.unwrap();
        all_jobs(&app.ctx).await;
        let told = my_notices(&app.ctx, &district).await.unwrap().notices;
        assert!(!told.is_empty() && told.iter().all(|notice| notice.template == "clock_escalated"));
    }
);

db_test!(
    async fn a_choice_of_something_unknown_or_twice_is_refused_and_changes_nothing(app: TestApp) {
        let water = app.call("water").await;
        let wrong = [
            vec![choice("request_answered", true, true)],
            vec![choice("no_such_thing", true, true)],
            vec![choice("request_dispatched", true, true), choice("request_dispatched", false, false)],
        ];
        for choices in wrong {
            assert!(set_my_choices(&app.ctx, &water, &choices).await.is_err());
        }
        assert!(my_choices(&app.ctx, &water).await.unwrap().iter().all(|one| !one.choice.mail));
    }
);

db_test!(
    async fn one_full_mailbox_keeps_no_colleague_from_their_mail(app: TestApp) {
        for login in ["a.one", "b.one"] {
            colleague(app, login).await;
            let call = app.call(login).await;
            set_my_choices(&app.ctx, &call, &[choice("request_dispatched", true, true)]).await.unwrap();
        }
        app.mailer.fail_for("a.one@example.cn", Some(MailError::Later("mailbox full (452)".into())));
        dispatched(app).await;
        assert_eq!(mailed(app), ["b.one@example.cn"]);
        app.mailer.fail_for("a.one@example.cn", None);
        app.pass_minutes(1);
        all_jobs(&app.ctx).await;
        assert_eq!(mailed(app), ["a.one@example.cn", "b.one@example.cn"], "and nobody gets it twice");
        assert_eq!((seen(app, "a.one").await, seen(app, "b.one").await), (1, 1));
    }
);
