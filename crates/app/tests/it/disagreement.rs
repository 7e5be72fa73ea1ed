//! Disagreement and correction, by role: what is asked, who decides, and what becomes of the request, its clocks, its
//! numbers and the people concerned.

use hemu_app::{
    AppError, jobs,
    numbers::{UnitNumbers, numbers_by_unit},
    request::{self, NewAsk, NewDecision},
};
use hemu_domain::{
    kernel::{AskKind, AskState, AskTerms, CaseId, Instant, UnitId},
    request::{
        AnswerOrder, CloseRequest, Dispatch, Redispatch, RedispatchReason, Request, Resume, ReviewOrder,
        Sign, Stage,
    },
};
use hemu_testkit::{TestApp, db_test};

use crate::story::{dispatched, refused, replied, satisfied};

pub(crate) fn asking(kind: AskKind, reason: &str) -> NewAsk {
    NewAsk {
        kind,
        terms: AskTerms { reason: reason.into(), ..AskTerms::default() },
        text: "因故提出申请，请予审批".into(),
        parent_number: String::new(),
    }
}

pub(crate) async fn ask(app: &TestApp, login: &str, case: CaseId, new: NewAsk) -> Result<Request, AppError> {
    request::ask_for(&app.ctx, &app.call(login).await, app.target(case).await, &new).await
}

pub(crate) async fn decide(
    app: &TestApp,
    login: &str,
    case: CaseId,
    granted: bool,
) -> Result<Request, AppError> {
    decide_with(app, login, case, granted, None, false).await
}

pub(crate) async fn decide_with(
    app: &TestApp,
    login: &str,
    case: CaseId,
    granted: bool,
    unit: Option<UnitId>,
    precedent: bool,
) -> Result<Request, AppError> {
    let found = app.ctx.store.request(case).await.unwrap().unwrap();
    let open =
        found.asks.iter().find(|ask| ask.state == AskState::Open && ask.kind != AskKind::Order).unwrap().id;
    let new =
        NewDecision { ask: open, granted, text: "经核实，作出如下决定".into(), unit, precedent };
    request::decide_ask(&app.ctx, &app.call(login).await, app.target(case).await, &new).await
}

pub(crate) async fn handled(app: &TestApp) -> CaseId {
    let case = dispatched(app).await;
    request::sign_request(&app.ctx, &app.call("water").await, app.target(case).await, &Sign).await.unwrap();
    case
}

pub(crate) async fn run_jobs(app: &TestApp) {
    while 0 < jobs::run_due_jobs(&app.ctx).await.unwrap() {}
}

pub(crate) async fn numbers(app: &TestApp, unit: UnitId) -> UnitNumbers {
    let now = app.ctx.clock.now();
    numbers_by_unit(
        &app.ctx,
        &app.call("supervisor").await,
        now.plus_ms(-Instant::DAY_MS * 90),
        now.plus_ms(1),
    )
    .await
    .unwrap()
    .into_iter()
    .find(|numbers| numbers.unit == Some(unit))
    .unwrap()
}

pub(crate) async fn facts_follow_the_ledger(app: &TestApp) {
    assert_eq!(app.ctx.store.fact_lines().await.unwrap(), app.ctx.store.facts_from_ledger().await.unwrap());
}

