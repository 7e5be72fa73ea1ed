//! One access rule: the scope in memory and the scope in SQL agree on random data, and no part of a clause could be
//! left out of either without this test failing.

use hemu_app::request;
use hemu_domain::{
    access::{Clause, Reach, Recusal, RecusalReason, Recused, Scope},
    kernel::{AccountId, Instant, Kind, Label, ReaderRole},
    organisation::DivisionPath,
    request::{Dispatch, Request},
};
use hemu_testkit::{TestApp, db_test};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};

/// Cases of every label, kind, place, reader and time.
async fn varied_cases(app: &TestApp, rng: &mut StdRng) -> Vec<Request> {
    let mut requests = Vec::new();
    for _ in 0..40 {
        app.pass_minutes(rng.random_range(1..600));
        let mut new = app.new_request();
        new.division = app.grids.choose(rng).unwrap().id;
        new.confidential = rng.random_bool(0.4);
        let operator = app.call("operator").await;
        let mut request = request::record_request(&app.ctx, &operator, &new).await.unwrap().request;
        if rng.random_bool(0.7) {
            let units = [app.water, app.housing, app.street, app.district];
            let lead = *units.choose(rng).unwrap();
            let assisting = units.into_iter().filter(|unit| *unit != lead && rng.random_bool(0.3)).collect();
            let input = Dispatch { matter: app.matter("utilities.water_outage").await, lead, assisting };
            request = request::dispatch_request(
                &app.ctx,
                &app.call("dispatcher").await,
                app.target(request.case.id).await,
                &input,
            )
            .await
            .unwrap();
        }
        // Kinds and labels that no use case of today makes, so that those parts of the rule are tried as well.
        let kind = *Kind::ALL.choose(rng).unwrap();
        request.case.kind = kind;
        if rng.random_bool(0.2) {
            request.case.label = Label::Sealed;
        }
        recuse_some(app, &mut request, rng).await;
        let (id, label) = (request.case.id, request.case.label.code());
        for table in ["cases", "case_reader"] {
            let key = if table == "cases" { "id" } else { "case_id" };
            app.ctx
                .store
                .execute_for_test(&format!(
                    "UPDATE {table} SET kind = '{}', label = '{label}' WHERE {key} = '{id}'",
                    kind.code()
                ))
                .await
                .unwrap();
        }
        requests.push(request);
    }
    requests
}

/// Recuse a unit or a person from some of the cases, as rows and in memory.
async fn recuse_some(app: &TestApp, request: &mut Request, rng: &mut StdRng) {
    if !rng.random_bool(0.4) {
        return;
    }
    let who = if rng.random_bool(0.5) {
        Recused::Unit(*[app.water, app.housing, app.street, app.district].choose(rng).unwrap())
    } else {
        let login = *["water", "housing", "supervisor"].choose(rng).unwrap();
        Recused::Account(app.call(login).await.actor.account)
    };
    request.case.recusals.push(Recusal { who, reason: RecusalReason::Relative });
    let id = request.case.id;
    let (unit, account) = match who {
        Recused::Unit(unit) => (format!("'{unit}'"), "NULL".to_owned()),
        Recused::Account(account) => ("NULL".to_owned(), format!("'{account}'")),
    };
    for text in [
        format!(
            "INSERT INTO case_recusal (case_id, unit_id, account_id, reason, recorded_at) VALUES ('{id}', {unit}, {account}, 'relative', 0)"
        ),
        format!("UPDATE cases SET recused = 1 WHERE id = '{id}'"),
        format!("UPDATE case_reader SET recused = 1 WHERE case_id = '{id}'"),
    ] {
        app.ctx.store.execute_for_test(&text).await.unwrap();
    }
}

/// A person with posts in some units, or nobody in particular.
async fn apart(app: &TestApp, scope: Scope, rng: &mut StdRng) -> Scope {
    let login = *["water", "housing", "supervisor", "operator"].choose(rng).unwrap();
    let units = [app.water, app.housing, app.street, app.district, app.centre];
    let held: Vec<_> = units.into_iter().filter(|_| rng.random_bool(0.3)).collect();
    if rng.random_bool(0.2) { scope } else { scope.apart_from(app.call(login).await.actor.account, held) }
}

