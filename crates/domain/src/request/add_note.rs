//! Add a work note (工作记录). An assisting unit's note is its part of the work and stops its own clock.

use super::{Action, Request, RequestEntry, types::said};
use crate::{
    kernel::{Decision, Refusal, TextKind},
    rules::Step,
};

/// What was done.
#[derive(Debug, Clone)]
pub struct AddNote {
    pub note: String,
}

impl Request {
    /// Add a work note. For an assisting unit it also stops that unit's `assist` clock.
    pub fn add_note(
        mut self,
        step: &mut Step<'_>,
        input: &AddNote,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let row = self.row(step, Action::AddNote)?;
        let text = said(step, "note", TextKind::Note, &input.note, 2)?;
        let before = self.clone();
        self.stop_clocks(row.stops, step.at, Some(step.permit.unit()));
        let entry = RequestEntry::AddNote { unit: step.permit.unit() };
        Ok(self.decide(Some(&before), entry, vec![text], Vec::new()))
    }
}
