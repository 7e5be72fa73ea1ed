//! Call back (回访): an independent officer asks the resident. Contacted, solved, satisfied: three answers.

use super::{Action, Answer, Request, RequestEntry, State, types::said};
use crate::{
    kernel::{Decision, Refusal, TextKind, coded},
    rules::Step,
};

coded! {
    /// What became of one attempt.
    CallBackOutcome {
        /// 已答复
        Answered = "answered",
        /// 无人接听
        NoAnswer = "no_answer",
        /// 拒绝回访
        Refused = "refused",
        /// 号码有误
        WrongNumber = "wrong_number",
    }
}

/// One attempt.
#[derive(Debug, Clone)]
pub struct CallBack {
    pub outcome: CallBackOutcome,
    /// Given when and only when the outcome is `answered`.
    pub answer: Option<Answer>,
    /// The resident's own words, if any.
    pub words: String,
}

impl Request {
    /// Log one attempt.
    ///
    /// # Errors
    /// `answer_missing` or `answer_unexpected` when outcome and answer do not fit; after three attempts or an
    /// answer no more are possible.
    pub fn call_back(
        mut self,
        step: &mut Step<'_>,
        input: &CallBack,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::CallBack)?;
        let State::Replied { lead, attempts, .. } = self.state else {
            return Err(Refusal::new(
                "wrong_stage",
                "当前阶段不能回访",
                "a call-back is not possible in this stage",
            ));
        };
        match (input.outcome, input.answer) {
            (CallBackOutcome::Answered, None) => {
                return Err(Refusal::new(
                    "answer_missing",
                    "请填写诉求人的三项答复",
                    "fill in the requester's three answers",
                )
                .on("answer"));
            }
            (CallBackOutcome::Answered, Some(answer)) if 5 < answer.satisfied => {
                return Err(Refusal::new("out_of_range", "满意度应为 0 至 5", "satisfaction is 0 to 5")
                    .on("satisfied"));
            }
            (CallBackOutcome::Answered, Some(_)) | (_, None) => {}
            (_, Some(_)) => {
                return Err(Refusal::new(
                    "answer_unexpected",
                    "未接通时不能填写答复",
                    "leave the answers empty when the requester was not reached",
                )
                .on("answer"));
            }
        }
        let texts = if input.words.trim().is_empty() {
            Vec::new()
        } else {
            vec![said(step, "words", TextKind::CallBack, &input.words, 1)?]
        };
        let before = self.clone();
        let attempts = attempts.saturating_add(1);
        self.state = State::Replied { lead, attempts, answer: input.answer };
        let entry =
            RequestEntry::CallBack { attempt: attempts, outcome: input.outcome, answer: input.answer };
        Ok(self.decide(Some(&before), entry, texts, Vec::new()))
    }
}
