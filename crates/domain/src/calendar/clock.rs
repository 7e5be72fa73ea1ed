//! A clock: one running time limit of one case. Starts, pauses, resumes, is extended, stops.

use serde::{Deserialize, Serialize};

use super::{Calendar, Due, Limit, Span, TraceStep, due_after};
use crate::kernel::{AccountId, CaseId, ClockId, Instant, Refusal, UnitId};

/// A stretch during which the clock stood still. Asked for by one person, approved by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub from: Instant,
    pub to: Option<Instant>,
    /// Reason code.
    pub reason: String,
    pub asked_by: AccountId,
    pub approved_by: AccountId,
}

/// More time, in the clock's own unit. Asked for by one person, approved by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    pub amount: u32,
    /// Reason code (domain list C20).
    pub reason: String,
    pub asked_by: AccountId,
    pub approved_by: AccountId,
    pub at: Instant,
}

/// How close a clock is to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    Green,
    /// Two thirds of the time have passed.
    Yellow,
    /// Nine tenths have passed.
    Red,
    Overdue,
}

impl Colour {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Overdue => "overdue",
        }
    }
}

/// One row: kind, start, limit, legal basis, pauses, extensions, due, and the calendar it was counted with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    pub id: ClockId,
    pub case: CaseId,
    /// Clock kind, such as `reply`.
    pub kind: String,
    /// The unit it runs against.
    pub unit: UnitId,
    pub round: u16,
    pub limit: Limit,
    pub legal_basis: String,
    pub calendar_version: u32,
    pub started_at: Instant,
    pub stopped_at: Option<Instant>,
    pub pauses: Vec<Pause>,
    pub extensions: Vec<Extension>,
    /// The parent's due moment, which this clock never passes.
    pub cap: Option<Instant>,
    /// `None` while paused.
    pub due_at: Option<Instant>,
    pub yellow_at: Option<Instant>,
    pub red_at: Option<Instant>,
    /// A year without a calendar was crossed.
    pub provisional: bool,
    /// How many reminders and escalations have been sent for it.
    pub alarms: u16,
    /// It runs on and raises no alarm: the case waits for the reply of another.
    pub muted: bool,
}

impl Clock {
    /// Whether it runs or is paused.
    pub fn is_open(&self) -> bool {
        self.stopped_at.is_none()
    }

    /// Whether it stands still now.
    pub fn is_paused(&self) -> bool {
        self.is_open() && self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    /// Whether it had run out at this moment, or when it stopped.
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.due_at.is_some_and(|due| due <= self.stopped_at.unwrap_or(now))
    }

    /// Its colour now.
    pub fn colour(&self, now: Instant) -> Colour {
        let at = self.stopped_at.unwrap_or(now);
        let reached = |moment: Option<Instant>| moment.is_some_and(|m| m <= at);
        if reached(self.due_at) {
            Colour::Overdue
        } else if reached(self.red_at) {
            Colour::Red
        } else if reached(self.yellow_at) {
            Colour::Yellow
        } else {
            Colour::Green
        }
    }

    /// When the next reminder or escalation is due: at yellow, at red, when it runs out, and a day later.
    pub fn alarm_at(&self) -> Option<Instant> {
        if !self.is_open() || self.muted {
            return None;
        }
        match self.alarms {
            0 => self.yellow_at,
            1 => self.red_at,
            2 => self.due_at,
            3 => self.due_at.map(|due| due.plus_ms(Instant::DAY_MS)),
            _ => None,
        }
    }

    /// The calculation of its due moment, or `None` while it is paused.
    pub fn calculate(&self, calendar: &Calendar) -> Option<Due> {
        let mut spans = Vec::with_capacity(self.pauses.len());
        for pause in &self.pauses {
            spans.push(Span { from: pause.from, to: pause.to? });
        }
        let extra: u32 = self.extensions.iter().map(|extension| extension.amount).sum();
        let total = Limit { amount: self.limit.amount.saturating_add(extra), unit: self.limit.unit };
        let mut due = due_after(self.started_at, total, &spans, calendar);
        if let Some(cap) = self.cap
            && cap < due.at
        {
            due.at = cap;
            due.trace.insert(due.trace.len().saturating_sub(1), TraceStep::Capped { at: cap });
            if let Some(TraceStep::Due { at }) = due.trace.last_mut() {
                *at = cap;
            }
        }
        Some(due)
    }