db_test!(
    async fn a_return_that_is_upheld_counts_for_the_centre_and_becomes_a_precedent(app: TestApp) {
        app.add_person("dispatcher2", app.centre, hemu_domain::access::Role::Dispatcher).await;
        let case = handled(app).await;
        let mut new = asking(AskKind::Return, "not_my_duty");
        new.terms.unit = Some(app.housing);
        let asked = ask(app, "water", case, new.clone()).await.unwrap();
        let ask_id = asked.asks[0].id;
        assert!(asked.clock("reply").unwrap().is_open(), "the unit's clock runs on until somebody has ruled");
        assert_eq!(refused(ask(app, "water", case, new.clone()).await), "asked_already");
        assert_eq!(refused(decide(app, "water.head", case, true).await), "not_your_role");
        assert_eq!(
            refused(decide(app, "dispatcher", case, true).await),
            "maker_is_checker",
            "who dispatched does not rule"
        );

        let ruled = decide_with(app, "dispatcher2", case, true, None, true).await.unwrap();
        assert_eq!(ruled.state.stage(), Stage::New);
        assert!(ruled.clocks.iter().filter(|clock| clock.is_open()).all(|clock| clock.unit == app.centre));

        run_jobs(app).await;
        let rules = app.ctx.rules(None).await.unwrap();
        let matter = rules.matter(ruled.matter.unwrap()).unwrap();
        let lead = rules.lead_unit(matter, &ruled.case.division).unwrap().id;
        assert_eq!(lead, app.housing, "the catalogue follows the ruling");
        assert_eq!(rules.precedents[0].ask, ask_id);
        let version = rules.catalogue_version;
        // The job may run twice: nothing changes.
        let permit =
            hemu_domain::access::Permit::platform(hemu_domain::kernel::AccountId::PLATFORM, app.centre);
        let mut tx = app.ctx.store.begin_write().await.unwrap();
        let meta = hemu_store::Meta {
            permit,
            at: app.ctx.clock.now(),
            command_key: "",
            command_digest: "",
            calendar_version: 1,
            random: app.ctx.random.as_ref(),
        };
        assert_eq!(tx.adopt_precedent(meta, &rules.precedents[0]).await.unwrap(), version);
        tx.commit().await.unwrap();

        assert_eq!(numbers(app, app.water).await.returned, 1);
        assert_eq!(numbers(app, app.water).await.wrong_dispatch, 0, "never the unit's");
        assert_eq!(numbers(app, app.centre).await.wrong_dispatch, 1);

        // Given to another unit, the first one still sees what became of it, and cannot object a second time.
        let again = Dispatch { matter: ruled.matter.unwrap(), lead: app.water, assisting: vec![] };
        request::dispatch_request(&app.ctx, &app.call("dispatcher2").await, app.target(case).await, &again)
            .await
            .unwrap();
        assert_eq!(refused(ask(app, "water", case, new).await), "returned_once");
        facts_follow_the_ledger(app).await;
    }
);

db_test!(
    async fn a_second_return_is_ruled_on_by_a_panel(app: TestApp) {
        for login in ["dispatcher2", "dispatcher3"] {
            app.add_person(login, app.centre, hemu_domain::access::Role::Dispatcher).await;
        }
        let case = handled(app).await;
        ask(app, "water", case, asking(AskKind::Return, "wrong_area")).await.unwrap();
        decide(app, "supervisor", case, true).await.unwrap();
        let to = Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.housing,
            assisting: vec![],
        };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &to)
            .await
            .unwrap();
        app.pass_minutes(1);
        let asked = ask(app, "housing", case, asking(AskKind::Return, "not_my_duty")).await.unwrap();
        assert_eq!(asked.asks.last().unwrap().votes_needed, 3);

        assert_eq!(decide(app, "supervisor", case, false).await.unwrap().state.stage(), Stage::Dispatched);
        assert_eq!(refused(decide(app, "supervisor", case, false).await), "voted_already");
        let settled = decide(app, "dispatcher2", case, false).await.unwrap();
        assert_eq!(settled.asks.last().unwrap().state, AskState::Refused);
        assert_eq!(settled.state.stage(), Stage::Dispatched, "it stays where it is");
        assert_eq!(settled.asks.last().unwrap().votes.len(), 2);
    }
);

