//! Re-audits: nobody chooses what is drawn, anybody can draw it again, and only the independent say what they found.

use hemu_app::{
    AppError, operation,
    re_audit::{self, NewFinding, NewReAudit, ReAudit},
    request::{self, NewRequest},
};
use hemu_domain::{
    access::Role,
    kernel::{CaseId, Instant},
    re_audit::{Finding, Stratum, sample_size},
    request::{CloseRequest, Exclude, ExclusionReason, Reopen, SettleOnSpot, Stage},
};
use hemu_testkit::{TestApp, db_test};

use crate::story::{refused, replied, satisfied};

const ON_THE_SPOT: usize = 21;
const HANDLED: usize = 3;

async fn closed(app: &TestApp) -> CaseId {
    let case = replied(app).await;
    let callback = app.call("callback").await;
    request::call_back(&app.ctx, &callback, app.target(case).await, &satisfied()).await.unwrap();
    request::close_request(&app.ctx, &callback, app.target(case).await, &CloseRequest).await.unwrap();
    case
}

async fn settled(app: &TestApp, grid: usize) -> CaseId {
    let new = NewRequest { division: app.grids[grid].id, ..app.new_request() };
    let operator = app.call("operator").await;
    let case = request::record_request(&app.ctx, &operator, &new).await.unwrap().request.case.id;
    let input = SettleOnSpot {
        matter: app.matter("labour_social.insurance").await,
        answer: "已当场说明办理材料".into(),
    };
    request::settle_on_spot(&app.ctx, &operator, app.target(case).await, &input).await.unwrap();
    case
}

/// A day on which cases ended in every way, and which is over.
async fn a_day(app: &TestApp) -> NewReAudit {
    let from = app.ctx.clock.now();
    for _ in 0..HANDLED {
        closed(app).await;
    }
    for n in 0..ON_THE_SPOT {
        settled(app, n % 3).await;
    }
    let case = app.a_request().await.case.id;
    let input = Exclude { reason: ExclusionReason::LegalRoute, signpost: "请向法院提起诉讼".into() };
    request::exclude_request(&app.ctx, &app.call("operator").await, app.target(case).await, &input)
        .await
        .unwrap();
    let before = app.ctx.clock.now().plus_ms(1);
    let new = NewReAudit { from, before, percent: 5, division: None };
    assert_eq!(refused(fix(app, "auditor", &new).await), "not_over", "the last minutes are still written");
    app.pass_minutes(24 * 60);
    new
}

async fn fix(app: &TestApp, login: &str, new: &NewReAudit) -> Result<ReAudit, AppError> {
    re_audit::fix_re_audit(&app.ctx, &app.call(login).await, new).await
}

async fn draw(app: &TestApp, login: &str, one: &ReAudit) -> Result<ReAudit, AppError> {
    re_audit::draw_re_audit(&app.ctx, &app.call(login).await, one.id).await
}

async fn drawn(app: &TestApp) -> ReAudit {
    let fixed = fix(app, "auditor", &a_day(app).await).await.unwrap();
    operation::make_checkpoint(&app.ctx).await.unwrap();
    draw(app, "auditor", &fixed).await.unwrap()
}

async fn find(app: &TestApp, login: &str, one: &ReAudit, case: CaseId) -> Result<(), AppError> {
    let new = NewFinding { case, finding: Finding::NotSolved, words: "现场仍未解决".into() };
    re_audit::record_finding(&app.ctx, &app.call(login).await, one.id, &new).await.map(|_| ())
}

db_test!(
    async fn a_population_is_fixed_before_its_seed_is_known(app: TestApp) {
        let new = a_day(app).await;
        assert_eq!(refused(fix(app, "supervisor", &new).await), "not_your_role");
        operation::make_checkpoint(&app.ctx).await.unwrap();
        let fixed = fix(app, "auditor", &new).await.unwrap();
        assert_eq!(fixed.size, i64::try_from(HANDLED + ON_THE_SPOT + 1).unwrap());
        // The checkpoint before the fixing gives no seed.
        assert_eq!(refused(draw(app, "auditor", &fixed).await), "no_checkpoint_yet");
        operation::make_checkpoint(&app.ctx).await.unwrap();
        let expected = app.ctx.store.seed_checkpoint(fixed.fixed_seq).await.unwrap().unwrap();
        // Later ones change nothing.
        app.a_request().await;
        app.pass_minutes(1);
        operation::make_checkpoint(&app.ctx).await.unwrap();
        let first = draw(app, "auditor", &fixed).await.unwrap();
        assert_eq!(first.draw.as_ref().unwrap().seed, expected.root);
        assert_eq!(draw(app, "auditor", &fixed).await.unwrap(), first, "drawn once");
        for part in [new.clone(), NewReAudit { from: new.before.plus_ms(-1), ..new }] {
            assert_eq!(refused(fix(app, "auditor", &part).await), "period_taken");
        }
        let cases = app.ctx.store.drawn_cases(fixed.id).await.unwrap();
        for (stratum, size) in
            [(Stratum::Handled, HANDLED), (Stratum::SettledOnSpot, ON_THE_SPOT), (Stratum::EndedOtherwise, 1)]
        {
            let own = cases.iter().filter(|one| one.drawn.member.stratum == stratum).count();
            assert_eq!(own, sample_size(size, 5), "{stratum:?}");
        }
        let empty = NewReAudit {
            from: Instant::from_ms(0),
            before: Instant::from_ms(Instant::DAY_MS),
            percent: 5,
            division: None,
        };
        assert_eq!(refused(fix(app, "auditor", &empty).await), "nothing_ended");
    }
);