    /// Count again and set due, yellow and red.
    pub fn recalculate(&mut self, calendar: &Calendar) {
        self.calendar_version = calendar.version;
        let due = self.calculate(calendar);
        self.provisional = due.as_ref().is_some_and(|due| due.provisional);
        self.due_at = due.map(|due| due.at);
        let paused_ms: i64 =
            self.pauses.iter().filter_map(|pause| Some(pause.to?.ms() - pause.from.ms())).sum();
        let running_ms = self.due_at.map(|due| (due.ms() - self.started_at.ms() - paused_ms).max(0));
        // Counted back from the end, so that a pause moves the colours with the end.
        self.yellow_at = self.due_at.zip(running_ms).map(|(due, ms)| due.plus_ms(-(ms / 3)));
        self.red_at = self.due_at.zip(running_ms).map(|(due, ms)| due.plus_ms(-(ms / 10)));
    }

    /// Stop the clock. Stopping a stopped clock changes nothing.
    pub fn stop(&mut self, at: Instant) {
        if self.stopped_at.is_none() {
            self.stopped_at = Some(at.max(self.started_at));
            if let Some(pause) = self.pauses.last_mut()
                && pause.to.is_none()
            {
                pause.to = Some(at.max(pause.from));
            }
        }
    }

    /// Stand still. Refused when it does not run, or when the same person asks and approves.
    pub fn pause(
        &mut self,
        at: Instant,
        reason: &str,
        asked_by: AccountId,
        approved_by: AccountId,
        calendar: &Calendar,
    ) -> Result<(), Refusal> {
        two_persons(asked_by, approved_by)?;
        if !self.is_open() || self.is_paused() {
            return Err(Refusal::new(
                "clock_not_running",
                "该时限没有在计时，不能暂停",
                "this clock is not running, so it cannot be paused",
            ));
        }
        let from =
            self.pauses.iter().filter_map(|pause| pause.to).fold(at.max(self.started_at), Instant::max);
        self.pauses.push(Pause { from, to: None, reason: reason.to_owned(), asked_by, approved_by });
        self.recalculate(calendar);
        Ok(())
    }

    /// Run again. Refused when it is not paused.
    pub fn resume(&mut self, at: Instant, calendar: &Calendar) -> Result<(), Refusal> {
        match self.pauses.last_mut() {
            Some(pause) if pause.to.is_none() && self.stopped_at.is_none() => {
                pause.to = Some(at.max(pause.from))
            }
            _ => return Err(Refusal::new("clock_not_paused", "该时限没有暂停", "this clock is not paused")),
        }
        self.recalculate(calendar);
        Ok(())
    }

    /// Give more time. Refused after it ran out, a second time, for longer than the limit itself, or when the
    /// same person asks and approves.
    pub fn extend(&mut self, extension: Extension, calendar: &Calendar) -> Result<(), Refusal> {
        two_persons(extension.asked_by, extension.approved_by)?;
        if !self.is_open() || self.is_overdue(extension.at) {
            return Err(Refusal::new(
                "clock_ran_out",
                "时限已届满或已停止，不能再延期",
                "the time limit has run out or stopped; it can no longer be extended",
            ));
        }
        if !self.extensions.is_empty() {
            return Err(Refusal::new(
                "extended_once",
                "每个时限只能延期一次",
                "a time limit can be extended once only",
            ));
        }
        if extension.amount == 0 || self.limit.amount < extension.amount {
            return Err(Refusal::new(
                "extension_too_long",
                format!("延期须在 1 至 {} 之间", self.limit.amount),
                format!("the extension must be between 1 and {}", self.limit.amount),
            )
            .on("amount"));
        }
        self.extensions.push(extension);
        self.recalculate(calendar);
        Ok(())
    }
}

fn two_persons(asked_by: AccountId, approved_by: AccountId) -> Result<(), Refusal> {
    if asked_by == approved_by {
        return Err(Refusal::new(
            "maker_is_checker",
            "申请人和批准人不能是同一人",
            "the person who asks cannot be the person who approves",
        ));
    }
    Ok(())
}
