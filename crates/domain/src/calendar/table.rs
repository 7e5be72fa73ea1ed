//! Which days are worked, and between which hours.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    civil::{Date, Weekday},
    tz::TimeZone,
};

/// What the published table says of one date. Dates it does not name follow the weekday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayKind {
    /// Off: a holiday or a day off in lieu (放假).
    Off(String),
    /// Worked although it is a weekend (调休上班).
    MakeUp(String),
}

/// A stretch of working time, in minutes after midnight, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkInterval {
    pub from_minute: i64,
    pub to_minute: i64,
}

/// The city's calendar in one version.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub version: u32,
    pub zone: TimeZone,
    /// Years for which a table was loaded.
    pub years: BTreeSet<i16>,
    pub days: BTreeMap<Date, DayKind>,
    /// Working hours of a working day, ascending and disjoint.
    pub hours: Vec<WorkInterval>,
}

impl Calendar {
    /// Whether the table of that year is loaded.
    pub fn knows(&self, date: Date) -> bool {
        self.years.contains(&date.year())
    }

    /// Whether the date is a working day (工作日): Monday to Friday, minus days off, plus make-up days.
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.days.get(&date) {
            Some(DayKind::Off(_)) => false,
            Some(DayKind::MakeUp(_)) => true,
            None => !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// Why the date is not worked, in the words of the table, or `None` for a plain weekend.
    pub fn name_of(&self, date: Date) -> Option<&str> {
        match self.days.get(&date) {
            Some(DayKind::Off(name) | DayKind::MakeUp(name)) => Some(name),
            None => None,
        }
    }
}
