//! Break-glass, revealed contacts, looks and explanations.

use std::sync::Arc;

use hemu_app::{
    Call,
    access::{self, AskedGlass, AskedRecusal, AskedReveal, LooksAsked},
    export::{AskedExport, approve_export, ask_export, fetch_export},
    file::{Caller, NewUpload, begin_upload},
    leave::end_leave,
    notice::{SendAgain, send_again},
    organisation::{NewMember, open_account},
    ports::Dialer,
    request::{self, NewRequest, track_request, view_request},
};
use hemu_domain::{
    access::{Permit, Purpose, RecusalReason, RevealField, Role},
    file::Audience,
    kernel::{AccountId, CaseId},
};
use hemu_testkit::{PASSWORD, RememberingDialer, db_test};

use crate::{
    access::{accused, dispatch_to, person, refused, run_jobs, sees, told},
    identity::march,
    leave::note,
    story::dispatched,
};

fn glass(case: CaseId, hours: u8) -> AskedGlass {
    AskedGlass { case: case.to_string(), reason: "值班期间需核实人员安全".into(), hours }
}

db_test!(
    async fn breaking_the_glass_gives_reading_for_hours_and_everybody_knows(app: TestApp) {
        let recorded =
            request::record_request(&app.ctx, &app.call("operator").await, &app.new_request()).await.unwrap();
        let case = recorded.request.case.id;
        person(app, "housing.head", app.housing, &[Role::UnitHead]).await;
        let head = app.call_with_second_factor("housing.head").await;
        assert!(!sees(app, "housing.head", case).await);
        let broken =
            async |call: &Call, asked: AskedGlass| refused(access::break_glass(&app.ctx, call, &asked).await);
        assert_eq!(broken(&app.call("housing").await, glass(case, 1)).await, "not_your_role");
        assert_eq!(broken(&head, glass(case, 25)).await, "hours");
        assert_eq!(broken(&head, AskedGlass { reason: "太短".into(), ..glass(case, 1) }).await, "too_short");
        assert_eq!(
            broken(&head, AskedGlass { case: "20260302-00000000".into(), ..glass(case, 1) }).await,
            "not_found"
        );
        assert_eq!(
            broken(&app.call_with_second_factor("dispatcher").await, glass(case, 1)).await,
            "already_in_scope"
        );

        let by_number = AskedGlass { case: recorded.number().0.clone(), ..glass(case, 2) };
        assert_eq!(access::break_glass(&app.ctx, &head, &by_number).await.unwrap(), case);
        assert!(sees(app, "housing.head", case).await);
        // Reading, not acting.
        let outcome = dispatch_to(app, "housing.head", case, app.water, vec![]).await;
        assert_eq!(refused(outcome), "reading_only");
        run_jobs(app).await;
        assert_eq!((told(app, "auditor").await, told(app, "security").await), (1, 1));
        let entries = app.ctx.store.timeline(case).await.unwrap();
        assert_eq!(entries.last().unwrap().action, "break_glass");
        assert!(!entries.last().unwrap().body.contains("值班"), "the reason lies in the vault");
        let tracked = track_request(&app.ctx, &recorded.number().0, &recorded.tracking_code).await.unwrap();
        let look = tracked.looks.iter().find(|look| look.purpose == "break_glass").unwrap();
        assert_eq!((look.unit.as_str(), look.role.as_str()), ("住建局", "unit_head"));

        app.pass_minutes(121);
        assert!(!sees(app, "housing.head", case).await, "it ends by itself");
    }
);

db_test!(
    async fn whoever_reads_through_broken_glass_tells_nobody_and_attaches_nothing(app: TestApp) {
        let case = accused(app, &[app.water]).await;
        run_jobs(app).await;
        // At the centre where files are attached, and with a role that may send notices again; a report is still closed to both.
        let new = NewMember {
            login: "watch".into(),
            name: "watch某".into(),
            email: String::new(),
            password: PASSWORD.into(),
            posts: vec![(app.centre, Role::Operator), (app.district, Role::Supervisor)],
        };
        open_account(&app.ctx, Permit::platform(AccountId::PLATFORM, app.centre), &new).await.unwrap();
        let call = app.call_with_second_factor("watch").await;
        assert!(!sees(app, "watch", case).await);
        access::break_glass(&app.ctx, &call, &glass(case, 2)).await.unwrap();
        assert!(sees(app, "watch", case).await);
        let call = app.call("watch").await;
        let notice = app.ctx.store.notices_outside_of(case).await.unwrap()[0].notice.id;
        let again = SendAgain { notice, version: app.target(case).await.version };
        assert_eq!(refused(send_again(&app.ctx, &call, again).await), "reading_only");
        let caller = Caller::Staff { call: &call, request: case };
        let new = NewUpload { name: "a.jpg".into(), length: 10, audience: Audience::Staff };
        assert_eq!(refused(begin_upload(&app.ctx, caller, "key", &new).await), "reading_only");
    }
);

