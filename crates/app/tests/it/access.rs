//! Accusations, recusal, break-glass, revealed contacts and looks, as people meet them.

use hemu_app::{
    AppError, Call,
    access::{self, AskedGlass, AskedRecusal, AskedReveal, LooksAsked},
    jobs,
    notice::my_notices,
    numbers::numbers_by_unit,
    organisation::{NewMember, NewUnit, open_account, open_unit},
    ports::Dialer,
    request::{self, NewRequest, track_request, view_request},
    worklist::list_cases,
};
use hemu_domain::{
    access::{Permit, Purpose, RecusalReason, RevealField, Role},
    kernel::{AccountId, CaseId, Instant, Label, UnitId},
    organisation::{DivisionPath, UnitForm},
    request::{Dispatch, Nature, Sign},
};
use hemu_store::read::{Order, WorklistFilter};
use hemu_testkit::{PASSWORD, RememberingDialer, TestApp, db_test};

use crate::story::dispatched;

fn refused<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> &'static str {
    match outcome {
        Err(AppError::Refused(refusal)) => refusal.code,
        Err(AppError::NotFound) => "not_found",
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn accusation(app: &TestApp, accused: &[UnitId]) -> NewRequest {
    NewRequest { nature: Nature::Report, accused: accused.to_vec(), ..app.new_request() }
}

async fn accused(app: &TestApp, units: &[UnitId]) -> CaseId {
    let call = app.call("operator").await;
    request::record_request(&app.ctx, &call, &accusation(app, units)).await.unwrap().request.case.id
}

async fn listed(app: &TestApp, login: &str) -> (Vec<CaseId>, i64) {
    let filter =
        WorklistFilter { order: Order::Newest, stages: vec![], after: None, due_before: None, limit: 50 };
    let page = list_cases(&app.ctx, &app.call(login).await, &filter).await.unwrap();
    (page.items.into_iter().map(|item| item.row.id).collect(), page.count)
}

async fn sees(app: &TestApp, login: &str, case: CaseId) -> bool {
    let (cases, count) = listed(app, login).await;
    let single = view_request(&app.ctx, &app.call(login).await, case).await;
    assert_eq!(cases.contains(&case), single.is_ok(), "list and page differ for {login}");
    assert_eq!(i64::try_from(cases.len()).unwrap(), count, "list and count differ for {login}");
    assert!(single.is_ok() || matches!(single, Err(AppError::NotFound)));
    single.is_ok()
}

async fn person(app: &TestApp, login: &str, unit: UnitId, roles: &[Role]) -> AccountId {
    let permit = Permit::platform(AccountId::PLATFORM, app.centre);
    let new = NewMember {
        login: login.into(),
        name: format!("{login}某"),
        email: String::new(),
        password: PASSWORD.into(),
        posts: roles.iter().map(|role| (unit, *role)).collect(),
    };
    open_account(&app.ctx, permit, &new).await.unwrap()
}

async fn unit(app: &TestApp, name: &str, superior: Option<UnitId>, duties: &[&str]) -> UnitId {
    let permit = Permit::platform(AccountId::PLATFORM, app.centre);
    let new = NewUnit {
        name: name.into(),
        name_en: name.into(),
        form: UnitForm::Department,
        superior,
        territory: DivisionPath::root(1),
        duties: duties.iter().map(|duty| (*duty).to_owned()).collect(),
    };
    open_unit(&app.ctx, permit, &new).await.unwrap().id
}

async fn dispatch_to(
    app: &TestApp,
    login: &str,
    case: CaseId,
    lead: UnitId,
    assisting: Vec<UnitId>,
) -> Result<(), AppError> {
    let input = Dispatch { matter: app.matter("utilities.water_outage").await, lead, assisting };
    request::dispatch_request(&app.ctx, &app.call(login).await, app.target(case).await, &input)
        .await
        .map(|_| ())
}

async fn run_jobs(app: &TestApp) {
    while 0 < jobs::run_due_jobs(&app.ctx).await.unwrap() {}
}

async fn told(app: &TestApp, login: &str) -> usize {
    my_notices(&app.ctx, &app.call(login).await).await.unwrap().notices.len()
}

db_test!(
    async fn an_accusation_is_sealed_and_the_accused_unit_learns_nothing(app: TestApp) {
        let case = accused(app, &[app.district]).await;
        let stored = app.ctx.store.request(case).await.unwrap().unwrap();
        assert_eq!((stored.case.label, stored.case.centre), (Label::Sealed, app.centre));
        // The district is accused; the street reports to it.
        assert!(stored.case.recuses_unit(app.street) && !stored.case.recuses_unit(app.water));
        for (login, visible) in [
            ("dispatcher", true),
            ("callback", true),
            ("supervisor", true),
            ("auditor", true),
            ("operator", false),
            ("district", false),
            ("street", false),
            ("water", false),
            ("catalogue", false),
            ("admin", false),
        ] {
            assert_eq!(sees(app, login, case).await, visible, "{login}");
        }
        for (lead, assisting, code) in [
            (app.district, vec![], "unit_is_accused"),
            (app.street, vec![], "unit_is_accused"),
            (app.water, vec![app.street], "unit_is_accused"),
        ] {
            assert_eq!(refused(dispatch_to(app, "dispatcher", case, lead, assisting).await), code);
        }
        dispatch_to(app, "dispatcher", case, app.water, vec![app.housing]).await.unwrap();
        run_jobs(app).await;
        for (login, visible) in
            [("water", true), ("water.head", true), ("housing", true), ("district", false), ("street", false)]
        {
            assert_eq!(sees(app, login, case).await, visible, "{login}");
            assert_eq!(0 < told(app, login).await, visible, "{login}");
        }
        // Numbers count nothing of it for the accused.
        let (from, before) = (app.ctx.clock.now().plus_ms(-Instant::DAY_MS), app.ctx.clock.now().plus_ms(1));
        assert!(numbers_by_unit(&app.ctx, &app.call("street").await, from, before).await.unwrap().is_empty());
        assert_eq!(
            numbers_by_unit(&app.ctx, &app.call("water").await, from, before).await.unwrap()[0].recorded,
            1
        );
    }
);

db_test!(
    async fn an_escalation_of_a_sealed_case_never_reaches_the_accused(app: TestApp) {
        let case = accused(app, &[app.district]).await;
        dispatch_to(app, "dispatcher", case, app.water, vec![]).await.unwrap();
        run_jobs(app).await;
        // The organisation changes under the case: the lead now reports to a recused unit.
        for text in [
            format!("UPDATE unit SET superior_id = '{}' WHERE id = '{}'", app.street, app.water),
            "UPDATE meta SET value = '999' WHERE key = 'rules_generation'".to_owned(),
        ] {
            app.ctx.store.execute_for_test(&text).await.unwrap();
        }
        for _ in 0..20 {
            app.pass_minutes(24 * 60);
            request::raise_alarms(&app.ctx).await.unwrap();
        }
        let told_of: Vec<String> = app
            .ctx
            .store
            .timeline(case)
            .await
            .unwrap()
            .into_iter()
            .filter(|entry| entry.action == "alarm")
            .map(|entry| entry.body)
            .collect();
        assert!(3 <= told_of.len());
        for unit in [app.street, app.district] {
            let told = format!("\"told\":\"{unit}\"");
            assert!(told_of.iter().all(|body| !body.contains(&told)), "{told_of:?}");
        }
        run_jobs(app).await;
        assert_eq!((told(app, "district").await, told(app, "street").await), (0, 0));
        assert!(0 < told(app, "dispatcher").await, "the centre was told");
        assert_eq!(told(app, "operator").await, 0, "an operator may not know of a sealed case");
    }
);

db_test!(
    async fn an_accusation_against_the_centre_goes_to_discipline_or_is_sent_on(app: TestApp) {
        let operator = app.call("operator").await;
        let input = accusation(app, &[app.centre]);
        let refusal = request::record_request(&app.ctx, &operator, &input).await.unwrap_err();
        let AppError::Refused(refusal) = refusal else { panic!("{refusal:?}") };
        assert_eq!(refusal.code, "no_discipline_unit");
        assert!(refusal.zh.contains("12388") && refusal.en.contains("12388"));

        let discipline = unit(app, "纪检组", None, &["discipline"]).await;
        let outside = unit(app, "外部单位", Some(discipline), &[]).await;
        person(app, "discipline", discipline, &[Role::Dispatcher, Role::CallBackOfficer]).await;
        person(app, "outside", outside, &[Role::Handler]).await;
        let case = accused(app, &[app.centre]).await;
        let stored = app.ctx.store.request(case).await.unwrap().unwrap();
        assert_eq!((stored.case.centre, stored.case.holder), (discipline, discipline));
        for login in ["dispatcher", "callback", "supervisor", "auditor", "operator", "water"] {
            assert!(!sees(app, login, case).await, "{login}");
        }
        assert!(sees(app, "discipline", case).await);
        assert_eq!(refused(dispatch_to(app, "discipline", case, app.water, vec![]).await), "unit_is_accused");
        assert_eq!(refused(dispatch_to(app, "discipline", case, discipline, vec![]).await), "cannot_lead");
        dispatch_to(app, "discipline", case, outside, vec![]).await.unwrap();
        assert!(sees(app, "outside", case).await);
        let call = app.call("outside").await;
        request::sign_request(&app.ctx, &call, app.target(case).await, &Sign).await.unwrap();
    }
);

db_test!(
    async fn what_an_accusation_may_name_has_limits(app: TestApp) {
        let operator = app.call("operator").await;
        let record =
            async |new: NewRequest| refused(request::record_request(&app.ctx, &operator, &new).await);
        let help = NewRequest { nature: Nature::Help, ..accusation(app, &[app.water]) };
        assert_eq!(record(help).await, "not_an_accusation");
        assert_eq!(record(accusation(app, &[app.water; 6])).await, "too_many");
        assert_eq!(record(accusation(app, &[app.water, app.water])).await, "unit_twice");
        let unknown = UnitId::new(Instant::from_ms(1), 1);
        assert_eq!(record(accusation(app, &[unknown])).await, "unknown_unit");
        // The portal takes accusations as the desk does.
        let filed = request::file_request(&app.ctx, &operator, &accusation(app, &[app.water])).await.unwrap();
        assert_eq!(filed.request.case.label, Label::Sealed);
    }
);

db_test!(
    async fn a_recused_person_neither_sees_nor_acts_nor_is_told(app: TestApp) {
        let case = dispatched(app).await;
        run_jobs(app).await;
        assert_eq!(told(app, "water").await, 1);
        let water = app.call("water").await;
        let asked =
            |login: Option<AccountId>| AskedRecusal { account: login, reason: RecusalReason::Relative };
        // A handler names nobody else; the head of another unit neither; the own head does.
        let id = water.actor.account;
        let target = app.target(case).await;
        let by = async |login: &str| {
            refused(access::recuse(&app.ctx, &app.call(login).await, target, asked(Some(id))).await)
        };
        assert_eq!(by("street").await, "not_your_role");
        assert_eq!(by("supervisor").await, "not_your_role");
        let unfit = AskedRecusal { account: Some(id), reason: RecusalReason::Accused };
        assert_eq!(
            refused(access::recuse(&app.ctx, &app.call("water.head").await, target, unfit).await),
            "reason"
        );
        access::recuse(&app.ctx, &app.call("water.head").await, target, asked(Some(id))).await.unwrap();
        let again = app.target(case).await;
        assert_eq!(
            refused(access::recuse(&app.ctx, &app.call("water.head").await, again, asked(Some(id))).await),
            "recused_already"
        );

        assert!(!sees(app, "water", case).await);
        assert!(sees(app, "water.head", case).await);
        assert_eq!(told(app, "water").await, 0, "what was told before is gone as well");
        let target = app.target(case).await;
        assert_eq!(refused(request::sign_request(&app.ctx, &water, target, &Sign).await), "not_found");
        // Oneself, under a key: repeated, it is answered as before.
        let head = app.call_with_key("water.head", "recuse-myself-0001").await;
        access::recuse(&app.ctx, &head, target, asked(None)).await.unwrap();
        access::recuse(&app.ctx, &head, target, asked(None)).await.unwrap();
        assert!(!sees(app, "water.head", case).await);
        // An auditor finds the entry; the chain holds.
        let verified = app.ctx.store.verify_ledger(&|_| {}).await.unwrap();
        assert!(verified.findings.is_empty(), "{:?}", verified.findings);
        assert_eq!(
            app.ctx.store.facts_from_ledger().await.unwrap(),
            app.ctx.store.fact_lines().await.unwrap()
        );
    }
);

db_test!(
    async fn ones_own_case_is_kept_from_one_by_ones_telephone(app: TestApp) {
        let dispatcher = app.call("dispatcher").await;
        let own = dispatcher.actor.account;
        assert_eq!(
            refused(access::set_phone(&app.ctx, &app.call("water").await, own, "10012345678").await),
            "not_your_role"
        );
        assert_eq!(refused(access::set_phone(&app.ctx, &dispatcher, own, "abc").await), "phone_malformed");
        access::set_phone(&app.ctx, &dispatcher, own, "+86 100-1234-5678").await.unwrap();
        let case = app.a_request().await.case.id;
        assert!(!sees(app, "dispatcher", case).await);
        assert!(sees(app, "callback", case).await);
        // The ledger does not say whose case it is.
        let said: Vec<String> =
            app.ctx.store.timeline(case).await.unwrap().into_iter().map(|entry| entry.body).collect();
        assert!(said.iter().all(|body| !body.contains(&own.to_string())), "{said:?}");
        access::set_phone(&app.ctx, &app.call("admin").await, own, "").await.unwrap();
        let other = app.a_request().await.case.id;
        assert!(sees(app, "dispatcher", other).await);
    }
);

fn glass(case: CaseId, hours: u8) -> AskedGlass {
    AskedGlass { case: case.to_string(), reason: "值班期间需核实人员安全".into(), hours }
}

db_test!(
    async fn breaking_the_glass_gives_reading_for_hours_and_everybody_knows(app: TestApp) {
        let recorded =
            request::record_request(&app.ctx, &app.call("operator").await, &app.new_request()).await.unwrap();
        let case = recorded.request.case.id;
        person(app, "housing.head", app.housing, &[Role::UnitHead]).await;
        let head = app.call("housing.head").await;
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
        assert_eq!(broken(&app.call("dispatcher").await, glass(case, 1)).await, "already_in_scope");

        let by_number = AskedGlass { case: recorded.number().0.clone(), ..glass(case, 2) };
        assert_eq!(access::break_glass(&app.ctx, &head, &by_number).await.unwrap(), case);
        assert!(sees(app, "housing.head", case).await);
        // Reading, not acting.
        let outcome = dispatch_to(app, "housing.head", case, app.water, vec![]).await;
        assert_eq!(refused(outcome), "reading_only");
        run_jobs(app).await;
        assert_eq!(told(app, "auditor").await, 1);
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
    async fn the_glass_does_not_break_for_whoever_is_recused(app: TestApp) {
        let case = accused(app, &[app.water]).await;
        let number = app.ctx.store.request(case).await.unwrap().unwrap().case.number.0;
        let head = app.call("water.head").await;
        let asked = AskedGlass { case: number, ..glass(case, 1) };
        assert_eq!(refused(access::break_glass(&app.ctx, &head, &asked).await), "not_found");
        // The head of a unit that has nothing to do with it may, and reads it then.
        let district = app.call("district").await;
        access::break_glass(&app.ctx, &district, &glass(case, 1)).await.unwrap();
        assert!(sees(app, "district", case).await);
        // A recusal that comes later ends the grant.
        let asked = AskedRecusal { account: None, reason: RecusalReason::OtherInterest };
        let district = app.call("district").await;
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
            access::reveal(&app.ctx, &app.call(login).await, case, &asked).await
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
        let call = app.call_with_key("water", "reveal-once-000001").await;
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
        let dialer = std::sync::Arc::new(RememberingDialer::default());
        let new = NewRequest { confidential: true, ..app.new_request() };
        let case =
            request::record_request(&ctx, &app.call("operator").await, &new).await.unwrap().request.case.id;
        dispatch_to(app, "dispatcher", case, app.water, vec![]).await.unwrap();
        let water = app.call("water").await;
        for field in [RevealField::Phone, RevealField::Name, RevealField::Email, RevealField::Message] {
            let asked = AskedReveal { field, ..phone() };
            assert_eq!(refused(access::reveal(&ctx, &water, case, &asked).await), "name_withheld");
        }
        assert!(access::reveal(&ctx, &app.call("operator").await, case, &phone()).await.is_ok());
        assert_eq!(refused(access::call_requester(&ctx, &water, case, "8001").await), "calls_not_configured");
        ctx = ctx.with_dialer(dialer.clone() as std::sync::Arc<dyn Dialer>);
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
        ctx.settings = std::sync::Arc::new(settings);
        let operator = app.call("operator").await;
        for n in 1..=5 {
            access::reveal(&ctx, &operator, case, &phone()).await.unwrap();
            run_jobs(app).await;
            assert_eq!(told(app, "auditor").await, usize::from(4 <= n), "after {n}");
        }
        assert_eq!(refused(access::reveal(&ctx, &operator, case, &phone()).await), "budget_used_up");
        // Roles without a budget are shown nothing; the next day begins anew.
        let dispatcher = app.call("dispatcher").await;
        assert_eq!(refused(access::reveal(&ctx, &dispatcher, case, &phone()).await), "budget_used_up");
        app.pass_minutes(24 * 60);
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
