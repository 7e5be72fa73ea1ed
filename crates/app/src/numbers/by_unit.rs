//! Response, resolution, satisfaction and on-time rates by unit.

use std::collections::BTreeMap;

use hemu_domain::kernel::{Instant, Refusal, UnitId};
use hemu_measure::{Rate, rate, weighted_rate};
use hemu_store::read::{FactCount, NumbersFilter};

use crate::{AppError, Call, Ctx};

/// The numbers of one unit, or of all when there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitNumbers {
    pub unit: Option<UnitId>,
    pub recorded: i64,
    pub dispatched: i64,
    pub closed: i64,
    pub settled_or_excluded: i64,
    pub excluded: i64,
    pub sent_back: i64,
    pub non_response: i64,
    pub returned: i64,
    pub wrong_dispatch: i64,
    pub extended: i64,
    pub paused: i64,
    pub parked: i64,
    pub merged: i64,
    pub voided: i64,
    pub withdrawn: i64,
    pub transferred: i64,
    pub unreasonable: i64,
    pub reopened: i64,
    pub urged: i64,
    pub supervised: i64,
    pub complained: i64,
    pub response: Rate,
    pub resolution: Rate,
    pub satisfaction: Rate,
    pub on_time: Rate,
    /// Mean minutes from dispatch to reply.
    pub reply_minutes_mean: Option<i64>,
}

/// The longest period, in days.
const DAYS_MAX: i64 = 3_660;

/// Facts of what the caller may count, in a period.
pub(crate) async fn count_in(
    ctx: &Ctx,
    call: &Call,
    from: Instant,
    before: Instant,
) -> Result<Vec<FactCount>, AppError> {
    if before <= from || DAYS_MAX * Instant::DAY_MS < before.ms() - from.ms() {
        return Err(Refusal::new(
            "period",
            "统计期间无效：结束须晚于开始，且不超过十年",
            "the period must end after it begins and span ten years at most",
        )
        .on("before")
        .into());
    }
    Ok(ctx.store.count_facts(&call.actor.counting_scope(), NumbersFilter { from, before }).await?)
}

/// Numbers of cases in the caller's scope, whose steps fell into the period: the total first, then by unit.
pub async fn numbers_by_unit(
    ctx: &Ctx,
    call: &Call,
    from: Instant,
    before: Instant,
) -> Result<Vec<UnitNumbers>, AppError> {
    let counts = count_in(ctx, call, from, before).await?;
    let mut by_unit: BTreeMap<Option<UnitId>, Vec<&FactCount>> = BTreeMap::new();
    for count in &counts {
        by_unit.entry(None).or_default().push(count);
        if count.unit.is_some() {
            by_unit.entry(count.unit).or_default().push(count);
        }
    }
    Ok(by_unit
        .into_iter()
        .map(|(unit, counts)| numbers(unit, &counts, ctx.settings.basically_satisfied))
        .collect())
}

fn numbers(unit: Option<UnitId>, counts: &[&FactCount], basically_satisfied: u32) -> UnitNumbers {
    let total = |measure: &str| counts.iter().filter(|c| c.measure == measure).map(|c| c.count).sum::<i64>();
    let with = |measure: &str, value: i64| {
        counts.iter().filter(|c| c.measure == measure && c.value == value).map(|c| c.count).sum::<i64>()
    };
    let minutes: i64 = counts.iter().filter(|c| c.measure == "reply_minutes").map(|c| c.sum).sum();
    let replies = total("reply_minutes");
    UnitNumbers {
        unit,
        recorded: total("recorded"),
        dispatched: total("dispatched"),
        closed: total("closed"),
        settled_or_excluded: with("closed", 0),
        excluded: total("excluded"),
        sent_back: total("sent_back"),
        non_response: total("non_response"),
        returned: total("returned"),
        wrong_dispatch: total("wrong_dispatch"),
        extended: total("extended"),
        paused: total("paused"),
        parked: total("parked"),
        merged: total("merged"),
        voided: total("voided"),
        withdrawn: total("withdrawn"),
        transferred: total("transferred"),
        unreasonable: total("unreasonable"),
        reopened: total("reopened"),
        urged: total("urged"),
        supervised: total("supervised"),
        complained: total("complained"),
        response: rate(with("response", 1), total("response")),
        resolution: rate(with("solved", 1), total("solved")),
        satisfaction: weighted_rate(
            &[
                (with("satisfied", 5) + with("satisfied", 4), 10_000),
                (with("satisfied", 3), basically_satisfied),
            ],
            total("satisfied"),
        ),
        on_time: rate(with("on_time", 1), total("on_time")),
        reply_minutes_mean: (0 < replies).then(|| minutes / replies.max(1)),
    }
}