db_test!(
    async fn the_glass_does_not_break_for_whoever_is_recused(app: TestApp) {
        let case = accused(app, &[app.water]).await;
        let number = app.ctx.store.request(case).await.unwrap().unwrap().case.number.0;
        let head = app.call_with_second_factor("water.head").await;
        let asked = AskedGlass { case: number, ..glass(case, 1) };
        assert_eq!(refused(access::break_glass(&app.ctx, &head, &asked).await), "not_found");
        // The head of a unit that has nothing to do with it may, and reads it then.
        let district = app.call_with_second_factor("district").await;
        access::break_glass(&app.ctx, &district, &glass(case, 1)).await.unwrap();
        assert!(sees(app, "district", case).await);
        // A recusal that comes later ends the grant.
        let asked = AskedRecusal { account: None, reason: RecusalReason::OtherInterest };
        let district = app.call_with_second_factor("district").await;
        access::recuse(&app.ctx, &district, app.target(case).await, asked).await.unwrap();
        assert!(!sees(app, "district", case).await);
    }
);

fn phone() -> AskedReveal {
    AskedReveal { field: RevealField::Phone, purpose: Purpose::ContactRequester, text: String::new() }
}

db_test!(
    async fn one_field_is_revealed_for_a_purpose_and_leaves_a_trace_without_it(app: TestApp) {
        let case = dispatched(app).await;
        let reveal = async |login: &str, asked: AskedReveal| {
            access::reveal(&app.ctx, &app.call_with_second_factor(login).await, case, &asked).await
        };
        assert_eq!(reveal("water", phone()).await.unwrap(), "10012345678");
        let address = AskedReveal { field: RevealField::Address, purpose: Purpose::Visit, ..phone() };
        assert_eq!(reveal("water", address).await.unwrap(), "明湖路3号2单元");
        let message = AskedReveal { field: RevealField::Message, ..phone() };
        assert_eq!(reveal("operator", message).await.unwrap(), hemu_testkit::a_message());
        assert_eq!(refused(reveal("housing", phone()).await), "not_found");
        for login in ["supervisor", "auditor"] {
            assert_eq!(refused(reveal(login, phone()).await), "not_your_case", "{login}");
        }
        let other = AskedReveal { purpose: Purpose::Other, ..phone() };
        assert_eq!(refused(reveal("water", other).await), "too_short");
        let audit = AskedReveal { purpose: Purpose::Audit, ..phone() };
        assert_eq!(refused(reveal("water", audit).await), "purpose");
        let entries = app.ctx.store.timeline(case).await.unwrap();
        let last = entries.iter().rfind(|entry| entry.action == "reveal").unwrap();
        assert!(last.body.contains("contact_requester") && !last.body.contains("10012345678"));
        // Repeated under its key, it is one look.
        let call = Call {
            key: "reveal-once-000001".into(),
            digest: "asked".into(),
            ..app.call_with_second_factor("water").await
        };
        for _ in 0..2 {
            assert_eq!(access::reveal(&app.ctx, &call, case, &phone()).await.unwrap(), "10012345678");
        }
        let asked = LooksAsked { login: Some("water".into()), ..Default::default() };
        let looks = access::list_looks(&app.ctx, &app.call("auditor").await, &asked).await.unwrap();
        assert_eq!(looks.iter().filter(|look| look.what == "contact").count(), 3);
    }
);

