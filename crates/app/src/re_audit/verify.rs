//! Verify a draw from the database alone (复算): everybody who has the ledger and the facts comes to the same cases.

use std::collections::BTreeMap;

use hemu_domain::{
    kernel::{Instant, ReAuditId},
    ledger::Hash,
    organisation::DivisionPath,
    re_audit::{Plan, population_root},
};
use hemu_store::re_audit::{DrawMade, ReAudit, SeedCheckpoint, hex};
use serde::Deserialize;

use super::{draw::redraw, population};
use crate::{AppError, Ctx};

#[derive(Deserialize)]
struct Fixed {
    re_audit: ReAuditId,
    territory: DivisionPath,
    from: Instant,
    before: Instant,
    percent: u32,
    size: i64,
    root: String,
}

#[derive(Deserialize)]
struct DrawEntry {
    re_audit: ReAuditId,
    checkpoint: i64,
    seed: String,
    drawn: Vec<String>,
}

/// What differs; nothing when the draw is what population and seed give.
///
/// # Errors
/// `NotFound` when there is no such re-audit.
pub async fn verify_re_audit(ctx: &Ctx, id: ReAuditId) -> Result<Vec<String>, AppError> {
    let found = ctx.store.re_audit(id).await?.ok_or(AppError::NotFound)?;
    let mut differs = Vec::new();
    differs.extend(compare_fixing(ctx, &found).await?);
    let cases = population(&ctx.store, &found.plan, found.fixed_at).await?;
    let members: Vec<_> = cases.into_iter().map(|(_, member)| member).collect();
    let root = population_root(&members);
    if root != found.root {
        differs.push(format!(
            "the population gives the root {} of {} cases; {} of {} were fixed",
            hex(&root),
            members.len(),
            hex(&found.root),
            found.size
        ));
    }
    if let Some(draw) = &found.draw {
        differs.extend(compare_draw(ctx, &found, draw).await?);
    }
    Ok(differs)
}

/// The row against its entry in the ledger.
async fn compare_fixing(ctx: &Ctx, found: &ReAudit) -> Result<Option<String>, AppError> {
    let entry = ctx.store.re_audit_entry(found.fixed_seq).await?;
    let entry: Option<Fixed> = entry.and_then(|body| serde_json::from_str(&body).ok());
    let same = entry.is_some_and(|entry| {
        let plan = Plan {
            territory: entry.territory,
            from: entry.from,
            before: entry.before,
            percent: entry.percent,
        };
        entry.re_audit == found.id
            && plan == found.plan
            && entry.size == found.size
            && entry.root == hex(&found.root)
    });
    Ok((!same).then(|| format!("entry {} of the ledger does not say what was fixed", found.fixed_seq)))
}

async fn compare_draw(ctx: &Ctx, found: &ReAudit, draw: &DrawMade) -> Result<Vec<String>, AppError> {
    let mut differs = Vec::new();
    let seed = ctx.store.seed_checkpoint(found.fixed_seq).await?;
    if seed != Some(SeedCheckpoint { number: draw.checkpoint, root: draw.seed }) {
        differs.push(format!(
            "the seed is not the root of the first checkpoint after the fixing, which is {}",
            seed.map_or_else(|| "not there".to_owned(), |seed| seed.number.to_string())
        ));
    }
    let own = SeedCheckpoint { number: draw.checkpoint, root: draw.seed };
    let Some(expected) = redraw(ctx, found, &own).await? else { return Ok(differs) };
    let expected: Vec<String> = expected.into_iter().map(|(_, one)| one.member.number).collect();
    differs.extend(compare_numbers("the ledger", &expected, &entry_numbers(ctx, found, draw).await?));
    let kept: Vec<String> =
        ctx.store.drawn_cases(found.id).await?.into_iter().map(|one| one.drawn.member.number).collect();
    differs.extend(compare_numbers("the table", &expected, &kept));
    Ok(differs)
}

async fn entry_numbers(ctx: &Ctx, found: &ReAudit, draw: &DrawMade) -> Result<Vec<String>, AppError> {
    let entry = ctx.store.re_audit_entry(draw.seq).await?;
    let entry: Option<DrawEntry> = entry.and_then(|body| serde_json::from_str(&body).ok());
    Ok(entry
        .filter(|entry| {
            entry.re_audit == found.id
                && entry.checkpoint == draw.checkpoint
                && entry.seed == hex(&draw.seed as &Hash)
        })
        .map(|entry| entry.drawn)
        .unwrap_or_default())
}

/// Numbers that stand in one and not in the other.
fn compare_numbers(place: &str, expected: &[String], kept: &[String]) -> Vec<String> {
    let mut seen: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    expected.iter().for_each(|number| seen.entry(number).or_default().0 = true);
    kept.iter().for_each(|number| seen.entry(number).or_default().1 = true);
    seen.into_iter()
        .filter_map(|(number, found)| match found {
            (true, false) => Some(format!("{number} was drawn and is missing in {place}")),
            (false, true) => Some(format!("{number} was not drawn and stands in {place}")),
            _ => None,
        })
        .collect()
}
