//! The machines of requests are whole: every stage reached, every open stage with an exit, a clock and a role.

use std::collections::BTreeSet;

use hemu_domain::{
    access::Role,
    kernel::{Holder, Machine},
    request::{Action, MACHINE, MACHINES, Stage},
};

type Table = Machine<Stage, Action>;

fn stages_of(machine: &Table) -> BTreeSet<Stage> {
    machine.rows.iter().flat_map(|row| [row.from, row.to]).collect()
}

#[test]
fn every_stage_is_reached_and_every_open_stage_has_an_exit_and_a_role() {
    for machine in MACHINES {
        let mut reached = BTreeSet::from([machine.first]);
        for _ in Stage::ALL {
            let next: Vec<Stage> =
                machine.rows.iter().filter(|row| reached.contains(&row.from)).map(|row| row.to).collect();
            reached.extend(next);
        }
        assert_eq!(reached, stages_of(machine), "every stage of version {} is reached", machine.version);
        for stage in &reached {
            // Out of the end leads only what the requester wants: opening again, a review.
            let wanted = [Action::Reopen, Action::DecideComplaint];
            let leaves =
                machine.rows_from(*stage).filter(|row| row.to != *stage && !wanted.contains(&row.action));
            assert_eq!(leaves.count() == 0, machine.is_last(*stage), "{stage:?}");
        }
        assert!(machine.rows.iter().all(|row| !row.roles.is_empty()));
    }
    assert_eq!(stages_of(MACHINE), Stage::ALL.iter().copied().collect(), "the newest has them all");
}

#[test]
fn no_action_stands_twice_in_a_stage_and_every_action_stands_somewhere() {
    for machine in MACHINES {
        let pairs: BTreeSet<(Stage, Action)> =
            machine.rows.iter().map(|row| (row.from, row.action)).collect();
        assert_eq!(pairs.len(), machine.rows.len());
    }
    let actions: BTreeSet<Action> = MACHINE.rows.iter().map(|row| row.action).collect();
    assert_eq!(actions, Action::ALL.iter().copied().collect());
}

#[test]
fn a_newer_machine_knows_every_move_of_the_older() {
    for pair in MACHINES.windows(2) {
        let [older, newer] = pair else { continue };
        assert!(older.version < newer.version);
        for row in older.rows {
            assert!(
                newer.rows.iter().any(|own| (own.from, own.action, own.to) == (row.from, row.action, row.to)),
                "{:?} in {:?}",
                row.action,
                row.from
            );
        }
    }
}

/// Following any way through a machine, an open stage always has a clock that runs, and the end has none.
#[test]
fn every_open_stage_has_a_clock_on_every_way_to_it() {
    for machine in MACHINES {
        // Recording starts `dispatch`.
        let mut ways: Vec<(Stage, BTreeSet<&str>)> = vec![(machine.first, BTreeSet::from(["dispatch"]))];
        let mut seen = BTreeSet::new();
        while let Some((stage, running)) = ways.pop() {
            assert!(machine.is_last(stage) == running.is_empty(), "{stage:?} with {running:?}");
            if !seen.insert((stage, running.clone())) {
                continue;
            }
            for row in machine.rows_from(stage) {
                let mut after: BTreeSet<&str> =
                    running.iter().copied().filter(|clock| !row.stops.contains(clock)).collect();
                // A review of the ending that comes to nothing starts nothing.
                if row.to != row.from || !machine.is_last(stage) {
                    after.extend(row.starts);
                }
                ways.push((row.to, after));
            }
        }
    }
}

/// Maker is not checker: whoever decides must be of the unit that decides, and is no handler.
#[test]
fn every_decision_is_made_by_those_who_decide_and_never_by_handlers() {
    for row in MACHINE.rows.iter().filter(|row| row.action.decides().is_some()) {
        assert_eq!(row.holder, Holder::Decides, "{:?}", row.action);
        assert!(
            !row.roles.contains(&Role::Handler) && !row.roles.contains(&Role::Operator),
            "{:?}",
            row.action
        );
    }
    for row in MACHINE.rows.iter().filter(|row| row.action == Action::Withdraw) {
        assert_eq!(row.roles, [Role::Resident], "nobody withdraws for the requester");
    }
}

#[test]
fn every_ask_has_its_decision_in_the_same_stage() {
    for row in MACHINE.rows {
        let Some(kind) = row.action.asks() else { continue };
        let decision = Action::deciding(kind);
        assert!(
            MACHINE.rows_from(row.from).any(|own| own.action == decision),
            "{:?} in {:?}",
            row.action,
            row.from
        );
    }
}

/// A frozen version is law: it does not change while cases are filed under it.
#[test]
fn version_one_reads_as_it_was_agreed() {
    let [first, ..] = MACHINES;
    let table: Vec<String> = first
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