db_test!(
    async fn the_name_of_a_confidential_requester_is_withheld_but_they_can_be_called(app: TestApp) {
        let mut ctx = app.ctx.clone();
        let dialer = Arc::new(RememberingDialer::default());
        let new = NewRequest { confidential: true, ..app.new_request() };
        let case =
            request::record_request(&ctx, &app.call("operator").await, &new).await.unwrap().request.case.id;
        dispatch_to(app, "dispatcher", case, app.water, vec![]).await.unwrap();
        let water = app.call_with_second_factor("water").await;
        for field in [RevealField::Phone, RevealField::Name, RevealField::Email, RevealField::Message] {
            let asked = AskedReveal { field, ..phone() };
            assert_eq!(refused(access::reveal(&ctx, &water, case, &asked).await), "name_withheld");
        }
        assert!(
            access::reveal(&ctx, &app.call_with_second_factor("operator").await, case, &phone())
                .await
                .is_ok()
        );
        assert_eq!(refused(access::call_requester(&ctx, &water, case, "8001").await), "calls_not_configured");
        ctx = ctx.with_dialer(dialer.clone() as Arc<dyn Dialer>);
        assert_eq!(refused(access::call_requester(&ctx, &water, case, "+8001").await), "extension");
        let call = app.call_with_key("water", "call-once-00000001").await;
        for _ in 0..2 {
            access::call_requester(&ctx, &call, case, "8001").await.unwrap();
        }
        let rung = dialer.rung();
        assert_eq!(rung.len(), 1, "a repeat does not ring again");
        assert_eq!((rung[0].extension.as_str(), rung[0].number.as_str()), ("8001", "10012345678"));
        assert!(!format!("{:?}", rung[0]).contains("10012345678"), "a number never reaches a log");
        assert_eq!(app.ctx.store.timeline(case).await.unwrap().last().unwrap().action, "call");
    }
);

db_test!(
    async fn a_days_budget_ends_and_auditors_hear_before_it_does(app: TestApp) {
        let case = app.a_request().await.case.id;
        let mut ctx = app.ctx.clone();
        let mut settings = (*ctx.settings).clone();
        settings.reveals_a_day.0 = vec![(Role::Operator, 5)];
        ctx.settings = Arc::new(settings);
        let operator = app.call_with_second_factor("operator").await;
        for n in 1..=5 {
            access::reveal(&ctx, &operator, case, &phone()).await.unwrap();
            run_jobs(app).await;
            assert_eq!(told(app, "auditor").await, usize::from(4 <= n), "after {n}");
        }
        assert_eq!(refused(access::reveal(&ctx, &operator, case, &phone()).await), "budget_used_up");
        // Roles without a budget are shown nothing; the next day begins anew.
        let dispatcher = app.call_with_second_factor("dispatcher").await;
        assert_eq!(refused(access::reveal(&ctx, &dispatcher, case, &phone()).await), "budget_used_up");
        app.pass_minutes(24 * 60);
        let operator = app.call_with_second_factor("operator").await;
        access::reveal(&ctx, &operator, case, &phone()).await.unwrap();
    }
);

db_test!(
    async fn every_page_is_one_look_a_day_and_auditors_are_seen_looking(app: TestApp) {
        let recorded =
            request::record_request(&app.ctx, &app.call("operator").await, &app.new_request()).await.unwrap();
        let (case, number) = (recorded.request.case.id, recorded.number().0.clone());
        for _ in 0..3 {
            view_request(&app.ctx, &app.call("dispatcher").await, case).await.unwrap();
        }
        app.pass_minutes(24 * 60);
        view_request(&app.ctx, &app.call("dispatcher").await, case).await.unwrap();
        let auditor = app.call("auditor").await;
        let asked = LooksAsked { number: Some(number.clone()), ..Default::default() };
        let looks = access::list_looks(&app.ctx, &auditor, &asked).await.unwrap();
        let pages =
            looks.iter().filter(|look| look.what == "case_page" && look.login == "dispatcher").count();
        assert_eq!(pages, 2);
        assert!(looks.iter().any(|look| look.what == "administration" && look.login == "auditor"));
        // What the resident is told names units and roles and nobody.
        let tracked = track_request(&app.ctx, &number, &recorded.tracking_code).await.unwrap();
        assert_eq!(tracked.looks.len(), 3);
        assert!(tracked.looks.iter().all(|look| look.unit == "试验市12345热线中心"));
        assert_eq!(
            refused(access::list_looks(&app.ctx, &app.call("admin").await, &asked).await),
            "not_your_role"
        );
        assert!(access::list_looks(&app.ctx, &app.call("audit").await, &asked).await.is_ok());
        let nobody = LooksAsked { login: Some("nobody".into()), ..Default::default() };
        assert_eq!(refused(access::list_looks(&app.ctx, &auditor, &nobody).await), "not_found");
        // Bounds and pages.
        let today = LooksAsked { from: Some(app.ctx.clock.now()), ..Default::default() };
        let newest = access::list_looks_for_shell(&app.ctx, &today).await.unwrap();
        assert!(newest.iter().all(|look| today.from.unwrap() <= look.at));
        let before = LooksAsked { after: newest.first().map(|look| look.id), ..Default::default() };
        let rest = access::list_looks_for_shell(&app.ctx, &before).await.unwrap();
        assert!(rest.iter().all(|look| look.id < newest[0].id));
        let tampered = app.ctx.store.execute_for_test("DELETE FROM look").await;
        assert!(tampered.is_err(), "looks are append-only");
    }
);

