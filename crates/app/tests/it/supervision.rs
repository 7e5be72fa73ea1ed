//! The supervisor's board and the warnings of repeated matters.

use hemu_app::{
    AppError,
    request::{self, NewRequest},
    supervision::{self, NewRepeatNote, repeated_matters, supervision_board},
};
use hemu_domain::{
    kernel::{AskKind, CaseId, Instant, MatterId},
    organisation::DivisionPath,
    request::{Dispatch, SettleOnSpot},
    supervision::{AgeBand, Colour, RepeatNote},
};
use hemu_testkit::{TestApp, db_test};

use crate::{
    disagreement::{ask, asking, decide, handled},
    story::refused,
};

/// A request about a matter in the n-th grid.
async fn record(app: &TestApp, grid: usize, matter: Option<MatterId>) -> CaseId {
    let new = NewRequest { division: app.grids[grid].id, matter, ..app.new_request() };
    request::record_request(&app.ctx, &app.call("operator").await, &new).await.unwrap().request.case.id
}

fn colour(counts: &[i64], colour: Colour) -> i64 {
    counts[Colour::ALL.iter().position(|own| *own == colour).unwrap()]
}

db_test!(
    async fn the_board_counts_what_is_open_by_unit_place_colour_and_age(app: TestApp) {
        let old = handled(app).await;
        ask(app, "supervisor", old, asking(AskKind::Order, "overdue")).await.unwrap();
        app.pass_minutes(9 * 24 * 60);
        let west = record(app, 2, None).await;
        let paused = handled(app).await;
        ask(app, "water", paused, asking(AskKind::Pause, "appraisal")).await.unwrap();
        decide(app, "dispatcher", paused, true).await.unwrap();
        let waiting = handled(app).await;
        ask(app, "water", waiting, asking(AskKind::Return, "not_my_duty")).await.unwrap();
        let ended = record(app, 0, None).await;
        let settle = SettleOnSpot {
            matter: app.matter("labour_social.insurance").await,
            answer: "已当场说明办理材料".into(),
        };
        request::settle_on_spot(&app.ctx, &app.call("operator").await, app.target(ended).await, &settle)
            .await
            .unwrap();

        let board = supervision_board(&app.ctx, &app.call("supervisor").await, None).await.unwrap();
        assert_eq!(board.total.open, 4, "what has ended is not counted");
        assert_eq!((board.total.paused, board.decisions, board.orders), (1, 1, 1));
        assert_eq!(colour(&board.total.colours, Colour::Overdue), 1);
        assert_eq!(board.total.ages.iter().sum::<i64>(), 4);
        let at = |band: AgeBand| AgeBand::ALL.iter().position(|own| *own == band).unwrap();
        assert_eq!((board.total.ages[at(AgeBand::Days15)], board.total.ages[at(AgeBand::Day1)]), (1, 3));
        assert_eq!(board.within.as_ref().map(|own| own.name.as_str()), Some("试验市"));
        let places: Vec<_> =
            board.places.iter().map(|one| (one.place.name.as_str(), one.counted.open)).collect();
        assert_eq!(places, [("东区", 3), ("西区", 1)]);
        let unled = board.units.iter().find(|one| one.unit.is_none()).unwrap();
        let water = board.units.iter().find(|one| one.unit == Some(app.water)).unwrap();
        assert_eq!((unled.counted.open, water.counted.open), (1, 3));

        // Inside one district, streets are told apart.
        let east = DivisionPath::root(1).child(1);
        let inside = supervision_board(&app.ctx, &app.call("supervisor").await, Some(east)).await.unwrap();
        assert_eq!(inside.total.open, 3);
        assert_eq!(inside.places[0].place.name, "河东街道");
        // A unit sees its own, somebody without cases nothing.
        let own = supervision_board(&app.ctx, &app.call("water").await, None).await.unwrap();
        assert_eq!((own.total.open, own.units.len()), (3, 1));
        let none = supervision_board(&app.ctx, &app.call("catalogue").await, None).await.unwrap();
        assert_eq!((none.total.open, none.units.len()), (0, 0));
        assert_ne!(west, waiting);
    }
);

