//! Accusations, recusal, break-glass, revealed contacts and looks, as people meet them.

use hemu_app::{
    AppError,
    access::{self, AskedRecusal},
    jobs,
    notice::my_notices,
    numbers::numbers_by_unit,
    organisation::{NewMember, NewUnit, open_account, open_unit},
    request::{self, NewRequest, view_request},
    worklist::list_cases,
};
use hemu_domain::{
    access::{Permit, RecusalReason, Role},
    kernel::{AccountId, CaseId, Instant, Label, UnitId},
    organisation::{DivisionPath, UnitForm},
    request::{Dispatch, Nature, Sign},
};
use hemu_store::read::{Narrow, Order, WorklistFilter};
use hemu_testkit::{PASSWORD, TestApp, db_test};

use crate::story::dispatched;

pub(crate) fn refused<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> &'static str {
    match outcome {
        Err(AppError::Refused(refusal)) => refusal.code,
        Err(AppError::NotFound) => "not_found",
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn accusation(app: &TestApp, accused: &[UnitId]) -> NewRequest {
    NewRequest { nature: Nature::Report, accused: accused.to_vec(), ..app.new_request() }
}

pub(crate) async fn accused(app: &TestApp, units: &[UnitId]) -> CaseId {
    let call = app.call("operator").await;
    request::record_request(&app.ctx, &call, &accusation(app, units)).await.unwrap().request.case.id
}

async fn listed(app: &TestApp, login: &str) -> (Vec<CaseId>, i64) {
    let filter = WorklistFilter {
        order: Order::Newest,
        stages: vec![],
        after: None,
        due_before: None,
        waiting: false,
        narrow: Narrow::default(),
        limit: 50,
    };
    let page = list_cases(&app.ctx, &app.call(login).await, &filter).await.unwrap();
    (page.items.into_iter().map(|item| item.row.id).collect(), page.count)
}

pub(crate) async fn sees(app: &TestApp, login: &str, case: CaseId) -> bool {
    let (cases, count) = listed(app, login).await;
    let single = view_request(&app.ctx, &app.call(login).await, case).await;
    assert_eq!(cases.contains(&case), single.is_ok(), "list and page differ for {login}");
    assert_eq!(i64::try_from(cases.len()).unwrap(), count, "list and count differ for {login}");
    assert!(single.is_ok() || matches!(single, Err(AppError::NotFound)));
    single.is_ok()
}

pub(crate) async fn person(app: &TestApp, login: &str, unit: UnitId, roles: &[Role]) -> AccountId {
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

pub(crate) async fn dispatch_to(
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

pub(crate) async fn run_jobs(app: &TestApp) {
    while 0 < jobs::run_due_jobs(&app.ctx).await.unwrap() {}
}

pub(crate) async fn told(app: &TestApp, login: &str) -> usize {
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
        access::set_phone(&app.ctx, &app.call_with_second_factor("security").await, own, "").await.unwrap();
        let other = app.a_request().await.case.id;
        assert!(sees(app, "dispatcher", other).await);
    }
);
