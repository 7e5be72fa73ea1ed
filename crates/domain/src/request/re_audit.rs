//! Re-audit (随机复核) of a request that ended: what an independent officer found. It changes nothing of the request;
//! the requester may reopen it as before.

use super::{Request, RequestEntry, types::said};
use crate::{
    kernel::{Decision, ReAuditId, Refusal, TextKind},
    re_audit::Finding,
    rules::Step,
};

/// What was found.
#[derive(Debug, Clone)]
pub struct RecordFinding {
    pub draw: ReAuditId,
    pub finding: Finding,
    pub words: String,
}

impl Request {
    /// Record a finding, in whatever stage the request is by now: no row of the machine stands in its way.
    ///
    /// # Errors
    /// The words must have at least 5 characters.
    pub fn record_finding(
        self,
        step: &mut Step<'_>,
        input: &RecordFinding,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let text = said(step, "words", TextKind::Finding, &input.words, 5)?;
        let before = self.clone();
        let unit = self.state.lead().unwrap_or(self.case.centre);
        let entry = RequestEntry::ReAudit { draw: input.draw, finding: input.finding, unit };
        Ok(self.decide(Some(&before), entry, vec![text], Vec::new()))
    }
}
