//! The machine of requests is whole: every stage reached, every open stage with an exit, a clock and a role.

use std::collections::BTreeSet;

use hemu_domain::request::{Action, MACHINE, Stage};

#[test]
fn every_stage_is_reached_and_every_open_stage_has_an_exit_and_a_role() {
    let mut reached = BTreeSet::from([MACHINE.first]);
    for _ in Stage::ALL {
        let next: Vec<Stage> =
            MACHINE.rows.iter().filter(|row| reached.contains(&row.from)).map(|row| row.to).collect();
        reached.extend(next);
    }
    assert_eq!(reached, Stage::ALL.iter().copied().collect(), "every stage is reached");
    for stage in Stage::ALL {
        let leaves = MACHINE.rows_from(*stage).filter(|row| row.to != *stage).count();
        assert_eq!(
            leaves == 0,
            MACHINE.is_last(*stage),
            "{stage:?} has an exit exactly when it is not the end"
        );
    }
    assert!(MACHINE.rows.iter().all(|row| !row.roles.is_empty()));
}

#[test]
fn no_action_stands_twice_in_a_stage_and_every_action_stands_somewhere() {
    let pairs: BTreeSet<(Stage, Action)> = MACHINE.rows.iter().map(|row| (row.from, row.action)).collect();
    assert_eq!(pairs.len(), MACHINE.rows.len());
    let actions: BTreeSet<Action> = MACHINE.rows.iter().map(|row| row.action).collect();
    assert_eq!(actions, Action::ALL.iter().copied().collect());
}

/// Following any way through the machine, an open stage always has a clock that runs.
#[test]
fn every_open_stage_has_a_clock_on_every_way_to_it() {
    // Recording starts `dispatch`.
    let mut ways: Vec<(Stage, BTreeSet<&str>)> = vec![(MACHINE.first, BTreeSet::from(["dispatch"]))];
    let mut seen = BTreeSet::new();
    while let Some((stage, running)) = ways.pop() {
        assert!(MACHINE.is_last(stage) == running.is_empty(), "{stage:?} with {running:?}");
        if !seen.insert((stage, running.clone())) {
            continue;
        }
        for row in MACHINE.rows_from(stage) {
            let mut after: BTreeSet<&str> =
                running.iter().copied().filter(|clock| !row.stops.contains(clock)).collect();
            after.extend(row.starts);
            if row.to != row.from && row.action != Action::Sign {
                assert!(
                    !after.is_empty() || MACHINE.is_last(row.to),
                    "{:?} in {stage:?} leaves no clock",
                    row.action
                );
            }
            ways.push((row.to, after));
        }
    }
}

#[test]
fn the_table_reads_as_it_was_agreed() {
    let table: Vec<String> = MACHINE
        .rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {}",
                row.from.code(),
                row.action.code(),
                row.to.code(),
                row.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join("+")
            )
        })
        .collect();
    assert_eq!(
        table,
        [
            "new settle_on_spot closed operator+dispatcher",
            "new exclude closed operator+dispatcher",
            "new dispatch dispatched dispatcher",
            "dispatched sign handling handler+unit_head",
            "handling log_contact handling handler+unit_head",
            "handling add_note handling handler+unit_head",
            "handling reply replied handler+unit_head",
            "replied call_back replied call_back_officer",
            "replied close closed call_back_officer",
            "replied send_back handling call_back_officer",
        ]
    );
}
