//! Explain (权限说明): why somebody may or may not see a case.

use hemu_domain::access::{Explained, explain};

use super::{SECURITY, looks::looked_at_looks};
use crate::{AppError, Call, Ctx};

/// The answer for one person and one case.
#[derive(Debug, Clone)]
pub struct AccessExplained {
    pub login: String,
    pub name: String,
    pub number: String,
    pub allowed: bool,
    pub parts: Vec<Explained>,
}

/// Explain one person's access to one case. Whoever asks and is recused from the case learns nothing; asking is a look.
///
/// # Errors
/// `not_your_role`; `NotFound` for a login or number that does not exist.
pub async fn explain_access(
    ctx: &Ctx,
    call: &Call,
    login: &str,
    number: &str,
) -> Result<AccessExplained, AppError> {
    let permit = call.actor.in_role(SECURITY)?;
    let now = ctx.clock.now();
    let actor = ctx.store.actor(login.trim(), now).await?.ok_or(AppError::NotFound)?;
    let case = ctx.store.case_by_number(number.trim()).await?.ok_or(AppError::NotFound)?;
    let request = ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
    if call.actor.scope().apart().kept_by(&request.case.recusals).is_some() {
        return Err(AppError::NotFound);
    }
    looked_at_looks(ctx, permit, Some(case)).await?;
    let readers = request.readers();
    let (parts, allowed) = explain(&actor, &request.case.facets(&readers));
    Ok(AccessExplained {
        login: login.trim().to_owned(),
        name: actor.name,
        number: request.case.number.0,
        allowed,
        parts,
    })
}
