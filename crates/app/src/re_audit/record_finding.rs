//! Record what was found (复核结果): an entry of the case and a mark beside the draw, together or not at all.

use hemu_domain::{
    kernel::{CaseId, ReAuditId, Refusal},
    re_audit::{Finding, may_record},
    request::RecordFinding,
};
use hemu_store::re_audit::DrawnCase;

use crate::{
    AppError, Call, Ctx,
    request::step::{Deciding, decide, seen},
};

/// What was filled in.
#[derive(Debug, Clone)]
pub struct NewFinding {
    pub case: CaseId,
    pub finding: Finding,
    pub words: String,
}

/// Record a finding. Returns the drawn case.
///
/// # Errors
/// Not found when the case was not drawn or may not be seen; `not_your_role`, `not_independent`; `already_found`.
pub async fn record_finding(
    ctx: &Ctx,
    call: &Call,
    id: ReAuditId,
    new: &NewFinding,
) -> Result<DrawnCase, AppError> {
    let drawn = drawn_case(ctx, id, new.case).await?;
    if ctx.done_before(call).await? {
        return Ok(drawn);
    }
    let rules = ctx.rules(call.generation).await?;
    let took_part = ctx.store.took_part(new.case).await?;
    let mut tx = ctx.store.begin_write().await?;
    let request = seen(&mut tx, call, new.case).await?;
    let permit = may_record(&call.actor, &request.case, &request.readers(), &took_part)?;
    let at = ctx.clock.now();
    let input = RecordFinding { draw: id, finding: new.finding, words: new.words.clone() };
    let about = request.state.lead().unwrap_or(request.case.centre);
    let by = Deciding { call, permit, at, rules: &rules };
    decide(ctx, &mut tx, &by, &request, |request, step| request.record_finding(step, &input)).await?;
    let key = call.command_key();
    let meta = ctx.meta_of(call, &key, permit, at);
    if !tx.set_finding(meta, id, new.case, new.finding, about).await? {
        return Err(Refusal::new(
            "already_found",
            "该工单已有复核结果",
            "there is a finding for this case already",
        )
        .into());
    }
    tx.commit().await?;
    drawn_case(ctx, id, new.case).await
}

async fn drawn_case(ctx: &Ctx, id: ReAuditId, case: CaseId) -> Result<DrawnCase, AppError> {
    let drawn = ctx.store.drawn_cases(id).await?;
    drawn.into_iter().find(|one| one.case == case).ok_or(AppError::NotFound)
}
