//! A calculation as sentences, from the trace that the calculation itself produced.

use super::{Calendar, TraceStep, count::Skip};
use crate::kernel::Instant;

/// One sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub zh: String,
    pub en: String,
}

/// The steps as sentences, in order.
pub fn explain(trace: &[TraceStep], calendar: &Calendar) -> Vec<Sentence> {
    trace.iter().map(|step| sentence(step, calendar)).collect()
}

fn sentence(step: &TraceStep, calendar: &Calendar) -> Sentence {
    let wall = |at: &Instant| at.civil_in(&calendar.zone).strftime("%Y-%m-%d %H:%M").to_string();
    let (zh, en) = match step {
        TraceStep::Start { at } => (format!("自 {} 起算。", wall(at)), format!("Starts at {}.", wall(at))),
        TraceStep::FirstDayNotCounted { date } => {
            (format!("开始当日 {date} 不计入。"), format!("The first day, {date}, does not count."))
        }
        TraceStep::Counted { from, to, days } if from == to => {
            (format!("{from} 计 {days} 天。"), format!("{from} counts: {days} day."))
        }
        TraceStep::Counted { from, to, days } => {
            (format!("{from} 至 {to} 计 {days} 天。"), format!("{from} to {to} count: {days} days."))
        }
        TraceStep::Skipped { from, to, days, why } => {
            let (zh, en) = match why {
                Skip::Weekend => ("周末".to_owned(), "weekend".to_owned()),
                Skip::Off(name) => (format!("{name}放假"), format!("holiday: {name}")),
                Skip::Paused => ("暂停".to_owned(), "paused".to_owned()),
            };
            (
                format!("{from} 至 {to} 共 {days} 天不计（{zh}）。"),
                format!("{from} to {to}, {days} day(s), do not count ({en})."),
            )
        }
        TraceStep::Minutes { from, to, minutes } => (
            format!("{} 至 {} 计 {} 小时 {} 分。", wall(from), wall(to), minutes / 60, minutes % 60),
            format!("{} to {} count: {} h {} min.", wall(from), wall(to), minutes / 60, minutes % 60),
        ),
        TraceStep::Paused { from, to } => (
            format!("{} 至 {} 暂停，不计。", wall(from), wall(to)),
            format!("{} to {} paused, does not count.", wall(from), wall(to)),
        ),
        TraceStep::RolledForward { from, to } => (
            format!("最后一天 {from} 不是工作日，顺延至其后第一个工作日 {to}。"),
            format!("The last day, {from}, is not worked; the period ends on the next working day, {to}."),
        ),
        TraceStep::YearMissing { year } => (
            format!("{year} 年放假安排尚未导入，暂按周末计算，导入后需重新核对。"),
            format!(
                "The calendar of {year} is not loaded; weekends only were considered, to be checked when it is."
            ),
        ),
        TraceStep::Capped { at } => (
            format!("不得晚于 {}（主办时限或约定的日期）。", wall(at)),
            format!("Not later than {} (the lead unit's limit, or the day agreed).", wall(at)),
        ),
        TraceStep::Due { at } => (format!("截止时间为 {}。", wall(at)), format!("Due at {}.", wall(at))),
    };
    Sentence { zh, en }
}
