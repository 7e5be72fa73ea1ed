//! Explain a clock: the arithmetic of its due moment as sentences.

use hemu_domain::{
    calendar::{Clock, Sentence, explain},
    kernel::{CaseId, ClockId},
};

use crate::{AppError, Call, Ctx};

/// A clock and how its due moment came about.
#[derive(Debug, Clone)]
pub struct ExplainedClock {
    pub clock: Clock,
    pub sentences: Vec<Sentence>,
}

/// Explain one clock of a request.
pub async fn explain_clock(
    ctx: &Ctx,
    call: &Call,
    request: CaseId,
    clock: ClockId,
) -> Result<ExplainedClock, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let found = ctx.store.request(request).await?.ok_or(AppError::NotFound)?;
    if !call.actor.scope().allows(&found.case.facets(&found.readers())) {
        return Err(AppError::NotFound);
    }
    let clock = found.clocks.into_iter().find(|own| own.id == clock).ok_or(AppError::NotFound)?;
    let sentences = match clock.calculate(&rules.calendar) {
        Some(due) => explain(&due.trace, &rules.calendar),
        None => vec![Sentence {
            zh: "时限已暂停，恢复后重新计算截止时间。".into(),
            en: "The clock is paused; its end is counted anew when it resumes.".into(),
        }],
    };
    Ok(ExplainedClock { clock, sentences })
}
