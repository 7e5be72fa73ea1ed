//! The arithmetic: from a start, a limit, pauses and extensions to a due moment, with the trace of how.
//!
//! `explain` prints this trace; `read_trace` adds it up again by itself and must arrive at the same moment.

use jiff::civil::Date;

use super::{Calendar, Limit, LimitUnit};
use crate::kernel::Instant;

/// A stretch of time, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Instant,
    pub to: Instant,
}

/// One step of a calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceStep {
    /// It starts here.
    Start { at: Instant },
    /// The day on which it starts does not count.
    FirstDayNotCounted { date: Date },
    /// The dates from one to the other, both included, count.
    Counted { from: Date, to: Date, days: u32 },
    /// The dates from one to the other, both included, do not count.
    Skipped { from: Date, to: Date, days: u32, why: Skip },
    /// A stretch of hours that counts.
    Minutes { from: Instant, to: Instant, minutes: i64 },
    /// A stretch during which the clock was paused.
    Paused { from: Instant, to: Instant },
    /// The last day is not worked, so the period ends on the next working day.
    RolledForward { from: Date, to: Date },
    /// No table is loaded for that year: weekends only were considered.
    YearMissing { year: i16 },
    /// The parent's clock ends earlier.
    Capped { at: Instant },
    /// It is due at this moment.
    Due { at: Instant },
}

/// Why days do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    Weekend,
    /// Named by the calendar.
    Off(String),
    Paused,
}

/// A due moment and the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub at: Instant,
    pub trace: Vec<TraceStep>,
    /// A year without a table was crossed; the moment is provisional.
    pub provisional: bool,
}

/// Days that a calculation may walk before it stops: thirty years. Data beyond that is a mistake.
const DAYS_WALKED_MAX: u32 = 11_000;

/// When `limit` runs out after `start`, not counting the `pauses` (ascending, disjoint, closed).
pub fn due_after(start: Instant, limit: Limit, pauses: &[Span], calendar: &Calendar) -> Due {
    let mut walk = Walk { calendar, pauses, trace: vec![TraceStep::Start { at: start }], provisional: false };
    let at = match limit.unit {
        LimitUnit::WallHours => walk.wall(start, i64::from(limit.amount) * Instant::HOUR_MS),
        LimitUnit::WorkingHours => walk.working_hours(start, i64::from(limit.amount) * Instant::HOUR_MS),
        LimitUnit::CalendarDays => walk.days(start, limit.amount, false),
        LimitUnit::WorkingDays => walk.days(start, limit.amount, true),
    };
    walk.trace.push(TraceStep::Due { at });
    Due { at, trace: walk.trace, provisional: walk.provisional }
}

struct Walk<'a> {
    calendar: &'a Calendar,
    pauses: &'a [Span],
    trace: Vec<TraceStep>,
    provisional: bool,
}

