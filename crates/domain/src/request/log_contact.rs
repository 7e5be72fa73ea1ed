//! Log a contact (联系诉求人): by which way, whether reached, and what was said.

use super::{Action, Request, RequestEntry, types::said};
use crate::{
    kernel::{Decision, Refusal, TextKind, coded},
    rules::Step,
};

coded! {
    /// By which way the requester was contacted.
    ContactChannel {
        /// 电话
        Phone = "phone",
        /// 上门
        Visit = "visit",
        /// 短信、邮件
        Message = "message",
    }
}

/// One contact, or one try.
#[derive(Debug, Clone)]
pub struct LogContact {
    pub channel: ContactChannel,
    pub reached: bool,
    pub note: String,
}

impl Request {
    /// Log a contact. The first one that reached the requester stops `contact`; a try does not.
    pub fn log_contact(
        mut self,
        step: &mut Step<'_>,
        input: &LogContact,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let row = self.row(step, Action::LogContact)?;
        let text = said(step, "note", TextKind::Contact, &input.note, 2)?;
        let before = self.clone();
        let first = input.reached && self.clock("contact").is_some_and(crate::calendar::Clock::is_open);
        let first_in_time = first && self.clock("contact").is_some_and(|clock| !clock.is_overdue(step.at));
        if input.reached {
            self.stop_clocks(row.stops, step.at, None);
        }
        let entry = RequestEntry::LogContact {
            unit: step.permit.unit(),
            channel: input.channel,
            reached: input.reached,
            first_in_time,
        };
        Ok(self.decide(Some(&before), entry, vec![text], Vec::new()))
    }
}
