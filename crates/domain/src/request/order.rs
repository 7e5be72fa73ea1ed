//! Supervision orders (督办单): the unit answers, the supervisor accepts the answer or returns it. An order is an ask
//! of the supervisor; its clock runs against the unit, and a new unit inherits it.

use super::{
    Action, Request, RequestEntry,
    decide_ask::nothing_asked,
    types::{said, tell},
};
use crate::{
    kernel::{AskKind, AskState, Decision, Instant, NoticeTo, Refusal, TextKind, UnitId, Vote},
    rules::Step,
};

/// What the unit answers.
#[derive(Debug, Clone)]
pub struct AnswerOrder {
    pub text: String,
}

/// Whether the answer is accepted.
#[derive(Debug, Clone)]
pub struct ReviewOrder {
    pub accepted: bool,
    pub text: String,
}

impl Request {
    /// Answer the open order. Stops `supervision`.
    pub fn answer_order(
        mut self,
        step: &mut Step<'_>,
        input: &AnswerOrder,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::AnswerOrder)?;
        let text = said(step, "text", TextKind::Reply, &input.text, 10)?;
        let before = self.clone();
        let order =
            self.asks.iter_mut().find(|ask| ask.kind == AskKind::Order && ask.state == AskState::Open);
        let order = order.ok_or_else(nothing_asked)?;
        order.state = AskState::Answered;
        let (id, clock, supervisor) = (order.id, order.clock, order.unit);
        let own = self.clocks.iter_mut().find(|own| own.id == clock);
        let in_time = own.as_ref().is_none_or(|clock| !clock.is_overdue(step.at));
        if let Some(clock) = own {
            clock.stop(step.at);
        }
        let entry = RequestEntry::AnswerOrder { ask: id, unit: step.permit.unit(), in_time };
        let notices = vec![tell(NoticeTo::Unit(supervisor), "order_answered")];
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }

    /// Accept the answer, or return it with a clock of its own.
    pub fn review_order(
        mut self,
        step: &mut Step<'_>,
        input: &ReviewOrder,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::ReviewOrder)?;
        let text = said(step, "text", TextKind::Reason, &input.text, 2)?;
        let before = self.clone();
        let found =
            self.asks.iter().find(|ask| ask.kind == AskKind::Order && ask.state == AskState::Answered);
        let mut order = found.ok_or_else(nothing_asked)?.clone();
        let against = order.deciders.first().copied().unwrap_or(self.case.holder);
        if input.accepted {
            order.settle(AskState::Granted, step.at);
        } else {
            order.state = AskState::Open;
            self.start_clock(step, "supervision", against, None)?;
            order.clock = self.clocks.last().map_or(order.clock, |clock| clock.id);
        }
        // Every review is kept: an answer that was returned twice says something about the answer.
        order.votes.push(Vote {
            account: step.permit.account(),
            unit: step.permit.unit(),
            granted: input.accepted,
            at: step.at,
        });
        let entry = RequestEntry::ReviewOrder { ask: order.id, unit: against, accepted: input.accepted };
        for own in self.asks.iter_mut().filter(|own| own.id == order.id) {
            *own = order.clone();
        }
        let template = if input.accepted { "order_accepted" } else { "order_returned" };
        Ok(self.decide(Some(&before), entry, vec![text], vec![tell(NoticeTo::Unit(against), template)]))
    }

    /// While no unit has the request, nobody can answer an order: its clock stands until one has.
    pub(super) fn rest_orders(&mut self, at: Instant) {
        for order in self.asks.iter_mut().filter(|ask| ask.kind == AskKind::Order && ask.is_open()) {
            order.state = AskState::Open;
            for clock in self.clocks.iter_mut().filter(|clock| clock.id == order.clock) {
                clock.stop(at);
            }
        }
    }

    /// The unit that gets the request gets its open orders too, each with a clock of its own.
    pub(super) fn inherit_orders(&mut self, step: &mut Step<'_>, lead: UnitId) -> Result<(), Refusal> {
        let open: Vec<usize> = (0..self.asks.len())
            .filter(|at| self.asks.get(*at).is_some_and(|ask| ask.kind == AskKind::Order && ask.is_open()))
            .collect();
        for at in open {
            self.start_clock(step, "supervision", lead, None)?;
            let clock = self.clocks.last().map(|clock| clock.id);
            if let (Some(order), Some(clock)) = (self.asks.get_mut(at), clock) {
                order.deciders = vec![lead];
                order.state = AskState::Open;
                order.clock = clock;
            }
        }
        Ok(())
    }
}
