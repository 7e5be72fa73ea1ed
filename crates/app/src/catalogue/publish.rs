//! Publish matters of the dispatch catalogue: a new version in which they read as given.

use hemu_domain::{
    Rules,
    access::{Permit, Role},
    catalogue::Matter,
    kernel::{Instant, MatterId, Refusal, UnitId},
};
use jiff::civil::Date;

use crate::{AppError, Call, Ctx};

/// A matter as its keeper wrote it; without an identifier it is new.
#[derive(Debug, Clone)]
pub struct MatterDraft {
    pub id: Option<MatterId>,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub class: String,
    pub lead_duty: String,
    pub legal_basis: String,
    pub words: Vec<String>,
    pub on_the_spot: bool,
    pub department_only: bool,
    pub owner: Option<UnitId>,
    pub valid_until: Option<Date>,
}

const MATTERS_MAX: usize = 2_000;

/// Publish. Returns the catalogue's new version and the matters.
pub async fn publish_matters(
    ctx: &Ctx,
    call: &Call,
    expected_version: u32,
    drafts: &[MatterDraft],
) -> Result<(u32, Vec<Matter>), AppError> {
    let permit = call.actor.in_role(&[Role::CatalogueKeeper])?;
    publish(ctx, permit, Some(expected_version), drafts).await
}

pub(crate) async fn publish(
    ctx: &Ctx,
    permit: Permit,
    expected_version: Option<u32>,
    drafts: &[MatterDraft],
) -> Result<(u32, Vec<Matter>), AppError> {
    let rules = ctx.rules(None).await?;
    if expected_version.is_some_and(|expected| expected != rules.catalogue_version) {
        return Err(AppError::Stale);
    }
    let at = ctx.clock.now();
    let version = rules.catalogue_version + 1;
    let matters = read_drafts(ctx, &rules, drafts, at)?;
    let mut tx = ctx.store.begin_write().await?;
    let published = tx.publish_matters(ctx.meta(permit, at), &matters).await?;
    if published != version {
        return Err(AppError::Stale);
    }
    tx.commit().await?;
    Ok((version, matters))
}

/// Drafts as the matters of the next version.
///
/// # Errors
/// Too many; a matter that is not in the catalogue; what a field is refused for.
pub(super) fn read_drafts(
    ctx: &Ctx,
    rules: &Rules,
    drafts: &[MatterDraft],
    at: Instant,
) -> Result<Vec<Matter>, AppError> {
    if drafts.is_empty() || MATTERS_MAX < drafts.len() {
        return Err(Refusal::new(
            "too_many",
            format!("每次发布 1 至 {MATTERS_MAX} 个事项"),
            format!("publish 1 to {MATTERS_MAX} matters at a time"),
        )
        .on("matters")
        .into());
    }
    let version = rules.catalogue_version + 1;
    let mut matters = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let id = match draft.id {
            Some(id) if rules.matter(id).is_some() => id,
            Some(_) => return Err(AppError::NotFound),
            None => MatterId::new(at, ctx.random.next()),
        };
        let matter = Matter {
            id,
            code: draft.code.trim().to_owned(),
            name: draft.name.trim().to_owned(),
            name_en: draft.name_en.trim().to_owned(),
            class: draft.class.trim().to_owned(),
            lead_duty: draft.lead_duty.trim().to_owned(),
            legal_basis: draft.legal_basis.trim().to_owned(),
            words: draft.words.iter().map(|word| word.trim().to_owned()).collect(),
            on_the_spot: draft.on_the_spot,
            department_only: draft.department_only,
            owner: draft.owner,
            valid_until: draft.valid_until,
            since: version,
        };
        matter.check()?;
        if matter.owner.is_some_and(|owner| rules.unit(owner).is_none()) {
            return Err(Refusal::new(
                "unknown_unit",
                "没有该单位，请重新选择",
                "there is no such unit; choose another",
            )
            .on("owner")
            .into());
        }
        rules.limit("reply", &matter.class, at).map_err(|refusal| refusal.on("class"))?;
        matters.push(matter);
    }
    Ok(matters)
}
