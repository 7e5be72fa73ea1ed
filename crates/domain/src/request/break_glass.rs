//! Break-glass (紧急查阅): somebody opens a case that their posts do not show them, with a reason and for hours.

use super::{
    Request, RequestEntry,
    types::{said, tell},
};
use crate::{
    kernel::{AccountId, Decision, GrantId, Instant, NoticeTo, Refusal, TextKind},
    rules::Step,
};

/// Why, for how long, and who is told.
#[derive(Debug, Clone)]
pub struct BreakGlass {
    pub grant: GrantId,
    pub reason: String,
    pub until: Instant,
    /// Everybody who watches over access, told at once.
    pub alerted: Vec<AccountId>,
}

/// The shortest reason, in characters.
const REASON_MIN: usize = 10;

impl Request {
    /// Record that the glass was broken. The reason becomes a text of the case; those who watch are told at once.
    ///
    /// # Errors
    /// The reason has at least ten characters.
    pub fn break_glass(
        self,
        step: &mut Step<'_>,
        input: &BreakGlass,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let text = said(step, "reason", TextKind::Reason, &input.reason, REASON_MIN)?;
        let before = self.clone();
        let entry =
            RequestEntry::BreakGlass { grant: input.grant, until: input.until, role: step.permit.role() };
        let notices =
            input.alerted.iter().map(|account| tell(NoticeTo::Account(*account), "glass_broken")).collect();
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }
}
