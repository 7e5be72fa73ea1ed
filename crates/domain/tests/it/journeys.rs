//! Whatever people do in whatever order: an open request always has a holder, a clock and somebody who can act; no
//! clock is lost; nothing ends without the requester being told; a merge that is undone leaves no trace.

use std::collections::BTreeSet;

use hemu_domain::{
    access::Role,
    kernel::{AskKind, NoticeTo, ReaderRole},
    request::{Action, MACHINE, Request, State},
};
use proptest::{collection::vec, prelude::*};

use crate::world::{Decided, World, waits_on_clock};

/// One thing that somebody tries: which action, who, what is filled in, and how much later.
type Try = (usize, usize, u32, i64);

fn tries(n: usize) -> impl Strategy<Value = Vec<Try>> {
    vec((0..Action::ALL.len(), 0..26_usize, 0..10_000_u32, 1..3_000_i64), 1..n)
}

/// Prefer actions of the stage in which the request is: trying what is not possible teaches nothing. Withdrawing is
/// always possible and ends everything, so it is tried seldom.
fn action_now(request: &Request, n: usize) -> Action {
    let rows: Vec<Action> = MACHINE.rows_from(request.state.stage()).map(|row| row.action).collect();
    let chosen = rows.get(n % rows.len()).copied().unwrap_or(Action::Urge);
    if chosen == Action::Withdraw && !n.is_multiple_of(5) { Action::Supplement } else { chosen }
}

/// The step by this person, or by the next one who may take it.
fn by_somebody(
    world: &mut World,
    request: &Request,
    action: Action,
    person: usize,
    choice: u32,
) -> Option<Decided> {
    (person..person + 26).find_map(|person| world.attempt(request, action, person, choice))
}

fn sound(world: &World, before: &Request, after: &Decided) {
    let next = &after.next;
    let ended = next.case.closed_at.is_some();
    assert_eq!(ended, matches!(next.state, State::Closed { .. }));
    assert_eq!(next.case.stage, next.state.stage().code());

    // A clock is never lost: it stops, and then it has stopped for good.
    for clock in &before.clocks {
        let now = next.clocks.iter().find(|own| own.id == clock.id).expect("the clock is still there");
        assert_eq!(now.started_at, clock.started_at);
        assert!(
            clock.stopped_at.is_none() || now.stopped_at == clock.stopped_at,
            "a stopped clock stays stopped"
        );
        assert!(now.pauses.len() >= clock.pauses.len() && now.extensions.len() >= clock.extensions.len());
    }
    // What the decision says has changed is what has changed.
    let changed: BTreeSet<_> =
        next.clocks.iter().filter(|clock| !before.clocks.contains(clock)).map(|clock| clock.id).collect();
    assert_eq!(changed, after.clocks.iter().map(|clock| clock.id).collect());
    let asked: BTreeSet<_> =
        next.asks.iter().filter(|ask| !before.asks.contains(ask)).map(|ask| ask.id).collect();
    assert_eq!(asked, after.asks.iter().map(|ask| ask.id).collect());

    // What waits for a decision has a clock that runs against those who decide; an order waits for a unit to have it.
    for ask in next.asks.iter().filter(|ask| waits_on_clock(ask.state)) {
        let clock = next.clocks.iter().find(|clock| clock.id == ask.clock).expect("an ask has a clock");
        let nobody_has_it = ask.kind == AskKind::Order && next.state.lead().is_none();
        assert!(clock.is_open() || nobody_has_it, "{:?} waits without a clock", ask.kind);
    }

    if ended {
        let left: Vec<&str> =
            next.clocks.iter().filter(|clock| clock.is_open()).map(|clock| clock.kind.as_str()).collect();
        assert!(left.iter().all(|kind| *kind == "complaint"), "{left:?} run on after the end");
        if before.case.closed_at.is_none() {
            assert!(
                after.notices.iter().any(|notice| notice.to == NoticeTo::Requester),
                "the requester is not told"
            );
        }
        return;
    }
    assert!(next.clocks.iter().any(|clock| clock.is_open() && clock.due_at.is_some()), "no clock runs");
    let holds: Vec<_> = next
        .readers()
        .into_iter()
        .filter(|reader| matches!(reader.role, ReaderRole::Holds | ReaderRole::Keeps))
        .collect();
    assert_eq!(holds.len(), 1, "one unit holds it");
    assert!(holds.iter().all(|reader| reader.unit == next.case.holder));
    let can_act = world
        .people
        .iter()
        .any(|actor| next.offers(actor, &world.rules, world.at).iter().any(|offer| offer.refusal.is_none()));
    assert!(can_act, "nobody can act in {:?}", next.state);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_journey_loses_a_request(tries in tries(60)) {
        let mut world = World::new();
        let mut request = world.record().next;
        for (action, person, choice, minutes) in tries {
            world.at = world.at.plus_ms(minutes * 60_000);
            let action = action_now(&request, action);
            if let Some(decided) = by_somebody(&mut world, &request, action, person, choice) {
                sound(&world, &request, &decided);
                request = decided.next;
            }
        }
    }

    /// Merge, any steps, unmerge: as if it had never been merged (architecture 5.9).
    #[test]
    fn a_merge_that_is_undone_leaves_no_trace(before in tries(12), between in tries(12)) {
        let mut world = World::new();
        let mut request = world.record().next;
        for (action, person, choice, minutes) in before {
            world.at = world.at.plus_ms(minutes * 60_000);
            if let Some(decided) = world.attempt(&request, action_now(&request, action), person, choice) {
                request = decided.next;
            }
        }
        let asked = (0..30).find_map(|person| world.attempt(&request, Action::AskMerge, person, 0));
        prop_assume!(asked.is_some());
        let asked = asked.map_or(request, |asked| asked.next);
        let merged = (1..30).find_map(|person| world.attempt(&asked, Action::DecideMerge, person, 1)).expect("another person merges");
        prop_assert!(merged.next.case.merged_into.is_some());

        let (mut alone, mut merged) = (asked, merged.next);
        let free = [Action::Supplement, Action::Urge];
        for (action, person, choice, minutes) in between {
            world.at = world.at.plus_ms(minutes * 60_000);
            let action = free[action % free.len()];
            let (one, other) =
                (world.attempt(&alone, action, person, choice), world.attempt(&merged, action, person, choice));
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                (alone, merged) = (one.next, other.next);
            }
            // Nobody can act on it as on a request of its own.
            for forbidden in [Action::Dispatch, Action::Sign, Action::Reply, Action::Redispatch] {
                prop_assert!((0..26).all(|person| world.attempt(&merged, forbidden, person, 1).is_none()));
            }
        }
        let unmerged = (0..30).find_map(|person| world.attempt(&merged, Action::Unmerge, person, 0)).expect("it can be unmerged").next;
        prop_assert_eq!(unmerged.case.merged_into, None);
        prop_assert_eq!(&unmerged.state, &alone.state);
        let running = |request: &Request| -> Vec<_> {
            request.clocks.iter().filter(|clock| clock.kind != "decision").cloned().collect()
        };
        prop_assert_eq!(running(&unmerged), running(&alone));
    }
}

