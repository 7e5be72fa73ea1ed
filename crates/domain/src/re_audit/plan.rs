//! What may be re-audited: a period that is over, in the auditor's territory, and once.

use crate::{
    access::{Actor, Permit, Role},
    kernel::{Instant, Refusal},
    organisation::DivisionPath,
    supervision::in_territory,
};

/// So many percent are drawn unless the auditor says otherwise.
pub const PERCENT_DEFAULT: u32 = 5;
const PERCENT_MAX: u32 = 100;
const DAYS_MAX: i64 = 366;
/// Longer than any step may take to be written: after it, nothing more is added to the period.
const SETTLES_MS: i64 = 10 * Instant::MINUTE_MS;

/// A period, a territory and how many percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub territory: DivisionPath,
    pub from: Instant,
    pub before: Instant,
    pub percent: u32,
}

impl Plan {
    /// Whether both could draw the same case.
    pub fn overlaps(&self, other: &Self) -> bool {
        (self.territory.contains(&other.territory) || other.territory.contains(&self.territory))
            && self.from < other.before
            && other.from < self.before
    }
}

/// Check a plan against those there are.
///
/// # Errors
/// `period` when it ends before it begins or is longer than a year; `not_over` while it lasts; `out_of_range` for the
/// percentage; `period_taken` when an earlier population holds some of its cases: a second draw of the same cases
/// would let the one who draws choose between two.
pub fn check_plan(plan: &Plan, others: &[Plan], now: Instant) -> Result<(), Refusal> {
    if plan.before <= plan.from || DAYS_MAX * Instant::DAY_MS < plan.before.ms() - plan.from.ms() {
        return Err(Refusal::new(
            "period",
            "期间无效：结束须晚于开始，且不超过一年",
            "the period must end after it begins and span a year at most",
        )
        .on("to"));
    }
    if now < plan.before.plus_ms(SETTLES_MS) {
        return Err(Refusal::new(
            "not_over",
            "期间尚未结束，须在结束后抽取",
            "the period is not over yet; draw when it is",
        )
        .on("to"));
    }
    if !(1..=PERCENT_MAX).contains(&plan.percent) {
        return Err(
            Refusal::new("out_of_range", "抽取比例应为 1 至 100", "between 1 and 100 percent").on("percent")
        );
    }
    if others.iter().any(|other| other.overlaps(plan)) {
        return Err(Refusal::new(
            "period_taken",
            "该期间已有复核：同一批工单只抽取一次，以免有人挑选结果",
            "the period has a re-audit already: cases are drawn from once, so that nobody can choose between results",
        )
        .on("from"));
    }
    Ok(())
}

/// The proof that this person may fix and draw here.
///
/// # Errors
/// `not_your_role` for everybody but auditors; `not_your_case` outside their territory.
pub fn may_draw(actor: &Actor, territory: &DivisionPath) -> Result<Permit, Refusal> {
    in_territory(actor, &[Role::Auditor], territory)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(from: i64, before: i64, territory: DivisionPath) -> Plan {
        Plan { territory, from: Instant::from_ms(from), before: Instant::from_ms(before), percent: 5 }
    }

    #[test]
    fn a_period_is_drawn_from_once_and_when_it_is_over() {
        let city = DivisionPath::root(1);
        let now = Instant::from_ms(100 + SETTLES_MS);
        let done = [plan(10, 20, city.child(1))];
        let check = |plan: &Plan| check_plan(plan, &done, now).map_err(|refusal| refusal.code);
        assert_eq!(check(&plan(20, 30, city.child(1))), Ok(()));
        assert_eq!(check(&plan(10, 20, city.child(2))), Ok(()));
        assert_eq!(check(&plan(19, 30, city.clone())), Err("period_taken"));
        assert_eq!(check(&plan(15, 16, city.child(1).child(3))), Err("period_taken"));
        assert_eq!(check(&plan(90, 101, city.clone())), Err("not_over"));
        assert_eq!(check(&plan(30, 30, city.clone())), Err("period"));
        assert_eq!(check(&Plan { percent: 0, ..plan(20, 30, city) }), Err("out_of_range"));
    }
}
