//! Posts and deputies: nobody is two of the three administrators at one time, whatever is given to whom.

use hemu_domain::{
    access::{Going, Hand, Role, Window, check_deputy, check_post, separate},
    kernel::{AccountId, Instant, UnitId},
};
use proptest::prelude::*;

const DAY: i64 = Instant::DAY_MS;

fn day(n: i64) -> Instant {
    Instant::from_ms(1_770_000_000_000 + n * DAY)
}

fn account(n: u128) -> AccountId {
    AccountId::new(day(0), n)
}

fn windows() -> impl Strategy<Value = Window> {
    (0_i64..40, prop::option::of(0_i64..20))
        .prop_map(|(from, days)| Window { from: day(from), to: days.map(|days| day(from + days)) })
}

fn roles() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![
        Role::SystemAdministrator,
        Role::SecurityAdministrator,
        Role::AuditAdministrator,
        Role::Handler,
    ])
}

fn hands() -> impl Strategy<Value = Hand> {
    (roles(), windows(), 0_u128..6).prop_map(|(role, window, unit)| Hand {
        unit: UnitId::new(day(0), unit),
        role,
        window,
        on_behalf_of: None,
    })
}

/// Day by day: the slow way to say what `separate` says.
fn ever_two(hands: &[Hand]) -> bool {
    (0..70).any(|n| {
        let mut held: Vec<Role> = hands
            .iter()
            .filter(|hand| hand.role.is_administrator())
            .filter(|hand| hand.window.from <= day(n) && hand.window.to.is_none_or(|to| day(n) < to))
            .map(|hand| hand.role)
            .collect();
        held.sort_unstable();
        held.dedup();
        1 < held.len()
    })
}

proptest! {
    #[test]
    fn separation_agrees_with_looking_at_every_day(hands in prop::collection::vec(hands(), 0..6)) {
        prop_assert_eq!(separate(&hands).is_err(), ever_two(&hands));
    }

    #[test]
    fn whatever_posts_are_accepted_nobody_is_ever_two(asked in prop::collection::vec(hands(), 0..14)) {
        let mut held: Vec<Hand> = Vec::new();
        for hand in asked {
            if check_post(&held, hand).is_ok() {
                held.push(hand);
            }
        }
        prop_assert!(!ever_two(&held));
        prop_assert!(held.len() <= 10);
    }

    #[test]
    fn a_deputy_is_never_two_either(own in prop::collection::vec(hands(), 0..4), others in prop::collection::vec(hands(), 0..4), window in windows()) {
        prop_assume!(!ever_two(&own) && !ever_two(&others));
        let going = Going { account: account(1), deputy: account(2), window, held: &others, deputy_held: &own, leaves: &[], away: &[] };
        if check_deputy(&going).is_ok() {
            let lent = others.iter().map(|hand| Hand { window: hand.window.within(&window), on_behalf_of: Some(account(1)), ..*hand });
            let all: Vec<Hand> = own.iter().copied().chain(lent).collect();
            prop_assert!(!ever_two(&all));
        }
    }

    #[test]
    fn two_windows_meet_when_there_is_a_day_in_both(a in windows(), b in windows()) {
        let holds = |window: &Window, n: i64| window.from <= day(n) && window.to.is_none_or(|to| day(n) < to);
        prop_assert_eq!(a.meets(&b), (0..70).any(|n| holds(&a, n) && holds(&b, n)));
        prop_assert_eq!(a.meets(&b), b.meets(&a));
        prop_assert_eq!(a.meets(&b), !a.is_empty() && !b.is_empty() && !a.within(&b).is_empty());
    }
}

#[test]
fn what_a_leave_may_not_be_is_named() {
    let window = |from: i64, to: i64| Window { from: day(from), to: Some(day(to)) };
    let handler = Hand {
        unit: UnitId::new(day(0), 1),
        role: Role::Handler,
        window: Window { from: day(0), to: None },
        on_behalf_of: None,
    };
    let (held, other) = ([handler], [handler]);
    let going = Going {
        account: account(1),
        deputy: account(2),
        window: window(5, 10),
        held: &held,
        deputy_held: &other,
        leaves: &[],
        away: &[],
    };
    let code = |going: &Going<'_>| check_deputy(going).err().map(|refusal| refusal.code);
    assert_eq!(code(&going), None);
    assert_eq!(code(&Going { window: window(5, 5), ..going }), Some("leave_period"));
    assert_eq!(code(&Going { window: window(5, 400), ..going }), Some("leave_period"));
    assert_eq!(code(&Going { deputy: account(1), ..going }), Some("deputy_self"));
    assert_eq!(code(&Going { leaves: &[window(9, 12)], ..going }), Some("leave_overlaps"));
    assert_eq!(code(&Going { leaves: &[window(10, 12)], ..going }), None);
    assert_eq!(code(&Going { away: &[window(1, 6)], ..going }), Some("deputy_away"));
    let stands_in = [Hand { window: window(8, 9), on_behalf_of: Some(account(3)), ..handler }];
    assert_eq!(code(&Going { held: &stands_in, ..going }), Some("deputy_chain"));
    let busy: Vec<Hand> =
        (3..6).map(|n| Hand { window: window(6, 7), on_behalf_of: Some(account(n)), ..handler }).collect();
    assert_eq!(code(&Going { deputy_held: &busy, ..going }), Some("deputy_busy"));
    assert_eq!(code(&Going { deputy_held: busy.get(1..).unwrap(), ..going }), None);
}
