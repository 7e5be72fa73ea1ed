//! How much of what was looked at again was confirmed, by unit, with the interval that so few cases leave open.

use std::collections::BTreeMap;

use hemu_domain::{
    kernel::{Instant, UnitId},
    re_audit::Finding,
};
use hemu_measure::{Interval, Rate, rate, wilson};
use hemu_store::re_audit::DrawnCase;

use crate::{AppError, Call, Ctx, numbers::count_in};

/// Below this, units are not put into an order: the intervals overlap whatever was found.
pub const ENOUGH_TO_RANK: i64 = 30;

/// The share confirmed of one unit, or of all when there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedShare {
    pub unit: Option<UnitId>,
    pub share: Rate,
    pub interval: Option<Interval>,
}

impl ConfirmedShare {
    /// Whether there are enough to compare.
    pub fn is_enough(&self) -> bool {
        ENOUGH_TO_RANK <= self.share.denominator
    }
}

/// Shares confirmed of findings in a period, of what the caller may count: the total first, then by unit.
pub async fn re_audit_numbers(
    ctx: &Ctx,
    call: &Call,
    from: Instant,
    before: Instant,
) -> Result<Vec<ConfirmedShare>, AppError> {
    let counts = count_in(ctx, call, from, before).await?;
    let found = counts
        .iter()
        .filter(|count| count.measure == "re_audited")
        .filter_map(|count| Some((count.unit?, count.value == 1, count.count)));
    Ok(shares(found))
}

/// Shares confirmed among drawn cases.
pub fn shares_of(cases: &[DrawnCase]) -> Vec<ConfirmedShare> {
    shares(
        cases
            .iter()
            .filter_map(|case| case.found.as_ref())
            .map(|found| (found.unit, found.finding == Finding::Confirmed, 1)),
    )
}

fn shares(found: impl Iterator<Item = (UnitId, bool, i64)>) -> Vec<ConfirmedShare> {
    let mut by_unit: BTreeMap<Option<UnitId>, (i64, i64)> = BTreeMap::new();
    for (unit, confirmed, count) in found {
        for key in [None, Some(unit)] {
            let (yes, all) = by_unit.entry(key).or_default();
            *all += count;
            *yes += if confirmed { count } else { 0 };
        }
    }
    by_unit
        .into_iter()
        .map(|(unit, (yes, all))| ConfirmedShare { unit, share: rate(yes, all), interval: wilson(yes, all) })
        .collect()
}
