//! Quiet hours (免打扰时段): residents are not woken for news that can wait until morning.

use jiff::tz::TimeZone;

use crate::kernel::Instant;

/// A stretch of every day, on the wall of the city; it may go across midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    from_minute: i64,
    to_minute: i64,
}

const DAY_MINUTES: i64 = 1_440;

impl QuietHours {
    /// From one minute of the day until another; nothing when they are no minutes of a day or the same one.
    pub fn new(from_minute: i64, to_minute: i64) -> Option<Self> {
        let of_day = |minute: i64| (0..DAY_MINUTES).contains(&minute);
        (of_day(from_minute) && of_day(to_minute) && from_minute != to_minute)
            .then_some(Self { from_minute, to_minute })
    }

    /// When it is quiet at this moment: the moment at which it ends.
    pub fn end(&self, at: Instant, zone: &TimeZone) -> Option<Instant> {
        let wall = at.civil_in(zone);
        let minute = i64::from(wall.hour()) * 60 + i64::from(wall.minute());
        let across_midnight = self.to_minute < self.from_minute;
        let (evening, morning) = (self.from_minute <= minute, minute < self.to_minute);
        let quiet = if across_midnight { evening || morning } else { evening && morning };
        if !quiet {
            return None;
        }
        let date = if across_midnight && evening { wall.date().tomorrow().ok()? } else { wall.date() };
        let (hour, minute) =
            (i8::try_from(self.to_minute / 60).ok()?, i8::try_from(self.to_minute % 60).ok()?);
        let end = Instant::at_wall(date.at(hour, minute, 0, 0), zone);
        // Where clocks are put back, the same wall may come twice; waiting must end in the future.
        (at < end).then_some(end)
    }
}