db_test!(
    async fn more_time_is_asked_for_in_time_and_given_by_another(app: TestApp) {
        let case = handled(app).await;
        let due = app.ctx.store.request(case).await.unwrap().unwrap().clock("reply").unwrap().due_at.unwrap();
        let mut new = asking(AskKind::Extension, "cross_unit");
        new.terms.amount = Some(99);
        assert_eq!(refused(ask(app, "water", case, new.clone()).await), "extension_too_long");
        new.terms.amount = Some(3);
        ask(app, "water", case, new.clone()).await.unwrap();
        let granted = decide(app, "dispatcher", case, true).await.unwrap();
        assert!(due < granted.clock("reply").unwrap().due_at.unwrap());
        assert_eq!(
            granted.clocks.iter().find(|clock| clock.kind == "assist").unwrap().cap,
            granted.clock("reply").unwrap().due_at
        );
        assert_eq!(refused(ask(app, "water", case, new).await), "extended_once");
        run_jobs(app).await;
        let told = app.ctx.store.notices_outside_of(case).await.unwrap();
        assert!(
            told.iter().any(|told| told.notice.template == "request_extended"),
            "the resident is told: {told:?}"
        );
    }
);

db_test!(
    async fn a_pause_stands_still_until_resumed_or_until_its_limit(app: TestApp) {
        let case = handled(app).await;
        let before =
            app.ctx.store.request(case).await.unwrap().unwrap().clock("reply").unwrap().due_at.unwrap();
        ask(app, "water", case, asking(AskKind::Pause, "appraisal")).await.unwrap();
        let paused = decide(app, "dispatcher", case, true).await.unwrap();
        assert_eq!(paused.state.stage(), Stage::Paused);
        assert_eq!(paused.clock("reply").unwrap().due_at, None);

        app.pass_minutes(3 * 24 * 60);
        let input = Resume { text: "鉴定结论已出".into() };
        let resumed =
            request::resume_request(&app.ctx, &app.call("water").await, app.target(case).await, &input)
                .await
                .unwrap();
        assert_eq!(resumed.state.stage(), Stage::Handling);
        let after = resumed.clock("reply").unwrap().due_at.unwrap();
        assert!(before.plus_ms(2 * Instant::DAY_MS) <= after, "the pause moved the end");

        // A pause that nobody ends comes to its limit, and the platform ends it.
        ask(app, "water", case, asking(AskKind::Pause, "requester_material")).await.unwrap();
        decide(app, "dispatcher", case, true).await.unwrap();
        app.pass_minutes(40 * 24 * 60);
        request::raise_alarms(&app.ctx).await.unwrap();
        let found = app.ctx.store.request(case).await.unwrap().unwrap();
        assert_eq!(found.state.stage(), Stage::Handling);
        assert_eq!(refused(ask(app, "water", case, asking(AskKind::Pause, "other")).await), "pauses_used_up");
    }
);

db_test!(
    async fn parking_needs_a_review_date_and_every_unit_that_decides(app: TestApp) {
        app.add_person("street.head", app.street, hemu_domain::access::Role::UnitHead).await;
        let case = app.a_request().await.case.id;
        let to = Dispatch {
            matter: app.matter("housing_property.neighbour").await,
            lead: app.street,
            assisting: vec![],
        };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &to)
            .await
            .unwrap();
        request::sign_request(&app.ctx, &app.call("street").await, app.target(case).await, &Sign)
            .await
            .unwrap();
        let mut new = asking(AskKind::Park, "need_fund");
        assert_eq!(refused(ask(app, "street", case, new.clone()).await), "review_date_missing");
        new.terms.until = Some(app.ctx.clock.now().plus_ms(60 * Instant::DAY_MS));
        ask(app, "street", case, new).await.unwrap();
        let one = decide(app, "district", case, true).await.unwrap();
        assert_eq!(one.state.stage(), Stage::Handling, "one voice of two");
        let parked = decide(app, "supervisor", case, true).await.unwrap();
        assert_eq!(parked.state.stage(), Stage::Parked);
        let review = parked.clocks.iter().find(|clock| clock.kind == "review" && clock.is_open()).unwrap();
        assert!(review.due_at.unwrap() <= app.ctx.clock.now().plus_ms(60 * Instant::DAY_MS));

        // On the review date somebody above hears of it.
        app.pass_minutes(61 * 24 * 60);
        assert_eq!(request::raise_alarms(&app.ctx).await.unwrap(), 1);
        let resumed = request::resume_request(
            &app.ctx,
            &app.call("street.head").await,
            app.target(case).await,
            &Resume { text: "经费已落实".into() },
        )
        .await
        .unwrap();
        assert_eq!(resumed.state.stage(), Stage::Handling);
        assert_eq!(numbers(app, app.street).await.parked, 1, "counted in the open");
    }
);

