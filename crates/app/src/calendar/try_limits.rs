//! Try limits (试算时限) on the requests that are open, and publish them by the version of the table that was seen.

use std::collections::BTreeMap;

use hemu_domain::{
    Rules, Step,
    access::{Permit, Role},
    calendar::{TimeLimit, limits_with},
    kernel::{AccountId, Instant, Refusal},
    request::{RecountClocks, Recounted},
};

use super::limits::check_limits;
use crate::{AppError, Call, Ctx};

/// At most so many open requests are looked at.
const TRIED_MAX: usize = 5_000;
const PAGE: u32 = 200;
const EXAMPLES_MAX: usize = 50;
const ROWS_MAX: usize = 500;

/// How far due moments would move, by class and clock.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// In the order of `SHIFTS`.
    pub shifts: [u64; 6],
}

/// More than three days earlier, one to three, less than one; less than one day later, one to three, more.
pub const SHIFTS: [&str; 6] =
    ["earlier_days", "earlier_day", "earlier_hours", "later_hours", "later_day", "later_days"];

/// One request whose due moments would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedRequest {
    pub number: String,
    pub class: String,
    pub changed: Vec<Recounted>,
}

/// What the limits would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LimitsTried {
    pub looked_at: usize,
    /// False when there were more open requests.
    pub complete: bool,
    pub changed: usize,
    /// By class and clock.
    pub moved: BTreeMap<(String, String), Moved>,
    /// Requests that the caller may see.
    pub examples: Vec<MovedRequest>,
}

/// What these limits would do to open requests, if they were published and the clocks recounted. Writes nothing.
///
/// # Errors
/// `not_your_role`; what publishing the rows would be refused for.
pub async fn try_limits(ctx: &Ctx, call: &Call, rows: &[TimeLimit]) -> Result<LimitsTried, AppError> {
    call.actor.in_role(&[Role::CatalogueKeeper])?;
    check_rows(rows)?;
    let rules = ctx.rules(call.generation).await?;
    let drafted = Rules { limits: limits_with(&rules.limits, rows), ..(*rules).clone() };
    let scope = call.actor.scope();
    let mut tried = LimitsTried { complete: true, ..LimitsTried::default() };
    let mut after = None;
    loop {
        let page = ctx.store.open_cases(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(tried) };
        after = Some(*last);
        for case in page {
            if TRIED_MAX <= tried.looked_at {
                tried.complete = false;
                return Ok(tried);
            }
            let Some(mut request) = ctx.store.request(case).await? else { continue };
            tried.looked_at += 1;
            let mut random = || ctx.random.next();
            let permit = Permit::platform(AccountId::PLATFORM, request.case.centre);
            let step = Step { permit, at: ctx.clock.now(), rules: &drafted, random: &mut random };
            // A clock of a kind that the table does not know yet stays as it is.
            let Ok(changed) = request.recount(&step, RecountClocks { limits: true }) else { continue };
            if changed.is_empty() {
                continue;
            }
            let visible = scope.allows(&request.case.facets(&request.readers()));
            tried.add(request.case.number.0.clone(), &request.class, changed, visible);
        }
    }
}

impl LimitsTried {
    fn add(&mut self, number: String, class: &str, changed: Vec<Recounted>, visible: bool) {
        self.changed += 1;
        for clock in &changed {
            let moved = self.moved.entry((class.to_owned(), clock.kind.clone())).or_default();
            if let Some(count) = moved.shifts.get_mut(shift(clock.before, clock.after)) {
                *count += 1;
            }
        }
        if visible && self.examples.len() < EXAMPLES_MAX {
            self.examples.push(MovedRequest { number, class: class.to_owned(), changed });
        }
    }
}

fn shift(before: Option<Instant>, after: Option<Instant>) -> usize {
    let by = match (before, after) {
        (Some(before), Some(after)) => after.ms() - before.ms(),
        // What stood still and runs now ends later than never; the reverse is the furthest.
        (None, _) => i64::MIN,
        (_, None) => i64::MAX,
    };
    match by {
        ..=-259_200_001 => 0,
        -259_200_000..=-86_400_000 => 1,
        -86_399_999..=-1 => 2,
        0..=86_399_999 => 3,
        86_400_000..=259_200_000 => 4,
        _ => 5,
    }
}

/// Publish limits, from the days that they name on. Returns the table's new version.
///
/// # Errors
/// `not_your_role`; `Stale` when the table has changed since; what a row is refused for.
pub async fn publish_limits(
    ctx: &Ctx,
    call: &Call,
    expected_version: u32,
    rows: &[TimeLimit],
) -> Result<u32, AppError> {
    let permit = call.actor.in_role(&[Role::CatalogueKeeper])?;
    if ctx.done_before(call).await? {
        return Ok(ctx.store.limits_version().await?);
    }
    check_rows(rows)?;
    let key = call.command_key();
    let mut tx = ctx.store.begin_write().await?;
    let version = tx.set_limits(ctx.meta_of(call, &key, permit, ctx.clock.now()), rows).await?;
    if version != expected_version + 1 {
        return Err(AppError::Stale);
    }
    tx.commit().await?;
    Ok(version)
}

/// The table and its version.
pub async fn limits_in_force(ctx: &Ctx) -> Result<(u32, Vec<TimeLimit>), AppError> {
    Ok((ctx.store.limits_version().await?, ctx.store.time_limits().await?))
}

fn check_rows(rows: &[TimeLimit]) -> Result<(), AppError> {
    if rows.is_empty() || ROWS_MAX < rows.len() {
        return Err(Refusal::new(
            "too_many",
            format!("每次 1 至 {ROWS_MAX} 行"),
            format!("1 to {ROWS_MAX} rows at a time"),
        )
        .on("rows")
        .into());
    }
    check_limits(rows)?;
    for (at, row) in rows.iter().enumerate() {
        let same = |other: &TimeLimit| other.clock == row.clock && other.class == row.class;
        if rows.iter().take(at).any(same) {
            return Err(Refusal::new(
                "row_twice",
                format!("“{}/{}”出现了两次", row.clock, row.class),
                format!("{}/{} stands twice", row.clock, row.class),
            )
            .on("rows")
            .into());
        }
    }
    Ok(())
}
