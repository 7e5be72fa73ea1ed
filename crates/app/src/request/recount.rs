//! Recount the clocks of open requests after limits or calendar changed (重新计算时限): a dry run first, then by name.
//! And moving open requests to the newest machine.

use hemu_domain::{
    Step,
    access::{Permit, Role},
    kernel::{AccountId, CaseId},
    request::{MACHINE, RecountClocks, Recounted, Request},
};

use super::step::take_platform_step;
use crate::{AppError, Call, Ctx};

/// What a recount changes of one request.
#[derive(Debug, Clone)]
pub struct RecountedRequest {
    pub case: CaseId,
    pub number: String,
    pub changed: Vec<Recounted>,
}

/// What a recount came to.
#[derive(Debug, Clone, Default)]
pub struct Recount {
    pub looked_at: u64,
    pub changed: u64,
    /// The first hundred that change.
    pub examples: Vec<RecountedRequest>,
    /// Requests that could not be recounted, with the reason.
    pub failed: Vec<(String, String)>,
}

const PAGE: u32 = 200;
const EXAMPLES_MAX: usize = 100;

/// Recount every open request, or only say what would change.
pub async fn recount_requests(
    ctx: &Ctx,
    call: &Call,
    input: RecountClocks,
    dry_run: bool,
) -> Result<Recount, AppError> {
    call.actor.in_role(&[Role::CatalogueKeeper])?;
    recount(ctx, input, dry_run, &|_| {}).await
}

/// The same from the shell.
pub async fn recount(
    ctx: &Ctx,
    input: RecountClocks,
    dry_run: bool,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Recount, AppError> {
    let rules = ctx.rules(None).await?;
    let mut done = Recount::default();
    let mut after = None;
    loop {
        let page = ctx.store.open_cases(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(*last);
        for case in page {
            let Some(request) = ctx.store.request(case).await? else { continue };
            done.looked_at += 1;
            let mut random = || ctx.random.next();
            let permit = Permit::platform(AccountId::PLATFORM, request.case.centre);
            let step = Step { permit, at: ctx.clock.now(), rules: &rules, random: &mut random };
            let changed = match request.clone().recount(&step, input) {
                Ok(changed) => changed,
                Err(refusal) => {
                    done.failed.push((request.case.number.0.clone(), refusal.zh.to_string()));
                    continue;
                }
            };
            if changed.is_empty() {
                continue;
            }
            if !dry_run {
                match take_platform_step(ctx, case, &|request, step| request.recount_clocks(step, &input))
                    .await
                {
                    Ok(_) | Err(AppError::Refused(_)) => {}
                    Err(error) => {
                        done.failed.push((request.case.number.0.clone(), error.to_string()));
                        continue;
                    }
                }
            }
            done.changed += 1;
            if done.examples.len() < EXAMPLES_MAX {
                done.examples.push(RecountedRequest { case, number: request.case.number.0.clone(), changed });
            }
        }
        progress(done.looked_at);
    }
    Ok(done)
}

/// Move open requests to the newest machine, or only count them. Returns how many there were.
pub async fn migrate_machine(ctx: &Ctx, dry_run: bool) -> Result<u64, AppError> {
    let mut moved = 0;
    let mut after = None;
    loop {
        let page = ctx.store.open_cases_before_machine("request", MACHINE.version, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(moved) };
        after = Some(*last);
        for case in page {
            if !dry_run {
                take_platform_step(ctx, case, &Request::migrate_machine).await?;
            }
            moved += 1;
        }
    }
}
