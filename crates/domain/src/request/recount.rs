//! Recount (重新计算时限): a changed table of time limits or calendar is put to an open request by a named command,
//! after a dry run has shown what it would do. And moving a request to a newer machine.

use super::{MACHINE, Request, RequestEntry, machine::machine, types::tell};
use crate::{
    calendar::Clock,
    kernel::{Decision, Instant, NoticeTo, Refusal},
    rules::Step,
};

/// What a recount would change of one clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recounted {
    pub kind: String,
    pub before: Option<Instant>,
    pub after: Option<Instant>,
}

/// What to recount with.
#[derive(Debug, Clone, Copy)]
pub struct RecountClocks {
    /// Take the limits that hold now, and not only the calendar.
    pub limits: bool,
}

impl Request {
    /// Count the open clocks again, by the calendar and, if wanted, by the limits that hold today.
    ///
    /// # Errors
    /// `nothing_changes` when every clock ends when it ended before.
    pub fn recount_clocks(
        mut self,
        step: &mut Step<'_>,
        input: &RecountClocks,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let before = self.clone();
        let changed = self.recount(step, *input)?;
        if changed.is_empty() {
            return Err(Refusal::new("nothing_changes", "时限没有变化", "no time limit changes"));
        }
        let entry = RequestEntry::RecountClocks {
            limits: input.limits,
            calendar_version: step.rules.calendar.version,
        };
        let mut notices = vec![tell(NoticeTo::Unit(self.case.holder), "clocks_recounted")];
        if changed.iter().any(|change| change.kind == "reply") {
            notices.push(tell(NoticeTo::Requester, "clocks_recounted"));
        }
        Ok(self.decide(Some(&before), entry, Vec::new(), notices))
    }

    /// What a recount changes, without writing anything.
    pub fn recount(&mut self, step: &Step<'_>, input: RecountClocks) -> Result<Vec<Recounted>, Refusal> {
        let mut changed = Vec::new();
        let class = self.class.clone();
        let mut reply_due = None;
        for clock in self.clocks.iter_mut().filter(|clock| clock.is_open()) {
            let before = clock.due_at;
            if input.limits {
                let row = step.rules.limit(&clock.kind, &class, clock.started_at)?;
                clock.limit = if 0 < self.send_backs && matches!(clock.kind.as_str(), "reply" | "contact") {
                    row.limit.half()
                } else {
                    row.limit
                };
                clock.legal_basis.clone_from(&row.legal_basis);
            }
            clock.recalculate(&step.rules.calendar);
            if clock.kind == "reply" {
                reply_due = clock.due_at;
            }
            push_change(&mut changed, clock, before);
        }
        // What may not pass the reply follows it.
        for clock in self.clocks.iter_mut().filter(|clock| clock.is_open() && clock.cap.is_some()) {
            if matches!(clock.kind.as_str(), "sign" | "contact" | "assist") && reply_due.is_some() {
                let before = clock.due_at;
                clock.cap = reply_due;
                clock.recalculate(&step.rules.calendar);
                push_change(&mut changed, clock, before);
            }
        }
        Ok(changed)
    }

    /// Move to the newest machine.
    ///
    /// # Errors
    /// `newest_already`; `stage_gone` when the newest machine does not know the stage.
    pub fn migrate_machine(mut self, _step: &mut Step<'_>) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let from = self.case.machine_version;
        if machine(from).version == MACHINE.version {
            return Err(Refusal::new(
                "newest_already",
                "流程已是最新版本",
                "it follows the newest machine already",
            ));
        }
        let stage = self.state.stage();
        if !MACHINE.rows.iter().any(|row| row.from == stage || row.to == stage) {
            return Err(Refusal::new(
                "stage_gone",
                "新流程没有该阶段",
                "the newest machine has no such stage",
            ));
        }
        let before = self.clone();
        self.case.machine_version = MACHINE.version;
        let entry = RequestEntry::MigrateMachine { from, to: MACHINE.version };
        Ok(self.decide(Some(&before), entry, Vec::new(), Vec::new()))
    }
}

fn push_change(changed: &mut Vec<Recounted>, clock: &Clock, before: Option<Instant>) {
    if clock.due_at == before {
        return;
    }
    match changed.iter_mut().find(|change| change.kind == clock.kind) {
        Some(change) => change.after = clock.due_at,
        None => changed.push(Recounted { kind: clock.kind.clone(), before, after: clock.due_at }),
    }
}
