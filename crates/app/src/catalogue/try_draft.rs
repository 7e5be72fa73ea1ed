//! Try a draft (试算): how many requests of the last weeks would have been given to another unit or under another class.
//! By the rule that suggests the lead unit at dispatch, and nothing is written.

use std::collections::BTreeMap;

use hemu_domain::{
    Rules,
    access::{Role, Scope},
    catalogue::Matter,
    kernel::{Instant, MatterId, Refusal, UnitId},
};

use super::publish::{MatterDraft, read_drafts};
use crate::{AppError, Call, Ctx};

/// At most so many requests are looked at.
const TRIED_MAX: u32 = 5_000;
const DAYS_MAX: u32 = 366;
const EXAMPLES_MAX: usize = 5;
/// So many examples are looked up in all.
const LOOKED_UP_MAX: usize = 100;

/// What a draft would have changed of one matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriedMatter {
    pub matter: MatterId,
    pub name: String,
    pub cases: i64,
    pub other_lead: i64,
    pub other_class: i64,
    /// From which unit to which, how many.
    pub moves: Vec<(Option<UnitId>, Option<UnitId>, i64)>,
    /// Numbers of requests that the caller may see.
    pub examples: Vec<String>,
}

/// What a draft would have changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tried {
    pub looked_at: i64,
    /// False when there were more than are looked at.
    pub complete: bool,
    pub matters: Vec<TriedMatter>,
}

/// Try drafts on the requests dispatched in the last so many days.
///
/// # Errors
/// `not_your_role`; what publishing the drafts would be refused for.
pub async fn try_draft(ctx: &Ctx, call: &Call, drafts: &[MatterDraft], days: u32) -> Result<Tried, AppError> {
    call.actor.in_role(&[Role::CatalogueKeeper])?;
    if !(1..=DAYS_MAX).contains(&days) {
        return Err(Refusal::new(
            "out_of_range",
            format!("天数应为 1 至 {DAYS_MAX}"),
            format!("between 1 and {DAYS_MAX} days"),
        )
        .on("days")
        .into());
    }
    let rules = ctx.rules(call.generation).await?;
    let now = ctx.clock.now();
    let matters = read_drafts(ctx, &rules, drafts, now)?;
    let drafted = with(&rules, &matters);
    // A matter that is new has no requests yet.
    let known: Vec<MatterId> =
        matters.iter().map(|matter| matter.id).filter(|id| rules.matter(*id).is_some()).collect();
    let since = now.plus_ms(-i64::from(days) * Instant::DAY_MS);
    let mut cases = ctx.store.dispatched_cases(&known, since, TRIED_MAX + 1).await?;
    let complete = cases.len() <= TRIED_MAX as usize;
    cases.truncate(TRIED_MAX as usize);
    let mut tried: BTreeMap<MatterId, TriedMatter> = BTreeMap::new();
    let mut changed = Vec::new();
    for case in &cases {
        let (Some(old), Some(new)) = (rules.matter(case.matter), drafted.matter(case.matter)) else {
            continue;
        };
        let before = rules.lead_unit(old, &case.division).map(|unit| unit.id);
        let after = drafted.lead_unit(new, &case.division).map(|unit| unit.id);
        let line = tried.entry(case.matter).or_insert_with(|| TriedMatter::of(new));
        line.cases += 1;
        line.other_class += i64::from(old.class != new.class);
        if before != after {
            line.moved(before, after);
        }
        if before != after || old.class != new.class {
            changed.push((case.matter, case.case, case.number.clone()));
        }
    }
    examples(ctx, &call.actor.scope(), changed, &mut tried).await?;
    Ok(Tried { looked_at: cases.len() as i64, complete, matters: tried.into_values().collect() })
}

impl TriedMatter {
    fn of(matter: &Matter) -> Self {
        Self {
            matter: matter.id,
            name: matter.name.clone(),
            cases: 0,
            other_lead: 0,
            other_class: 0,
            moves: Vec::new(),
            examples: Vec::new(),
        }
    }

    fn moved(&mut self, before: Option<UnitId>, after: Option<UnitId>) {
        self.other_lead += 1;
        match self.moves.iter_mut().find(|(from, to, _)| (*from, *to) == (before, after)) {
            Some((_, _, count)) => *count += 1,
            None => self.moves.push((before, after, 1)),
        }
    }
}

/// The tables as they would be with these matters.
fn with(rules: &Rules, matters: &[Matter]) -> Rules {
    let mut drafted = rules.clone();
    for matter in matters {
        drafted.matters.retain(|own| own.id != matter.id);
        drafted.matters.push(matter.clone());
    }
    drafted
}

/// Name some of the requests that would have gone elsewhere: only those that the caller may see.
async fn examples(
    ctx: &Ctx,
    scope: &Scope,
    changed: Vec<(MatterId, hemu_domain::kernel::CaseId, String)>,
    tried: &mut BTreeMap<MatterId, TriedMatter>,
) -> Result<(), AppError> {
    if scope.clauses().is_empty() {
        return Ok(());
    }
    for (matter, case, number) in changed.into_iter().take(LOOKED_UP_MAX) {
        let Some(line) = tried.get_mut(&matter) else { continue };
        if line.examples.len() < EXAMPLES_MAX && ctx.store.scope_allows(scope, case).await? {
            line.examples.push(number);
        }
    }
    Ok(())
}