fn any_clause(app: &TestApp, requests: &[Request], rng: &mut StdRng) -> Clause {
    let root = DivisionPath::root(1);
    let paths = [
        root.clone(),
        root.child(1),
        root.child(2),
        root.child(1).child(1),
        root.child(1).child(1).child(1).child(2),
    ];
    let units = [app.centre, app.water, app.housing, app.street, app.district];
    let some = |rng: &mut StdRng| requests.choose(rng).unwrap().case.opened_at;
    Clause {
        reach: match rng.random_range(0..10) {
            0..5 => Reach::Unit(*units.choose(rng).unwrap()),
            5..9 => Reach::Division(paths.choose(rng).unwrap().clone()),
            _ => Reach::Case(requests.choose(rng).unwrap().case.id),
        },
        kinds: Kind::ALL.into_iter().filter(|_| rng.random_bool(0.7)).collect(),
        labels: match rng.random_range(0..10) {
            0 => vec![Label::Sealed],
            _ => Label::ALL.into_iter().filter(|_| rng.random_bool(0.7)).collect(),
        },
        sealed_as: ReaderRole::ALL.into_iter().filter(|_| rng.random_bool(0.4)).collect(),
        opened_from: rng.random_bool(0.3).then(|| some(rng)),
        opened_before: rng.random_bool(0.3).then(|| some(rng)),
    }
}

/// A scope without one part of its clauses: what a rule that forgot it would allow.
fn without(scope: &Scope, part: &str) -> Scope {
    let wider = Scope::of(scope.clauses().iter().map(|clause| {
        let mut clause = clause.clone();
        match part {
            "reach" => clause.reach = Reach::Division(DivisionPath::root(1)),
            "kinds" => clause.kinds = Kind::ALL.to_vec(),
            "labels" => clause.labels = Label::ALL.to_vec(),
            "sealed_as" => clause.sealed_as = ReaderRole::ALL.to_vec(),
            "opened_from" => clause.opened_from = None,
            "opened_before" => clause.opened_before = None,
            _ => {}
        }
        clause
    }));
    let apart = scope.apart();
    match (part, apart.account) {
        ("recused_units", Some(account)) => wider.apart_from(account, []),
        ("recused_account", Some(_)) => wider.apart_from(AccountId::RESIDENT, apart.units.iter().copied()),
        (_, Some(account)) => wider.apart_from(account, apart.units.iter().copied()),
        (_, None) => wider,
    }
}

const PARTS: [&str; 8] = [
    "reach",
    "kinds",
    "labels",
    "sealed_as",
    "opened_from",
    "opened_before",
    "recused_units",
    "recused_account",
];

db_test!(
    async fn memory_and_sql_agree_on_random_scopes_and_no_part_is_idle(app: TestApp) {
        let mut rng = StdRng::seed_from_u64(20_260_302);
        let requests = varied_cases(app, &mut rng).await;
        let (mut allowed, mut denied) = (0_u32, 0_u32);
        let mut matters = std::collections::BTreeMap::from(PARTS.map(|part| (part, (false, false))));
        for _ in 0..160 {
            let scope = Scope::of(
                (0..rng.random_range(1..=3))
                    .map(|_| any_clause(app, &requests, &mut rng))
                    .collect::<Vec<_>>(),
            );
            let scope = apart(app, scope, &mut rng).await;
            let by_sql = app.ctx.store.cases_in_scope(&scope, Instant::from_ms(0)).await.unwrap();
            let mut by_rule: Vec<_> = requests
                .iter()
                .filter(|request| scope.allows(&request.case.facets(&request.readers())))
                .map(|request| request.case.id)
                .collect();
            by_rule.sort_unstable();
            assert_eq!(by_rule, by_sql, "{scope:?}");
            for request in requests.iter().take(5) {
                let id = request.case.id;
                assert_eq!(by_rule.contains(&id), app.ctx.store.scope_allows(&scope, id).await.unwrap());
            }
            allowed += u32::try_from(by_rule.len()).unwrap();
            denied += u32::try_from(requests.len() - by_rule.len()).unwrap();
            for (part, (in_memory, in_sql)) in &mut matters {
                let wider = without(&scope, part);
                *in_memory |= requests
                    .iter()
                    .filter(|request| wider.allows(&request.case.facets(&request.readers())))
                    .count()
                    != by_sql.len();
                *in_sql |= app.ctx.store.cases_in_scope(&wider, Instant::from_ms(0)).await.unwrap().len()
                    != by_rule.len();
            }
        }
        let share = allowed * 100 / (allowed + denied);
        assert!((20..=80).contains(&share), "{share} % allowed");
        assert!(
            matters.values().all(|(in_memory, in_sql)| *in_memory && *in_sql),
            "a part that could be left out: {matters:?}"
        );
    }
);

db_test!(
    async fn an_empty_scope_sees_nothing(app: TestApp) {
        app.a_request().await;
        assert!(
            app.ctx.store.cases_in_scope(&Scope::default(), Instant::from_ms(0)).await.unwrap().is_empty()
        );
    }
);
