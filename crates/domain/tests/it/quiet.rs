//! Quiet hours against a model that walks minute by minute, also across midnight.

use hemu_domain::{kernel::Instant, notice::QuietHours};
use jiff::tz::{TimeZone, offset};
use proptest::prelude::*;

fn is_quiet(at: Instant, from: i64, to: i64, zone: &TimeZone) -> bool {
    let wall = at.civil_in(zone);
    let now = i64::from(wall.hour()) * 60 + i64::from(wall.minute());
    // Walk from the beginning of the quiet stretch to its end.
    let mut minute = from;
    while minute != to {
        if minute == now {
            return true;
        }
        minute = (minute + 1) % 1_440;
    }
    false
}

proptest! {
    #[test]
    fn what_comes_in_quiet_hours_waits_exactly_until_they_end(
        ms in 1_700_000_000_000_i64..1_900_000_000_000,
        from in 0_i64..1_440,
        to in 0_i64..1_440,
        hours in -12_i8..14,
    ) {
        prop_assume!(from != to);
        let zone = TimeZone::fixed(offset(hours));
        let quiet = QuietHours::new(from, to).unwrap();
        let at = Instant::from_ms(ms);
        match quiet.end(at, &zone) {
            None => prop_assert!(!is_quiet(at, from, to, &zone)),
            Some(end) => {
                prop_assert!(is_quiet(at, from, to, &zone));
                prop_assert!(at < end && end.ms() - at.ms() <= Instant::DAY_MS);
                // At its end it is over, and a moment before it was not.
                prop_assert_eq!(quiet.end(end, &zone), None);
                prop_assert!(is_quiet(end.plus_ms(-1), from, to, &zone));
                let wall = end.civil_in(&zone);
                prop_assert_eq!(i64::from(wall.hour()) * 60 + i64::from(wall.minute()), to);
            }
        }
    }
}

#[test]
fn times_that_are_none_are_refused() {
    assert_eq!(QuietHours::new(480, 480), None);
    assert_eq!(QuietHours::new(0, 1_440), None);
    assert_eq!(QuietHours::new(-1, 60), None);
}
