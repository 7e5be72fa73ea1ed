//! Sending a notice again: by whom, how often, and on record.

use hemu_app::{
    AppError, Call,
    notice::{SendAgain, send_again},
    request::view_request,
};
use hemu_domain::{
    kernel::{CaseId, NoticeId},
    request::Request,
};
use hemu_testkit::{GatewayManner, TestApp, db_test};

use crate::outside::{all_jobs, told, with_gateway};

async fn again(app: &TestApp, call: &Call, case: CaseId, notice: NoticeId) -> Result<Request, AppError> {
    // A minute later, so that the log has an order.
    app.pass_minutes(1);
    let version = app.target(case).await.version;
    send_again(&app.ctx, call, SendAgain { notice, version }).await
}

fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> &'static str {
    match result.unwrap_err() {
        AppError::Refused(refusal) => refusal.code,
        AppError::NotFound => "not_found",
        AppError::Stale => "stale",
        other => panic!("{other:?}"),
    }
}

db_test!(
    async fn a_notice_is_sent_again_three_times_a_day_under_identifiers_of_its_own(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        let case = app.a_request().await.case.id;
        let operator = app.call("operator").await;
        all_jobs(&ctx).await;
        let first = told(&ctx, case).await.remove(0).notice.id;
        let mut last = first;
        for n in 1..=3 {
            // It does not matter which of the repeats is sent again: the day counts them together.
            again(app, &operator, case, last).await.unwrap();
            let rows = told(&ctx, case).await;
            assert_eq!(rows.len(), n + 1);
            assert!(rows[n].again_of == Some(first) && rows[n].notice.state == "waiting");
            assert_eq!(code(again(app, &operator, case, rows[n].notice.id).await), "still_waiting");
            all_jobs(&ctx).await;
            last = told(&ctx, case).await[n].notice.id;
            app.pass_minutes(1);
        }
        assert_eq!(code(again(app, &operator, case, first).await), "told_often_enough");
        let mut ids: Vec<String> = gateway.asked().into_iter().map(|asked| asked.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 4, "a gateway that drops repeats drops none of these");
        let steps = ctx.store.timeline(case).await.unwrap();
        let entries: Vec<_> = steps.iter().filter(|entry| entry.action == "tell_again").collect();
        assert_eq!(entries.len(), 3, "each stands in the case's ledger");
        assert!(entries[0].body.contains(&first.to_string()) && !entries[0].body.contains("10012345678"));
        ctx.store.verify_ledger(&|_| ()).await.unwrap();

        app.pass_minutes(24 * 60);
        again(app, &operator, case, first).await.unwrap();
    }
);

db_test!(
    async fn only_those_whose_case_it_is_and_only_in_the_version_they_saw(app: TestApp) {
        let (ctx, _gateway) = with_gateway(app, GatewayManner::Answers(422)).await;
        let case = app.a_request().await.case.id;
        all_jobs(&ctx).await;
        let notice = told(&ctx, case).await.remove(0).notice.id;
        assert_eq!(code(again(app, &app.call("callback").await, case, notice).await), "not_your_role");
        assert_eq!(code(again(app, &app.call("water").await, case, notice).await), "not_found");
        assert_eq!(code(again(app, &app.call("admin").await, case, notice).await), "not_found");
        let version = app.target(case).await.version;
        let stale = SendAgain { notice, version: version - 1 };
        assert_eq!(code(send_again(&ctx, &app.call("operator").await, stale).await), "stale");
        for login in ["operator", "dispatcher", "supervisor"] {
            again(app, &app.call(login).await, case, notice).await.unwrap();
        }
        // The page says who may, and whom it was for, masked.
        let page = view_request(&ctx, &app.call("operator").await, case).await.unwrap();
        assert!(page.told.iter().all(|told| told.to == "100****5678" || told.to.contains('@')));
        assert_eq!(page.told[0].again.as_ref().map(|refusal| refusal.code), Some("told_often_enough"));
        let page = view_request(&ctx, &app.call("callback").await, case).await.unwrap();
        assert_eq!(page.told[0].again.as_ref().map(|refusal| refusal.code), Some("not_your_role"));
    }
);

db_test!(
    async fn a_repeated_command_sends_nothing_twice(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        let case = app.a_request().await.case.id;
        all_jobs(&ctx).await;
        let notice = told(&ctx, case).await.remove(0).notice.id;
        let call = app.call_with_key("operator", "0123456789abcdef").await;
        let asked = SendAgain { notice, version: app.target(case).await.version };
        let first = send_again(&ctx, &call, asked).await.unwrap();
        let second = send_again(&ctx, &call, asked).await.unwrap();
        assert_eq!(first.case.version, second.case.version);
        all_jobs(&ctx).await;
        assert_eq!(gateway.asked().len(), 2);
    }
);

db_test!(
    async fn a_notice_to_staff_or_without_a_way_cannot_be_sent_again(app: TestApp) {
        let mut new = app.new_request();
        (new.phone, new.email) = (String::new(), String::new());
        let operator = app.call("operator").await;
        let case =
            hemu_app::request::record_request(&app.ctx, &operator, &new).await.unwrap().request.case.id;
        all_jobs(&app.ctx).await;
        let none = told(&app.ctx, case).await.remove(0).notice.id;
        assert_eq!(code(again(app, &operator, case, none).await), "no_way_to_tell");
        let unknown = NoticeId::new(app.ctx.clock.now(), 1);
        assert_eq!(code(again(app, &operator, case, unknown).await), "not_found");
    }
);

db_test!(
    async fn what_is_sent_again_at_night_waits_for_the_morning(app: TestApp) {
        let (ctx, gateway) = with_gateway(app, GatewayManner::Takes).await;
        let case = app.a_request().await.case.id;
        all_jobs(&ctx).await;
        let notice = told(&ctx, case).await.remove(0).notice.id;
        // 23:00 in the city.
        app.pass_minutes(14 * 60 - 1);
        again(app, &app.call("supervisor").await, case, notice).await.unwrap();
        all_jobs(&ctx).await;
        let row = told(&ctx, case).await.remove(1);
        assert_eq!((row.notice.state.as_str(), row.notice.attempts), ("waiting", 0));
        assert!(row.hold_until.is_some());
        app.pass_minutes(9 * 60);
        all_jobs(&ctx).await;
        assert_eq!(gateway.asked().len(), 2);
    }
);

db_test!(
    async fn of_a_confidential_request_the_unit_sees_that_it_was_told_but_not_whom(app: TestApp) {
        let new = hemu_app::request::NewRequest { confidential: true, ..app.new_request() };
        let recorded =
            hemu_app::request::record_request(&app.ctx, &app.call("operator").await, &new).await.unwrap();
        let case = recorded.request.case.id;
        let dispatch = hemu_domain::request::Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![],
        };
        let dispatcher = app.call("dispatcher").await;
        hemu_app::request::dispatch_request(&app.ctx, &dispatcher, app.target(case).await, &dispatch)
            .await
            .unwrap();
        all_jobs(&app.ctx).await;
        let unit = view_request(&app.ctx, &app.call("water").await, case).await.unwrap();
        assert_eq!((unit.told.len(), unit.told[0].to.as_str()), (1, ""));
        let centre = view_request(&app.ctx, &dispatcher, case).await.unwrap();
        assert_eq!(centre.told[0].to, "l***@example.cn");
    }
);