impl Walk<'_> {
    fn wall(&mut self, start: Instant, wanted_ms: i64) -> Instant {
        self.consume(&[Span { from: start, to: Instant::from_ms(i64::MAX) }], wanted_ms).0
    }

    fn working_hours(&mut self, start: Instant, wanted_ms: i64) -> Instant {
        let mut left = wanted_ms;
        let mut at = start;
        let mut date = start.date_in(&self.calendar.zone);
        for _ in 0..DAYS_WALKED_MAX {
            self.note_year(date);
            if self.calendar.is_working_day(date) {
                let midnight = Instant::start_of(date, &self.calendar.zone);
                let spans: Vec<Span> = self
                    .calendar
                    .hours
                    .iter()
                    .map(|hours| Span {
                        from: midnight.plus_ms(hours.from_minute * Instant::MINUTE_MS).max(start),
                        to: midnight.plus_ms(hours.to_minute * Instant::MINUTE_MS),
                    })
                    .filter(|span| span.from < span.to)
                    .collect();
                (at, left) = self.consume(&spans, left);
                if left == 0 {
                    return at;
                }
            } else {
                self.skip(date);
            }
            date = next(date);
        }
        at
    }

    /// Take `wanted_ms` out of the spans, jumping over pauses. Returns where it stopped and what is left.
    fn consume(&mut self, spans: &[Span], wanted_ms: i64) -> (Instant, i64) {
        let mut left = wanted_ms;
        let mut at = spans.first().map_or(Instant::from_ms(0), |span| span.from);
        for span in spans {
            at = span.from;
            while at < span.to {
                if let Some(pause) = self.pauses.iter().find(|pause| pause.from <= at && at < pause.to) {
                    let to = pause.to.min(span.to);
                    self.trace.push(TraceStep::Paused { from: at, to });
                    at = to;
                    continue;
                }
                let until = self.pauses.iter().map(|pause| pause.from).filter(|from| at < *from).min();
                let end = until.map_or(span.to, |from| from.min(span.to)).min(at.plus_ms(left));
                self.trace.push(TraceStep::Minutes {
                    from: at,
                    to: end,
                    minutes: (end.ms() - at.ms()) / Instant::MINUTE_MS,
                });
                left -= end.ms() - at.ms();
                at = end;
                if left == 0 {
                    return (at, 0);
                }
            }
        }
        (at, left)
    }

    /// Count days; the period ends at 24:00 of the last one.
    fn days(&mut self, start: Instant, amount: u32, working_only: bool) -> Instant {
        let first = start.date_in(&self.calendar.zone);
        self.trace.push(TraceStep::FirstDayNotCounted { date: first });
        let mut date = first;
        let mut counted = 0;
        for _ in 0..DAYS_WALKED_MAX {
            if counted == amount {
                break;
            }
            date = next(date);
            self.note_year(date);
            if self.paused_on(date) {
                self.push_skip(date, Skip::Paused);
            } else if working_only && !self.calendar.is_working_day(date) {
                self.skip(date);
            } else {
                counted += 1;
                self.count(date);
            }
        }
        let end = self.last_worked(date, working_only);
        Instant::start_of(next(end), &self.calendar.zone)
    }

    /// A last calendar day that is not worked moves to the next working day.
    fn last_worked(&mut self, last: Date, working_only: bool) -> Date {
        let mut end = last;
        if !working_only {
            for _ in 0..DAYS_WALKED_MAX {
                if self.calendar.is_working_day(end) {
                    break;
                }
                end = next(end);
                self.note_year(end);
            }
        }
        if end != last {
            self.trace.push(TraceStep::RolledForward { from: last, to: end });
        }
        end
    }

    /// A day is paused when the pause began on or before it and had not ended by its midnight: the day on which
    /// the clock resumes counts again.
    fn paused_on(&self, date: Date) -> bool {
        let zone = &self.calendar.zone;
        self.pauses.iter().any(|pause| pause.from.date_in(zone) <= date && date < pause.to.date_in(zone))
    }

    fn note_year(&mut self, date: Date) {
        if !self.calendar.knows(date) {
            self.provisional = true;
            let step = TraceStep::YearMissing { year: date.year() };
            if !self.trace.contains(&step) {
                self.trace.push(step);
            }
        }
    }

    fn count(&mut self, date: Date) {
        if let Some(TraceStep::Counted { to, days, .. }) = self.trace.last_mut()
            && next(*to) == date
        {
            *to = date;
            *days += 1;
            return;
        }
        self.trace.push(TraceStep::Counted { from: date, to: date, days: 1 });
    }

    fn skip(&mut self, date: Date) {
        let why = self.calendar.name_of(date).map_or(Skip::Weekend, |name| Skip::Off(name.to_owned()));
        self.push_skip(date, why);
    }

    fn push_skip(&mut self, date: Date, reason: Skip) {
        if let Some(TraceStep::Skipped { to, days, why, .. }) = self.trace.last_mut()
            && *why == reason
            && next(*to) == date
        {
            *to = date;
            *days += 1;
            return;
        }
        self.trace.push(TraceStep::Skipped { from: date, to: date, days: 1, why: reason });
    }
}

fn next(date: Date) -> Date {
    date.tomorrow().unwrap_or(date)
}

/// Add the printed steps up again, knowing nothing but them, and say at which moment they end.
pub fn read_trace(trace: &[TraceStep], calendar: &Calendar) -> Option<Instant> {
    let mut at = None;
    for step in trace {
        at = match step {
            TraceStep::Start { at } => Some(*at),
            TraceStep::FirstDayNotCounted { date } => Some(Instant::start_of(next(*date), &calendar.zone)),
            TraceStep::Counted { from, days, .. } | TraceStep::Skipped { from, days, .. } => {
                if *from < at?.date_in(&calendar.zone) {
                    return None;
                }
                let mut date = *from;
                for _ in 0..*days {
                    date = next(date);
                }
                Some(Instant::start_of(date, &calendar.zone))
            }
            TraceStep::Minutes { from, to, .. } | TraceStep::Paused { from, to } => {
                if *from < at? {
                    return None;
                }
                Some(*to)
            }
            TraceStep::RolledForward { to, .. } => Some(Instant::start_of(next(*to), &calendar.zone)),
            TraceStep::Capped { at: cap } => Some(at?.min(*cap)),
            TraceStep::YearMissing { .. } | TraceStep::Due { .. } => at,
        };
    }
    at
}
