//! Repeated matters (未诉先办): warnings by place and matter, and what a supervisor did about one.

use std::collections::BTreeMap;

use hemu_domain::{
    Rules,
    kernel::{Instant, MatterId, Refusal, UnitId},
    organisation::{Division, DivisionPath, UnitForm},
    supervision::{RepeatNote, check_repeats, may_note},
};
use hemu_store::{
    read::{Repeat, RepeatsFilter},
    supervision::NotedRepeat,
};

use crate::{AppError, Call, Ctx};

/// A warning.
#[derive(Debug, Clone)]
pub struct RepeatWarning {
    pub repeat: Repeat,
    pub place: Division,
    /// The unit that the catalogue names.
    pub lead: Option<UnitId>,
    pub notes: Vec<NotedRepeat>,
}

/// What a supervisor notes on a warning.
#[derive(Debug, Clone)]
pub struct NewRepeatNote {
    pub matter: MatterId,
    pub division: DivisionPath,
    pub note: RepeatNote,
    /// The period and threshold under which the warning stands.
    pub days: u32,
    pub at_least: u32,
}

const WARNINGS_MAX: u32 = 100;

/// Matters of which many came in at one place within so many days, most first.
pub async fn repeated_matters(
    ctx: &Ctx,
    call: &Call,
    days: u32,
    at_least: u32,
) -> Result<Vec<RepeatWarning>, AppError> {
    check_repeats(days, at_least)?;
    let rules = ctx.rules(call.generation).await?;
    let filter = filter(&rules, ctx.clock.now(), days, at_least);
    let found = ctx.store.repeats(&call.actor.scope(), &filter).await?;
    let paths: Vec<DivisionPath> = found.iter().map(|repeat| repeat.place.clone()).collect();
    let divisions: BTreeMap<DivisionPath, Division> = ctx
        .store
        .divisions_on(&paths)
        .await?
        .into_iter()
        .map(|division| (division.path.clone(), division))
        .collect();
    let mut notes: BTreeMap<(MatterId, DivisionPath), Vec<NotedRepeat>> = BTreeMap::new();
    for note in ctx.store.repeat_notes(filter.before_from).await? {
        notes.entry((note.matter, note.division.clone())).or_default().push(note);
    }
    Ok(found
        .into_iter()
        .filter_map(|repeat| {
            let place = divisions.get(&repeat.place)?.clone();
            let matter = rules.matter(repeat.matter);
            let lead = matter.and_then(|matter| rules.lead_unit(matter, &repeat.place)).map(|unit| unit.id);
            let notes = notes.remove(&(repeat.matter, repeat.place.clone())).unwrap_or_default();
            Some(RepeatWarning { repeat, place, lead, notes })
        })
        .collect())
}

/// Note that something was done about a warning.
///
/// # Errors
/// `not_your_role`, `not_your_case`; `no_warning` when there is none.
pub async fn note_repeat(ctx: &Ctx, call: &Call, new: &NewRepeatNote) -> Result<(), AppError> {
    let permit = may_note(&call.actor, &new.division)?;
    if ctx.done_before(call).await? {
        return Ok(());
    }
    let warnings = repeated_matters(ctx, call, new.days, new.at_least).await?;
    let warned =
        |warning: &RepeatWarning| warning.repeat.matter == new.matter && warning.repeat.place == new.division;
    if !warnings.iter().any(warned) {
        return Err(Refusal::new(
            "no_warning",
            "该事项在该地点没有预警，请刷新",
            "there is no warning of this matter at this place; reload",
        )
        .into());
    }
    let at = ctx.clock.now();
    let key = call.command_key();
    let mut tx = ctx.store.begin_write().await?;
    let meta = ctx.meta_of(call, &key, permit, at);
    tx.note_repeat(meta, new.matter, &new.division, new.note).await?;
    Ok(tx.commit().await?)
}

fn filter(rules: &Rules, now: Instant, days: u32, at_least: u32) -> RepeatsFilter {
    let ago = |days: i64| now.plus_ms(-days * Instant::DAY_MS);
    let days = i64::from(days);
    RepeatsFilter {
        before_from: ago(2 * days),
        from: ago(days),
        until: now.plus_ms(1),
        at_least,
        by_street: territorial(rules),
        limit: WARNINGS_MAX,
    }
}

/// Matters that only territorial units lead: their work is the whole street, so the street is the place.
fn territorial(rules: &Rules) -> Vec<MatterId> {
    let only_territorial = |duty: &str| {
        let mut forms = rules
            .units
            .iter()
            .filter(|unit| unit.duties.iter().any(|own| own == duty))
            .map(|unit| unit.form)
            .peekable();
        forms.peek().is_some() && forms.all(|form| form == UnitForm::Territorial)
    };
    rules
        .matters
        .iter()
        .filter(|matter| only_territorial(&matter.lead_duty))
        .map(|matter| matter.id)
        .take(STREET_MATTERS_MAX)
        .collect()
}

/// So many values fit into a statement on either database.
const STREET_MATTERS_MAX: usize = 2_000;
