//! A moment, in whole milliseconds, so that the value read is the value hashed on both databases.

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z. Cannot hold anything finer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// One second, in milliseconds.
    pub const SECOND_MS: i64 = 1_000;
    /// One minute, in milliseconds.
    pub const MINUTE_MS: i64 = 60_000;
    /// One hour, in milliseconds.
    pub const HOUR_MS: i64 = 3_600_000;
    /// One day of 24 hours, in milliseconds.
    pub const DAY_MS: i64 = 86_400_000;

    /// From milliseconds, kept between the years 1970 and 9999.
    pub const fn from_ms(ms: i64) -> Self {
        const LAST_MS: i64 = 253_402_207_200_000;
        Self(if ms < 0 {
            0
        } else if LAST_MS < ms {
            LAST_MS
        } else {
            ms
        })
    }

    /// Milliseconds since the epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }

    pub(crate) fn unsigned_ms(self) -> u64 {
        self.0.unsigned_abs()
    }

    /// Later by so many milliseconds (earlier when negative), within the years 1970 to 9999.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self::from_ms(self.0.saturating_add(ms))
    }

    /// The date on the wall in the city's zone.
    pub fn date_in(self, zone: &TimeZone) -> civil::Date {
        self.civil_in(zone).date()
    }

    /// Date and time on the wall in the city's zone.
    pub fn civil_in(self, zone: &TimeZone) -> civil::DateTime {
        zone.to_datetime(self.timestamp())
    }

    /// The first moment of a date in the city's zone.
    pub fn start_of(date: civil::Date, zone: &TimeZone) -> Self {
        Self::at_wall(date.at(0, 0, 0, 0), zone)
    }

    /// The moment at which the wall shows this date and time.
    pub fn at_wall(wall: civil::DateTime, zone: &TimeZone) -> Self {
        zone.to_ambiguous_timestamp(wall)
            .compatible()
            .map_or(Self::from_ms(0), |t| Self::from_ms(t.as_millisecond()))
    }

    /// RFC 3339 with the offset of the zone, to the millisecond.
    pub fn to_rfc3339(self, zone: &TimeZone) -> String {
        let offset = zone.to_offset(self.timestamp());
        format!("{}", self.timestamp().display_with_offset(offset))
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wall_and_the_moment_agree() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let at = Instant::at_wall(civil::date(2026, 3, 2).at(9, 30, 0, 0), &zone);
        assert_eq!(at.to_rfc3339(&zone), "2026-03-02T09:30:00+08:00");
        assert_eq!(at.date_in(&zone), civil::date(2026, 3, 2));
        assert_eq!(
            Instant::start_of(civil::date(2026, 3, 2), &zone)
                .plus_ms(9 * Instant::HOUR_MS + 30 * Instant::MINUTE_MS),
            at
        );
    }
}
