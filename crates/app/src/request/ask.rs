//! Ask for something that another decides (申请): a return, more time, a pause, parking, voiding, merging, a panel,
//! or, as a supervisor, an answer to an order.

use hemu_domain::{
    kernel::{AskKind, AskTerms, Refusal},
    request::{Action, AskFor, Request},
};

use super::step::{Move, Target, take_move};
use crate::{AppError, Call, Ctx};

/// What was filled in.
#[derive(Debug, Clone)]
pub struct NewAsk {
    pub kind: AskKind,
    pub terms: AskTerms,
    pub text: String,
    /// Of a merge: the number of the case it is to be merged into.
    pub parent_number: String,
}

/// Ask.
pub async fn ask_for(ctx: &Ctx, call: &Call, target: Target, new: &NewAsk) -> Result<Request, AppError> {
    let parent = match new.kind {
        AskKind::Merge => Some(parent_of(ctx, &new.parent_number).await?),
        _ => None,
    };
    let terms = AskTerms { parent, ..new.terms.clone() };
    let chosen = Move {
        action: &|_| Ok(Action::asking(new.kind)),
        beside: &|_| parent,
        decide: &|request, step, parent| {
            let input = AskFor { kind: new.kind, terms: terms.clone(), text: new.text.clone(), parent };
            request.ask(step, &input)
        },
    };
    take_move(ctx, call, target, &chosen).await
}

async fn parent_of(ctx: &Ctx, number: &str) -> Result<hemu_domain::kernel::CaseId, AppError> {
    let unknown = || {
        Refusal::new("unknown_case", "没有该编号的诉求，请核对", "there is no such request; check its number")
            .on("parent")
    };
    Ok(ctx.store.case_by_number(number.trim()).await?.ok_or_else(unknown)?)
}
