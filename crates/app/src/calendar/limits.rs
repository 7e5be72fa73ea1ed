//! Time limits: defaults of the product, and setting them.

use hemu_domain::{
    access::Permit,
    calendar::{Limit, LimitUnit, TimeLimit},
    kernel::{Refusal, text_between},
};
use jiff::civil::{Date, date};

use crate::{AppError, Ctx};

/// Set time limits from a day on.
pub async fn set_limits(ctx: &Ctx, permit: Permit, limits: &[TimeLimit]) -> Result<(), AppError> {
    check_limits(limits)?;
    let mut tx = ctx.store.begin_write().await?;
    tx.set_limits(ctx.meta(permit, ctx.clock.now()), limits).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuse limits that nobody can mean.
pub(super) fn check_limits(limits: &[TimeLimit]) -> Result<(), Refusal> {
    for row in limits {
        text_between("clock", &row.clock, 2, 40)?;
        text_between("class", &row.class, 1, 20)?;
        text_between("legal_basis", &row.legal_basis, 2, 300)?;
        if row.limit.amount == 0 || Limit::AMOUNT_MAX < row.limit.amount {
            return Err(Refusal::new(
                "out_of_range",
                format!("时限须在 1 至 {} 之间", Limit::AMOUNT_MAX),
                format!("a limit is between 1 and {}", Limit::AMOUNT_MAX),
            )
            .on("amount"));
        }
    }
    Ok(())
}

/// Add the defaults for clocks that the city's table does not know yet: an installation that was begun before they
/// existed. What the city has set stays. Returns how many were added.
pub async fn complete_limits(ctx: &Ctx, permit: Permit) -> Result<usize, AppError> {
    let known = ctx.store.time_limits().await?;
    let missing: Vec<TimeLimit> =
        default_limits().into_iter().filter(|row| !known.iter().any(|own| own.clock == row.clock)).collect();
    if !missing.is_empty() && !known.is_empty() {
        set_limits(ctx, permit, &missing).await?;
        return Ok(missing.len());
    }
    Ok(0)
}

/// Read limits from CSV: `clock,class,amount,counts,legal_basis,valid_from`; `class` may be `*`.
///
/// # Errors
/// Names the line and what is wrong with it; a file with one bad line is refused whole, because half a table of limits
/// would be worse than none.
pub fn parse_limits(csv_text: &str) -> Result<Vec<TimeLimit>, AppError> {
    let refuse = |line: u64, zh: &str, en: &str| {
        AppError::Refused(
            Refusal::new("limits_malformed", format!("第 {line} 行：{zh}"), format!("line {line}: {en}"))
                .on("file"),
        )
    };
    let mut reader = csv::Reader::from_reader(csv_text.trim_start_matches('\u{feff}').as_bytes());
    let heading: Vec<String> = reader
        .headers()
        .map_err(|e| refuse(1, "表头无法读取", &e.to_string()))?
        .iter()
        .map(str::to_owned)
        .collect();
    if heading != ["clock", "class", "amount", "counts", "legal_basis", "valid_from"] {
        return Err(refuse(
            1,
            "表头应为 clock,class,amount,counts,legal_basis,valid_from",
            "the heading is clock,class,amount,counts,legal_basis,valid_from",
        ));
    }
    let mut limits = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let line = i as u64 + 2;
        let record = record.map_err(|e| refuse(line, "无法读取", &e.to_string()))?;
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        let amount =
            cell(2).parse().map_err(|_| refuse(line, "amount 应为正整数", "amount is a whole number"))?;
        let unit = LimitUnit::parse(cell(3)).ok_or_else(|| {
            refuse(
                line,
                "counts 应为 wall_hours、working_hours、calendar_days 或 working_days",
                "counts is wall_hours, working_hours, calendar_days or working_days",
            )
        })?;
        let valid_from = cell(5)
            .parse()
            .map_err(|_| refuse(line, "valid_from 应为 YYYY-MM-DD", "valid_from is YYYY-MM-DD"))?;
        if cell(0).is_empty() || cell(1).is_empty() || cell(4).is_empty() {
            return Err(refuse(
                line,
                "clock、class、legal_basis 不能为空",
                "clock, class and legal_basis must be filled in",
            ));
        }
        limits.push(TimeLimit {
            clock: cell(0).into(),
            class: cell(1).into(),
            limit: Limit { amount, unit },
            legal_basis: cell(4).into(),
            valid_from,
            valid_to: None,
        });
    }
    Ok(limits)
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
        row("ruling", "*", 1, WorkingDays, PRACTICE),
        row("ruling", "e2h", 2, WallHours, PRACTICE),
        row("decision", "*", 4, WorkingHours, PRACTICE),
        row("decision", "e2h", 1, WallHours, PRACTICE),
        row("pause", "*", 30, CalendarDays, PRACTICE),
        row("review", "*", 183, CalendarDays, PRACTICE),
        row("supervision", "*", 3, WorkingDays, PRACTICE),
        row("complaint", "*", 5, WorkingDays, PRACTICE),
    ]
}
