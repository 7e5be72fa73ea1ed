//! Alarms (提醒与升级): reminders at two thirds and nine tenths of a time limit, then up the reporting line.

use serde::{Deserialize, Serialize};

use super::{Request, RequestEntry, types::tell};
use crate::{
    kernel::{Decision, NoticeTo, Refusal, UnitId},
    rules::{Rules, Step},
};

/// One alarm that was raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaisedAlarm {
    /// Clock kind.
    pub clock: String,
    /// 1 yellow, 2 red, 3 overdue, 4 a day overdue.
    pub level: u16,
    /// The unit the clock runs against.
    pub against: UnitId,
    /// The unit that was told.
    pub told: UnitId,
}

impl Request {
    /// Raise every alarm that is due. Clocks go on running.
    ///
    /// # Errors
    /// `nothing_due` when none is: another process was faster.
    pub fn raise_alarms(mut self, step: &mut Step<'_>) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let before = self.clone();
        let mut raised = Vec::new();
        let mut notices = Vec::new();
        for clock in &mut self.clocks {
            if clock.alarm_at().is_none_or(|at| step.at < at) {
                continue;
            }
            // A clock that nobody watched for long gets the alarm it has come to, not a row of old ones.
            while clock.alarm_at().is_some_and(|at| at <= step.at) {
                clock.alarms += 1;
            }
            let told = told_at(step.rules, clock.unit, clock.alarms, self.case.centre);
            // Not even that something is late is told to those who must not know of the case.
            let told = if self.case.recuses_unit(told) { self.case.centre } else { told };
            let template = if clock.alarms < 3 { "clock_reminder" } else { "clock_escalated" };
            notices.push(tell(NoticeTo::Unit(told), template));
            raised.push(RaisedAlarm {
                clock: clock.kind.clone(),
                level: clock.alarms,
                against: clock.unit,
                told,
            });
        }
        if raised.is_empty() {
            return Err(nothing_due());
        }
        Ok(self.decide(Some(&before), RequestEntry::Alarm { raised }, Vec::new(), notices))
    }
}

/// Reminders go to the unit itself, escalations to its superior and then to the superior's, at last to the centre.
fn told_at(rules: &Rules, unit: UnitId, level: u16, centre: UnitId) -> UnitId {
    let above = |unit: UnitId| rules.unit(unit).and_then(|unit| unit.superior).unwrap_or(centre);
    match level {
        0..=2 => unit,
        3 => above(unit),
        _ => above(above(unit)),
    }
}

fn nothing_due() -> Refusal {
    Refusal::new("nothing_due", "没有到期的提醒", "no alarm is due")
}
