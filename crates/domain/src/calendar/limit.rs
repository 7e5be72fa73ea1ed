//! Time limits as data: how long a clock of some kind runs for some handling class, since when, on what basis.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    /// Hours on the wall clock, every day and night (小时).
    WallHours,
    /// Hours within working time (工作小时).
    WorkingHours,
    /// Calendar days (日). The first day does not count; a last day that is not worked moves to the next
    /// working day (民事诉讼法 §85, 民法典 §203).
    CalendarDays,
    /// Working days (工作日). The first day does not count.
    WorkingDays,
}

impl LimitUnit {
    /// All units.
    pub const ALL: [Self; 4] = [Self::WallHours, Self::WorkingHours, Self::CalendarDays, Self::WorkingDays];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WallHours => "wall_hours",
            Self::WorkingHours => "working_hours",
            Self::CalendarDays => "calendar_days",
            Self::WorkingDays => "working_days",
        }
    }

    /// The unit with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }
}

/// So many of a unit. At most 3,660: ten years of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limit {
    pub amount: u32,
    pub unit: LimitUnit,
}

impl Limit {
    /// The longest limit that can be set.
    pub const AMOUNT_MAX: u32 = 3_660;

    /// Half of it, rounded up, at least one: what a case sent back gets.
    #[must_use]
    pub const fn half(self) -> Self {
        Self { amount: self.amount.div_ceil(2), unit: self.unit }
    }
}

/// One dated row of the table of time limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeLimit {
    /// Clock kind, such as `reply`.
    pub clock: String,
    /// Handling class, such as `g7d`; `*` for every class without a row of its own.
    pub class: String,
    pub limit: Limit,
    /// The article or decision it rests on.
    pub legal_basis: String,
    pub valid_from: Date,
    /// First day on which it no longer holds.
    pub valid_to: Option<Date>,
}

/// The row for this clock and class on this date; a row for the class goes before `*`.
pub fn find_limit<'a>(limits: &'a [TimeLimit], clock: &str, class: &str, on: Date) -> Option<&'a TimeLimit> {
    let holds = |row: &&TimeLimit| {
        row.clock == clock && row.valid_from <= on && row.valid_to.is_none_or(|end| on < end)
    };
    let of_class = |wanted: &str| limits.iter().filter(holds).find(|row| row.class == wanted);
    of_class(class).or_else(|| of_class("*"))
}

/// The table with these rows in it: each ends the row of its clock and class on its first day, as the store does.
pub fn limits_with(limits: &[TimeLimit], rows: &[TimeLimit]) -> Vec<TimeLimit> {
    let mut all = limits.to_vec();
    for row in rows {
        let same = |own: &TimeLimit| own.clock == row.clock && own.class == row.class;
        all.retain(|own| !(same(own) && row.valid_from <= own.valid_from));
        for own in all.iter_mut().filter(|own| same(own)) {
            if own.valid_to.is_none_or(|to| row.valid_from < to) {
                own.valid_to = Some(row.valid_from);
            }
        }
        all.push(row.clone());
    }
    all
}
