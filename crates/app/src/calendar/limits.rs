//! Time limits: defaults of the product, and setting them.

use hemu_domain::{
    access::Permit,
    calendar::{Limit, LimitUnit, TimeLimit},
    kernel::Refusal,
};
use jiff::civil::{Date, date};

use crate::{AppError, Ctx};

/// Set time limits from a day on.
pub async fn set_limits(ctx: &Ctx, permit: Permit, limits: &[TimeLimit]) -> Result<(), AppError> {
    for row in limits {
        if row.limit.amount == 0 || Limit::AMOUNT_MAX < row.limit.amount {
            return Err(Refusal::new(
                "out_of_range",
                format!("时限须在 1 至 {} 之间", Limit::AMOUNT_MAX),
                format!("a limit is between 1 and {}", Limit::AMOUNT_MAX),
            )
            .on("amount")
            .into());
        }
    }
    let mut tx = ctx.store.begin_write().await?;
    tx.set_limits(ctx.meta(permit, ctx.clock.now()), limits).await?;
    tx.commit().await?;
    Ok(())
}

/// Limits to begin with. Classes 2 h, 24 h, 7 d and 15 d are those of the Beijing draft of 2021 (北京市《12345热线服务与
/// 管理规范》征求意见稿); the others are common practice. Every city sets its own.
pub fn default_limits() -> Vec<TimeLimit> {
    use LimitUnit::{CalendarDays, WallHours, WorkingDays, WorkingHours};
    const DRAFT: &str = "《12345热线服务与管理规范》征求意见稿（2021）";
    const PRACTICE: &str = "平台默认值，可由本市调整";
    // Before the first loaded calendar: older requests are counted as well, and said to be provisional.
    let from: Date = date(2000, 1, 1);
    let row = |clock: &str, class: &str, amount: u32, unit: LimitUnit, basis: &str| TimeLimit {
        clock: clock.into(),
        class: class.into(),
        limit: Limit { amount, unit },
        legal_basis: basis.into(),
        valid_from: from,
        valid_to: None,
    };
    vec![
        row("dispatch", "*", 2, WorkingHours, PRACTICE),
        row("dispatch", "e2h", 1, WallHours, PRACTICE),
        row("sign", "*", 4, WorkingHours, PRACTICE),
        row("sign", "e2h", 1, WallHours, PRACTICE),
        row("contact", "*", 24, WallHours, PRACTICE),
        row("contact", "e2h", 2, WallHours, PRACTICE),
        row("reply", "instant", 1, WorkingDays, PRACTICE),
        row("reply", "e2h", 2, WallHours, DRAFT),
        row("reply", "u24h", 24, WallHours, DRAFT),
        row("reply", "g7d", 7, CalendarDays, DRAFT),
        row("reply", "c15d", 15, CalendarDays, DRAFT),
        row("assist", "*", 5, CalendarDays, PRACTICE),
        row("call_back", "*", 3, WorkingDays, PRACTICE),
    ]
}