db_test!(
    async fn an_explanation_says_what_the_door_does(app: TestApp) {
        let case = accused(app, &[app.district]).await;
        let number = app.ctx.store.request(case).await.unwrap().unwrap().case.number.0;
        let auditor = app.call("auditor").await;
        for login in
            ["operator", "dispatcher", "supervisor", "auditor", "water", "street", "district", "admin"]
        {
            let found = access::explain_access(&app.ctx, &auditor, login, &number).await.unwrap();
            assert_eq!(found.allowed, sees(app, login, case).await, "{login}");
            assert!(found.parts.iter().all(|part| !part.zh.is_empty() && !part.en.is_empty()));
        }
        assert_eq!(
            refused(access::explain_access(&app.ctx, &app.call("dispatcher").await, "water", &number).await),
            "not_your_role"
        );
        // An auditor of the accused unit learns nothing.
        person(app, "district.auditor", app.district, &[Role::Auditor]).await;
        let own = app.call("district.auditor").await;
        assert_eq!(refused(access::explain_access(&app.ctx, &own, "water", &number).await), "not_found");
        let asked = LooksAsked { number: Some(number), ..Default::default() };
        assert!(access::list_looks(&app.ctx, &own, &asked).await.unwrap().is_empty());
    }
);

db_test!(
    async fn contacts_broken_glass_and_exports_need_a_fresh_code(app: TestApp) {
        let case = dispatched(app).await;
        let asked = AskedExport { stages: vec![], overdue: false, purpose: "季度分析用途".into() };
        for (enrolled, code) in [(false, "second_factor_not_enrolled"), (true, "second_factor_needed")] {
            let call = async |login: &str| Call { second_factor: enrolled, ..app.call(login).await };
            let (water, head, supervisor) =
                (call("water").await, call("district").await, call("supervisor").await);
            assert_eq!(refused(access::reveal(&app.ctx, &water, case, &phone()).await), code);
            assert_eq!(refused(access::break_glass(&app.ctx, &head, &glass(case, 1)).await), code);
            assert_eq!(refused(ask_export(&app.ctx, &supervisor, &asked).await.map(|_| ())), code);
            let id = case.to_string().parse().unwrap();
            assert_eq!(refused(approve_export(&app.ctx, &supervisor, id).await), code);
            assert_eq!(refused(fetch_export(&app.ctx, &supervisor, id).await), code);
        }
        assert!(app.ctx.store.timeline(case).await.unwrap().iter().all(|entry| entry.action != "reveal"));
    }
);

db_test!(
    async fn a_grant_is_ones_own_and_rests_while_its_holder_is_away(app: TestApp) {
        let case = app.a_request().await.case.id;
        let district = app.call_with_second_factor("district").await;
        note(app, "security", "auditor", "catalogue", march(2), march(3)).await.unwrap();
        access::break_glass(&app.ctx, &district, &glass(case, 24)).await.unwrap();
        run_jobs(app).await;
        assert_eq!(
            (told(app, "auditor").await, told(app, "catalogue").await),
            (0, 1),
            "who stands in is told"
        );
        assert_eq!((told(app, "security").await, told(app, "admin").await), (1, 0));
        assert!(sees(app, "district", case).await);
        let leave = note(app, "security", "district", "housing", march(2), march(3)).await.unwrap();
        assert!(!sees(app, "district", case).await && !sees(app, "housing", case).await);
        end_leave(&app.ctx, &app.call("district").await, leave).await.unwrap();
        assert!(sees(app, "district", case).await);
    }
);
