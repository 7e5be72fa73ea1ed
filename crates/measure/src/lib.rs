//! Statistics. Pure; returns integers and basis points, so that the same numbers come out everywhere.

use serde::{Deserialize, Serialize};

/// A rate that can be explained: numerator, denominator, and their quotient in basis points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// In hundredths, because an answer may count in part: 250 is two and a half.
    pub numerator_hundredths: i64,
    pub denominator: i64,
    /// `None` when there is nothing to divide by.
    pub basis_points: Option<i64>,
}

/// `numerator / denominator`, rounded half up to a basis point.
pub fn rate(numerator: i64, denominator: i64) -> Rate {
    weighted_rate(&[(numerator, 10_000)], denominator)
}

/// A rate whose answers count by weights in basis points.
pub fn weighted_rate(parts: &[(i64, u32)], denominator: i64) -> Rate {
    let weighted: i64 = parts.iter().map(|(count, weight)| count * i64::from(*weight)).sum();
    let basis_points = (0 < denominator).then(|| (2 * weighted + denominator) / (2 * denominator.max(1)));
    Rate { numerator_hundredths: weighted / 100, denominator, basis_points }
}

/// Between these, in basis points, the true share lies with a probability of 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    pub low: i64,
    pub high: i64,
}

/// 1.96² in millionths.
const Z_SQUARED: i128 = 3_841_459;
const MILLION: i128 = 1_000_000;

/// The Wilson interval of `numerator` among `denominator`, rounded outwards; nothing when there is nothing to divide by.
/// It holds for few and for extreme shares too, where the usual interval does not.
pub fn wilson(numerator: i64, denominator: i64) -> Option<Interval> {
    if denominator <= 0 || numerator < 0 || denominator < numerator {
        return None;
    }
    let (yes, all) = (i128::from(numerator), i128::from(denominator));
    let middle = 2 * yes * MILLION + Z_SQUARED;
    let spread = Z_SQUARED * (Z_SQUARED + 4 * yes * (all - yes) * MILLION / all);
    let half = i128::try_from(spread.unsigned_abs().isqrt()).unwrap_or(i128::MAX);
    let divisor = 2 * (all * MILLION + Z_SQUARED);
    let low = 10_000 * (middle - half) / divisor;
    let high = (10_000 * (middle + half) + divisor - 1) / divisor;
    let share = |value: i128| i64::try_from(value.clamp(0, 10_000)).unwrap_or(10_000);
    Some(Interval { low: share(low), high: share(high) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        let between = |low, high| Some(Interval { low, high });
        assert_eq!(wilson(8, 10), between(4_901, 9_434));
        assert_eq!(wilson(15, 30), between(3_315, 6_685));
        assert_eq!(wilson(0, 10), between(0, 2_776));
        assert_eq!(wilson(10, 10), between(7_224, 10_000));
        assert_eq!(wilson(290, 300), between(9_397, 9_818));
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(2, 1), None);
    }

    #[test]
    fn the_interval_holds_the_share_and_narrows_with_more_cases() {
        for all in 1..200_i64 {
            for yes in 0..=all {
                let interval = wilson(yes, all).unwrap();
                let share = rate(yes, all).basis_points.unwrap();
                assert!(interval.low <= share && share <= interval.high, "{yes}/{all}");
                let more = wilson(10 * yes, 10 * all).unwrap();
                assert!(more.high - more.low <= interval.high - interval.low, "{yes}/{all}");
            }
        }
    }

    #[test]
    fn a_rate_rounds_half_up_and_says_what_it_divides() {
        assert_eq!(rate(1, 3), Rate { numerator_hundredths: 100, denominator: 3, basis_points: Some(3_333) });
        assert_eq!(rate(2, 3).basis_points, Some(6_667));
        assert_eq!(rate(0, 0).basis_points, None);
        assert_eq!(
            weighted_rate(&[(1, 10_000), (1, 8_000)], 2),
            Rate { numerator_hundredths: 180, denominator: 2, basis_points: Some(9_000) }
        );
    }
}