db_test!(
    async fn five_of_a_matter_at_a_place_warn_and_four_do_not(app: TestApp) {
        let supervisor = app.call("supervisor").await;
        let water = app.matter("utilities.water_outage").await;
        let warned = async |days, at_least| {
            let found =
                repeated_matters(&app.ctx, &app.call("supervisor").await, days, at_least).await.unwrap();
            found
                .into_iter()
                .map(|one| (one.repeat.matter, one.place.name, one.repeat.cases, one.repeat.before))
                .collect::<Vec<_>>()
        };
        // One in the period before.
        record(app, 0, Some(water)).await;
        app.pass_minutes(40 * 24 * 60);
        for grid in [0, 1, 0] {
            record(app, grid, Some(water)).await;
        }
        // Recorded without a matter, and dispatched under it.
        let later = record(app, 1, None).await;
        assert!(warned(30, 5).await.is_empty(), "three are recorded under the matter");
        let dispatch = Dispatch { matter: water, lead: app.water, assisting: vec![] };
        request::dispatch_request(
            &app.ctx,
            &app.call("dispatcher").await,
            app.target(later).await,
            &dispatch,
        )
        .await
        .unwrap();
        assert!(warned(30, 5).await.is_empty(), "four do not make a warning");
        // Elsewhere does not count.
        record(app, 2, Some(water)).await;
        assert!(warned(30, 5).await.is_empty());
        record(app, 0, Some(water)).await;
        assert_eq!(warned(30, 5).await, [(water, "安宁社区".to_owned(), 5, 1)]);
        assert!(warned(30, 6).await.is_empty());
        assert_eq!(refused(repeated_matters(&app.ctx, &supervisor, 30, 4).await), "out_of_range");
        // Who cannot see the cases is not told of them.
        let housing = repeated_matters(&app.ctx, &app.call("housing").await, 30, 5).await.unwrap();
        assert!(housing.is_empty());
    }
);

db_test!(
    async fn what_only_territorial_units_lead_is_counted_by_street(app: TestApp) {
        let neighbours = app.matter("housing_property.neighbour").await;
        for grid in [0, 1, 0, 1, 0] {
            record(app, grid, Some(neighbours)).await;
        }
        let found = repeated_matters(&app.ctx, &app.call("supervisor").await, 30, 5).await.unwrap();
        assert_eq!(found[0].place.name, "河东街道");
        assert_eq!(found[0].lead, Some(app.street));
    }
);

db_test!(
    async fn a_supervisor_notes_what_was_done_about_a_warning(app: TestApp) {
        let water = app.matter("utilities.water_outage").await;
        let place = DivisionPath::parse(&app.grids[0].path.as_str()[..20]).unwrap();
        let new =
            |note| NewRepeatNote { matter: water, division: place.clone(), note, days: 30, at_least: 5 };
        let noted = async |login: &str, key: &str| {
            let call = app.call_with_key(login, key).await;
            supervision::note_repeat(&app.ctx, &call, &new(RepeatNote::Topic)).await
        };
        assert_eq!(refused(noted("supervisor", "first-key-000000").await), "no_warning");
        for _ in 0..5 {
            record(app, 0, Some(water)).await;
        }
        assert_eq!(refused(noted("auditor", "second-key-00000").await), "not_your_role");
        noted("supervisor", "third-key-000000").await.unwrap();
        // The same command again is the same note.
        noted("supervisor", "third-key-000000").await.unwrap();
        let found = repeated_matters(&app.ctx, &app.call("supervisor").await, 30, 5).await.unwrap();
        assert_eq!(found[0].notes.len(), 1);
        assert_eq!(found[0].notes[0].note, RepeatNote::Topic);
        let verified = app.ctx.store.verify_ledger(&|_| {}).await.unwrap();
        assert_eq!(verified.findings, []);
        let other = app.call_with_key("supervisor", "third-key-000000").await;
        let reused = hemu_app::Call { digest: "something else".into(), ..other };
        let again = supervision::note_repeat(&app.ctx, &reused, &new(RepeatNote::Ordered)).await;
        assert!(matches!(again, Err(AppError::KeyReused)));
    }
);

db_test!(
    async fn what_was_voided_does_not_count_as_repeated(app: TestApp) {
        let water = app.matter("utilities.water_outage").await;
        let mut last = None;
        for _ in 0..5 {
            last = Some(record(app, 0, Some(water)).await);
        }
        let void = last.unwrap();
        ask(app, "operator", void, asking(AskKind::Void, "wrong_entry")).await.unwrap();
        decide(app, "dispatcher", void, true).await.unwrap();
        let found = repeated_matters(&app.ctx, &app.call("supervisor").await, 30, 5).await.unwrap();
        assert!(found.is_empty(), "{found:?}");
        assert!(Instant::from_ms(0) < app.ctx.clock.now());
    }
);
