//! Reveal (查看个人信息) and call through the platform (拨打电话): each leaves an entry that says what for and never what.

use super::{
    Request, RequestEntry,
    types::{said, tell},
};
use crate::{
    access::{Purpose, RevealField},
    kernel::{AccountId, Decision, NoticeTo, Refusal, TextKind},
    rules::Step,
};

/// Which field, what for, and what the day's budget says.
#[derive(Debug, Clone)]
pub struct Reveal {
    pub field: RevealField,
    pub purpose: Purpose,
    /// In one's own words, where the purpose is `other`.
    pub text: String,
    /// How many were revealed to this person today, before this one.
    pub used: u32,
    /// How many a day their role may see.
    pub budget: u32,
    /// Who is told of unusual use.
    pub alerted: Vec<AccountId>,
}

/// From this share of the budget on, in hundredths, those who watch are told.
const UNUSUAL_PERCENT: u64 = 80;

impl Request {
    /// Record that one field of the requester is shown.
    ///
    /// # Errors
    /// `budget_used_up`; a purpose `other` without words.
    pub fn reveal(
        self,
        step: &mut Step<'_>,
        input: &Reveal,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let needed = if input.purpose == Purpose::Other { 5 } else { 0 };
        let texts = if needed == 0 && input.text.trim().is_empty() {
            Vec::new()
        } else {
            vec![said(step, "text", TextKind::Reason, &input.text, needed)?]
        };
        if input.budget <= input.used {
            return Err(Refusal::new(
                "budget_used_up",
                format!(
                    "您今日查看个人信息已达 {} 次上限；需要联系诉求人时，可通过系统拨打电话",
                    input.budget
                ),
                format!(
                    "you have used today's budget of {}; to contact the requester, call through the system",
                    input.budget
                ),
            ));
        }
        let before = self.clone();
        // Told once, by the look that crosses the line.
        let line = (u64::from(input.budget) * UNUSUAL_PERCENT).div_ceil(100);
        let notices = if u64::from(input.used) + 1 == line {
            input.alerted.iter().map(|account| tell(NoticeTo::Account(*account), "looks_unusual")).collect()
        } else {
            Vec::new()
        };
        let entry =
            RequestEntry::Reveal { purpose: input.purpose, field: input.field, role: step.permit.role() };
        Ok(self.decide(Some(&before), entry, texts, notices))
    }

    /// Record that the requester is called without their number being shown.
    ///
    /// # Errors
    /// None today; a rule all the same, so that every step is decided in one place.
    pub fn call(self, step: &mut Step<'_>, _input: &()) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let before = self.clone();
        let entry = RequestEntry::Call { role: step.permit.role() };
        Ok(self.decide(Some(&before), entry, Vec::new(), Vec::new()))
    }
}