db_test!(
    async fn a_command_that_is_repeated_fixes_once(app: TestApp) {
        let new = a_day(app).await;
        let call = app.call_with_key("auditor", "the-same-key-0000").await;
        let first = re_audit::fix_re_audit(&app.ctx, &call, &new).await.unwrap();
        assert_eq!(re_audit::fix_re_audit(&app.ctx, &call, &new).await.unwrap(), first);
        assert_eq!(re_audit::list_re_audits(&app.ctx, &app.call("auditor").await).await.unwrap().len(), 1);
    }
);

db_test!(
    async fn the_independent_record_what_they_found(app: TestApp) {
        let one = drawn(app).await;
        app.add_person("callback2", app.centre, Role::CallBackOfficer).await;
        let cases = app.ctx.store.drawn_cases(one.id).await.unwrap();
        let of = |stratum| cases.iter().find(|own| own.drawn.member.stratum == stratum).unwrap().case;
        let handled = of(Stratum::Handled);
        assert_eq!(refused(find(app, "callback", &one, handled).await), "not_independent", "called back");
        assert_eq!(refused(find(app, "operator", &one, handled).await), "not_your_role");
        assert!(matches!(find(app, "housing", &one, handled).await, Err(AppError::NotFound)));
        find(app, "callback2", &one, handled).await.unwrap();
        assert_eq!(refused(find(app, "auditor", &one, handled).await), "already_found");
        let other = app.a_request().await.case.id;
        assert!(matches!(find(app, "auditor", &one, other).await, Err(AppError::NotFound)), "not drawn");
        find(app, "auditor", &one, of(Stratum::SettledOnSpot)).await.unwrap();

        let view = request::view_request(&app.ctx, &app.call("supervisor").await, handled).await.unwrap();
        let step = view.timeline.last().unwrap();
        assert_eq!(step.action, "re_audit");
        assert_eq!(step.texts[0].text.as_deref(), Some("现场仍未解决"));
        assert!(!step.details.contains("现场"), "words lie in the vault");
        assert_eq!(view.request.state.stage(), Stage::Closed);

        let page = re_audit::view_re_audit(&app.ctx, &app.call("auditor").await, one.id).await.unwrap();
        let shares = re_audit::shares_of(&page.cases);
        let water = shares.iter().find(|share| share.unit == Some(app.water)).unwrap();
        assert_eq!((water.share.denominator, water.share.basis_points), (1, Some(0)));
        assert!(!water.is_enough(), "one case ranks nobody");
        let now = app.ctx.clock.now();
        // A statistician sees no case and all numbers.
        for login in ["supervisor", "statistician"] {
            let call = app.call(login).await;
            let (from, before) = (now.plus_ms(-Instant::HOUR_MS), now.plus_ms(1));
            let numbers = re_audit::re_audit_numbers(&app.ctx, &call, from, before).await.unwrap();
            assert_eq!(numbers, shares, "facts say the same to the {login}");
        }
        assert_eq!(
            app.ctx.store.facts_from_ledger().await.unwrap(),
            app.ctx.store.fact_lines().await.unwrap()
        );
    }
);

db_test!(
    async fn anybody_who_has_the_database_draws_the_same_cases(app: TestApp) {
        let one = drawn(app).await;
        let verify = async || re_audit::verify_re_audit(&app.ctx, one.id).await.unwrap();
        assert_eq!(verify().await, Vec::<String>::new());
        // What happens to the cases afterwards changes nothing.
        let handled = app.ctx.store.drawn_cases(one.id).await.unwrap();
        let handled = handled.iter().find(|own| own.drawn.member.stratum == Stratum::Handled).unwrap();
        let reopen = Reopen { text: "诉求人称又停水了".into() };
        request::reopen_request(
            &app.ctx,
            &app.call("operator").await,
            app.target(handled.case).await,
            &reopen,
        )
        .await
        .unwrap();
        find(app, "auditor", &one, handled.case).await.unwrap();
        assert_eq!(verify().await, Vec::<String>::new());
        assert_eq!(app.ctx.store.verify_ledger(&|_| {}).await.unwrap().findings, []);

        let number = &handled.drawn.member.number;
        let other = "20990101-00000000";
        let tamper = async |text: String| app.ctx.store.execute_for_test(&text).await.unwrap();
        tamper(format!("UPDATE re_audit_case SET number = '{other}' WHERE number = '{number}'")).await;
        let differs = verify().await;
        assert!(differs.iter().any(|line| line.contains(number)), "{differs:?}");
        assert!(differs.iter().any(|line| line.contains(other)), "{differs:?}");
        tamper(format!("UPDATE re_audit_case SET number = '{number}' WHERE number = '{other}'")).await;
        tamper("UPDATE re_audit SET percent = 7".into()).await;
        assert!(verify().await.iter().any(|line| line.contains("does not say what was fixed")));
        tamper("UPDATE re_audit SET percent = 5".into()).await;
        tamper(format!("DELETE FROM fact WHERE measure = 'closed' AND case_id = '{}'", handled.case)).await;
        assert!(verify().await.iter().any(|line| line.contains("the population gives the root")));
    }
);