#[test]
fn every_action_of_the_machine_is_reached_by_some_journey() {
    let mut reached = BTreeSet::new();
    for seed in 0..2_000_u32 {
        let mut world = World::new();
        let mut request = world.record().next;
        let mut state = u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
        let mut draw = |n: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % n
        };
        for _ in 0..40 {
            world.at = world.at.plus_ms(60_000 * i64::try_from(draw(600)).unwrap());
            let action = action_now(&request, usize::try_from(draw(64)).unwrap());
            let (person, choice) = (usize::try_from(draw(26)).unwrap(), u32::try_from(draw(10_000)).unwrap());
            if let Some(decided) = by_somebody(&mut world, &request, action, person, choice) {
                reached.insert(action);
                request = decided.next;
            }
        }
        if reached.len() == Action::ALL.len() {
            return;
        }
    }
    let missing: Vec<Action> =
        Action::ALL.iter().copied().filter(|action| !reached.contains(action)).collect();
    panic!("no journey reaches {missing:?}");
}

/// Maker is not checker, on every journey: who decides never is who asked, nor who dispatched what is returned.
#[test]
fn nobody_decides_what_they_asked() {
    let mut world = World::new();
    let mut decided = 0;
    for seed in 0..400_u32 {
        let mut request = world.record().next;
        for n in 0..60_u32 {
            let mixed = seed.wrapping_mul(2_654_435_761).wrapping_add(n.wrapping_mul(40_503));
            world.at = world.at.plus_ms(600_000);
            let action = action_now(&request, (mixed >> 8) as usize);
            if let Some(step) = by_somebody(&mut world, &request, action, (mixed >> 16) as usize % 26, mixed)
            {
                request = step.next;
            }
        }
        for ask in request.asks.iter().filter(|ask| ask.kind != AskKind::Order) {
            for vote in &ask.votes {
                decided += 1;
                assert_ne!(vote.account, ask.by);
                assert!(ask.deciders.contains(&vote.unit));
            }
            let voices: BTreeSet<_> = ask.votes.iter().map(|vote| vote.account).collect();
            assert_eq!(voices.len(), ask.votes.len(), "each person has one voice");
        }
    }
    assert!(50 < decided, "the journeys hold decisions: {decided}");
    assert!(
        MACHINE.rows.iter().all(|row| row.action.decides().is_none() || !row.roles.contains(&Role::Resident))
    );
}
