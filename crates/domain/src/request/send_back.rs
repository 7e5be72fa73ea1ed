//! Send back (退回重办): the resident says it was not solved; with half the time again.

use super::{
    Action, Answer, Request, RequestEntry, Solved, State,
    types::{said, tell},
};
use crate::{
    kernel::{Decision, NoticeTo, Refusal, TextKind},
    rules::Step,
};

/// Why it goes back.
#[derive(Debug, Clone)]
pub struct SendBack {
    pub reason: String,
}

impl Request {
    /// Send back to the lead unit. Stops `call_back`; starts `contact` and `reply` at half their limits.
    pub fn send_back(
        mut self,
        step: &mut Step<'_>,
        input: &SendBack,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let row = self.row(step, Action::SendBack)?;
        let State::Replied { lead, answer: Some(answer), .. } = self.state else {
            return Err(not_unsolved());
        };
        let text = said(step, "reason", TextKind::Reason, &input.reason, 5)?;
        let before = self.clone();
        let responded = self.responded(Some(answer.contacted));
        self.stop_clocks(row.stops, step.at, None);
        self.round = self.round.saturating_add(1);
        self.send_backs = self.send_backs.saturating_add(1);
        // It is handled by itself from now on, whatever it was merged into.
        self.case.merged_into = None;
        self.start_clock(step, "reply", lead, None)?;
        let reply_due = self.clock("reply").and_then(|clock| clock.due_at);
        self.start_clock(step, "contact", lead, reply_due)?;
        self.state = State::Handling { lead };
        let entry = RequestEntry::SendBack {
            lead,
            round: self.round,
            responded,
            answer,
            unreasonable: self.unreasonable,
        };
        let notices = vec![
            tell(NoticeTo::Unit(lead), "request_sent_back"),
            tell(NoticeTo::Requester, "request_sent_back"),
        ];
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }

    pub(super) fn may_send_back(&self, answer: Option<Answer>, send_backs_max: u16) -> Result<(), Refusal> {
        if send_backs_max <= self.send_backs {
            return Err(Refusal::new(
                "sent_back_once",
                "退回重办的次数已用完",
                "it has been sent back as often as is allowed",
            ));
        }
        match answer.map(|answer| answer.solved) {
            Some(Solved::No | Solved::Partly) => Ok(()),
            _ => Err(not_unsolved()),
        }
    }
}

fn not_unsolved() -> Refusal {
    Refusal::new(
        "not_unsolved",
        "只有诉求人答复“未解决”或“部分解决”时才能退回重办",
        "only a request whose requester said it was not, or only partly, solved can be sent back",
    )
}
