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

#[cfg(test)]
mod tests {
    use super::*;

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
