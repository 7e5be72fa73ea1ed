//! Lists seek on their index on both databases, and pages meet without gap or repeat.

use hemu_domain::access::Scope;
use hemu_domain::supervision::Colour;
use hemu_store::{
    notice::OutsideFilter,
    read::{BoardFilter, Narrow, OpenAsk, Order, RepeatsFilter, WorklistFilter},
};
use hemu_testkit::{TestApp, db_test};

fn filter(order: Order, stages: &[&str]) -> WorklistFilter {
    WorklistFilter {
        order,
        stages: stages.iter().map(|stage| (*stage).to_owned()).collect(),
        after: None,
        due_before: None,
        waiting: false,
        narrow: Narrow::default(),
        limit: 7,
    }
}

async fn scope(app: &TestApp, login: &str) -> Scope {
    app.call(login).await.actor.scope()
}

db_test!(
    async fn lists_use_their_index(app: TestApp) {
        for _ in 0..40 {
            app.a_request().await;
        }
        let expected = [
            ("dispatcher", filter(Order::Newest, &[]), "case_reader_by_sort"),
            ("dispatcher", filter(Order::Newest, &["new"]), "case_reader_by_stage"),
            ("dispatcher", filter(Order::Due, &["new"]), "case_reader_by_due"),
            // A whole city in order of time, or a division's range: either is a seek.
            ("supervisor", filter(Order::Newest, &[]), "cases_by_"),
        ];
        for (login, filter, index) in expected {
            let plan = app.ctx.store.worklist_plan(&scope(app, login).await, &filter).await.unwrap();
            assert!(plan.contains(index), "{login} {index}:\n{plan}");
        }
    }
);

db_test!(
    async fn the_outbox_uses_its_indexes(app: TestApp) {
        for _ in 0..40 {
            app.a_request().await;
        }
        while hemu_app::jobs::run_due_jobs(&app.ctx).await.unwrap() != 0 {}
        let after = Some((app.ctx.clock.now(), hemu_domain::kernel::NoticeId::new(app.ctx.clock.now(), 1)));
        for after in [None, after] {
            for (state, index) in [(None, "notice_outside"), (Some("failed"), "notice_outside_by_state")] {
                let filter = OutsideFilter { state: state.map(str::to_owned), after, limit: 10 };
                let plan = app.ctx.store.notices_outside_plan(&filter).await.unwrap();
                // SQLite seeks on no account as on any other; PostgreSQL wants the index that holds just these.
                let served = plan.contains(index) || (state.is_none() && plan.contains("notice_by_account"));
                assert!(served, "{index}:\n{plan}");
                assert!(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "no sort:\n{plan}");
            }
        }
    }
);

db_test!(
    async fn pages_meet_without_gap_or_repeat_in_both_orders(app: TestApp) {
        for n in 0..30 {
            app.a_request().await;
            // Several at the same moment, so that the case decides.
            if n % 3 == 0 {
                app.pass_minutes(1);
            }
        }
        for order in [Order::Newest, Order::Due] {
            let scope = scope(app, "dispatcher").await;
            let mut filter = filter(order, &["new"]);
            let mut seen = Vec::new();
            loop {
                let page = app.ctx.store.worklist(&scope, &filter).await.unwrap();
                assert!(page.rows.len() <= 7);
                seen.extend(page.rows.iter().map(|row| row.id));
                match page.next {
                    Some(next) => filter.after = Some(next),
                    None => break,
                }
            }
            let mut once = seen.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!((seen.len(), once.len()), (30, 30), "{order:?}");
            assert_eq!(app.ctx.store.worklist_count(&scope, &filter).await.unwrap(), 30);
        }
    }
);

db_test!(
    async fn the_board_and_the_lists_behind_it_use_their_index(app: TestApp) {
        for _ in 0..40 {
            app.a_request().await;
        }
        let now = app.ctx.clock.now();
        let scope = scope(app, "supervisor").await;
        let board = BoardFilter { now, division: None, levels: 2, urged_since: now };
        let plan = app.ctx.store.board_plan(&scope, &board).await.unwrap();
        for index in ["cases_open", "ask_open", "fact_by_measure"] {
            assert!(plan.contains(index), "{index}:\n{plan}");
        }
        let narrowed = [
            (Narrow { open: true, colour: Some((Colour::Overdue, now)), ..Narrow::default() }, "cases_open"),
            (Narrow { open: true, lead: Some(Some(app.water)), ..Narrow::default() }, "cases_open"),
            (Narrow { lead: Some(Some(app.water)), ..Narrow::default() }, "request_by_lead"),
            (Narrow { holder: Some(app.water), ..Narrow::default() }, "cases_by_holder"),
            (Narrow { open: true, asks: Some(OpenAsk::Order), ..Narrow::default() }, "ask_open"),
        ];
        for (narrow, index) in narrowed {
            let filter = WorklistFilter { narrow, ..filter(Order::Newest, &[]) };
            let plan = app.ctx.store.worklist_plan(&scope, &filter).await.unwrap();
            assert!(plan.contains(index), "{index} {:?}:\n{plan}", filter.narrow);
        }
        let repeats = RepeatsFilter {
            before_from: now,
            from: now,
            until: now,
            at_least: 5,
            by_street: vec![app.matter("housing_property.neighbour").await],
            limit: 100,
        };
        let plan = app.ctx.store.repeats_plan(&scope, &repeats).await.unwrap();
        assert!(plan.contains("fact_by_measure"), "{plan}");
    }
);
