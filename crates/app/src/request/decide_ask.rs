//! Decide what was asked (审批、裁定、评议、复核).

use hemu_domain::{
    kernel::{AskId, Refusal, UnitId},
    request::{Action, DecideAsk, Request},
};

use super::step::{Move, Target, take_move};
use crate::{AppError, Call, Ctx};

/// What was filled in.
#[derive(Debug, Clone)]
pub struct NewDecision {
    pub ask: AskId,
    pub granted: bool,
    pub text: String,
    pub unit: Option<UnitId>,
    pub precedent: bool,
}

/// Decide.
pub async fn decide_ask(
    ctx: &Ctx,
    call: &Call,
    target: Target,
    new: &NewDecision,
) -> Result<Request, AppError> {
    let asked = |request: &Request| request.asks.iter().find(|ask| ask.id == new.ask).cloned();
    let chosen = Move {
        action: &|request| {
            let ask = asked(request).ok_or_else(|| {
                Refusal::new("nothing_asked", "没有待决定的申请", "nothing waits for this decision")
            })?;
            Ok(Action::deciding(ask.kind))
        },
        beside: &|request| asked(request).and_then(|ask| ask.terms.parent),
        decide: &|request, step, parent| {
            let input = DecideAsk {
                ask: new.ask,
                granted: new.granted,
                text: new.text.clone(),
                unit: new.unit,
                precedent: new.precedent,
                parent,
            };
            request.decide_ask(step, &input)
        },
    };
    take_move(ctx, call, target, &chosen).await
}