db_test!(
    async fn an_order_is_answered_returned_and_accepted_and_goes_with_the_request(app: TestApp) {
        let case = handled(app).await;
        ask(app, "supervisor", case, asking(AskKind::Order, "overdue")).await.unwrap();
        let answer = AnswerOrder { text: "已安排抢修，今晚恢复供水".into() };
        request::answer_order(&app.ctx, &app.call("water").await, app.target(case).await, &answer)
            .await
            .unwrap();
        let review = |accepted| ReviewOrder { accepted, text: "请补充时间表".into() };
        let returned = request::review_order(
            &app.ctx,
            &app.call("supervisor").await,
            app.target(case).await,
            &review(false),
        )
        .await
        .unwrap();
        assert_eq!(returned.open_ask(AskKind::Order).unwrap().state, AskState::Open);

        let to = Redispatch {
            to: Dispatch {
                matter: app.matter("utilities.water_outage").await,
                lead: app.street,
                assisting: vec![],
            },
            reason: RedispatchReason::WrongUnit,
            text: "应由街道办理".into(),
        };
        let moved =
            request::redispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &to)
                .await
                .unwrap();
        let order = moved.open_ask(AskKind::Order).unwrap();
        assert_eq!(order.deciders, [app.street], "the new unit inherits the order");
        assert!(
            moved
                .clocks
                .iter()
                .any(|clock| clock.id == order.clock && clock.is_open() && clock.unit == app.street)
        );
        assert_eq!(numbers(app, app.centre).await.wrong_dispatch, 1);

        request::answer_order(&app.ctx, &app.call("street").await, app.target(case).await, &answer)
            .await
            .unwrap();
        let accepted = request::review_order(
            &app.ctx,
            &app.call("supervisor").await,
            app.target(case).await,
            &review(true),
        )
        .await
        .unwrap();
        assert!(accepted.open_ask(AskKind::Order).is_none());
    }
);

db_test!(
    async fn a_panel_takes_an_unreasonable_request_out_of_the_rates_and_not_out_of_the_volume(app: TestApp) {
        app.add_person("dispatcher2", app.centre, hemu_domain::access::Role::Dispatcher).await;
        let case = replied(app).await;
        let before = app.ctx.clock.now();
        assert_eq!(numbers(app, app.water).await.on_time.denominator, 1);
        app.pass_minutes(10);
        ask(app, "water.head", case, asking(AskKind::Unreasonable, "beyond_policy")).await.unwrap();
        request::call_back(&app.ctx, &app.call("callback").await, app.target(case).await, &satisfied())
            .await
            .unwrap();
        let close = || async {
            request::close_request(
                &app.ctx,
                &app.call("callback").await,
                app.target(case).await,
                &CloseRequest,
            )
            .await
        };
        assert_eq!(refused(close().await), "panel_sits");
        decide(app, "dispatcher", case, true).await.unwrap();
        let found = decide(app, "dispatcher2", case, true).await.unwrap();
        assert!(found.unreasonable);
        close().await.unwrap();
        let after = numbers(app, app.water).await;
        assert_eq!(
            (after.on_time.denominator, after.satisfaction.denominator, after.dispatched, after.unreasonable),
            (0, 0, 1, 1)
        );
        facts_follow_the_ledger(app).await;
        // As known before the panel sat, the reply counted.
        let known = app.ctx.store.facts_known_at(case, before).await.unwrap();
        assert!(
            known.contains(&"on_time".to_owned()) && known.contains(&"dispatched".to_owned()),
            "{known:?}"
        );
    }
);
