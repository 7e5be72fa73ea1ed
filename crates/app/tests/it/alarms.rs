//! Reminders before, escalation after a clock runs out, along the reporting line.

use hemu_app::{jobs, notice::my_notices, request};
use hemu_domain::request::Dispatch;
use hemu_testkit::db_test;

db_test!(
    async fn an_urgent_request_reminds_its_unit_and_escalates_to_its_superiors(app: TestApp) {
        let case = app.a_request().await.case.id;
        // The street reports to the district, the district to the centre.
        let input = Dispatch {
            matter: app.matter("utilities.water_urgent").await,
            lead: app.street,
            assisting: vec![],
        };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
            .await
            .unwrap();
        while jobs::run_due_jobs(&app.ctx).await.unwrap() != 0 {}
        let told = async |login: &str| {
            my_notices(&app.ctx, &app.call(login).await)
                .await
                .unwrap()
                .notices
                .iter()
                .map(|n| n.template.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(told("street").await, ["request_dispatched"]);

        app.pass_minutes(90);
        assert_eq!(request::raise_alarms(&app.ctx).await.unwrap(), 1);
        assert_eq!(request::raise_alarms(&app.ctx).await.unwrap(), 0, "once is enough");
        app.pass_minutes(40);
        request::raise_alarms(&app.ctx).await.unwrap();
        while jobs::run_due_jobs(&app.ctx).await.unwrap() != 0 {}

        assert!(told("street").await.contains(&"clock_reminder".to_owned()));
        assert!(told("district").await.contains(&"clock_escalated".to_owned()));
        assert!(told("water").await.is_empty(), "nobody else is told");
        assert!(
            app.ctx.store.timeline(case).await.unwrap().iter().any(|entry| entry.action == "alarm"),
            "alarms are in the ledger"
        );
    }
);
