//! Holiday tables: the years that ship with the product, and the public yearly JSON shape.

use std::collections::BTreeMap;

use hemu_domain::{access::Permit, calendar::DayKind, kernel::Refusal};
use hemu_store::calendar::CalendarYear;
use jiff::civil::Date;
use serde::Deserialize;

use crate::{AppError, Ctx};

/// Facts of the State Council's yearly notices 2018 to 2026: date, `off` or `make_up`, name.
const SHIPPED: &str = include_str!("holidays.csv");
const SHIPPED_SOURCE: &str = "国务院办公厅关于部分节假日安排的通知（2018–2026）";

/// The public yearly shape: `{year, papers, days: [{name, date, isOffDay}]}`.
#[derive(Deserialize)]
struct PublicYear {
    year: i16,
    #[serde(default)]
    papers: Vec<String>,
    days: Vec<PublicDay>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PublicDay {
    name: String,
    date: String,
    is_off_day: bool,
}

/// The tables that ship with the product.
pub fn shipped_holidays() -> Vec<CalendarYear> {
    let mut years: BTreeMap<i16, CalendarYear> = BTreeMap::new();
    for line in SHIPPED.lines() {
        let mut fields = line.split(',');
        let (Some(day), Some(kind), Some(name)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let Ok(day) = day.parse::<Date>() else { continue };
        let year = years.entry(day.year()).or_insert_with(|| CalendarYear {
            year: day.year(),
            source: SHIPPED_SOURCE.into(),
            days: BTreeMap::new(),
        });
        year.days.insert(day, day_kind(kind != "make_up", name));
    }
    years.into_values().collect()
}

/// Read a table in the public yearly shape.
///
/// # Errors
/// Names what is wrong and where.
pub fn parse_holidays(json: &str) -> Result<CalendarYear, AppError> {
    let refuse =
        |zh: String, en: String| AppError::Refused(Refusal::new("calendar_malformed", zh, en).on("file"));
    let public: PublicYear = serde_json::from_str(json).map_err(|e| {
        refuse(format!("放假安排文件无法读取：{e}"), format!("the calendar file cannot be read: {e}"))
    })?;
    let mut days = BTreeMap::new();
    for day in &public.days {
        let date: Date = day.date.parse().map_err(|_| {
            refuse(
                format!("日期“{}”无效，应为 YYYY-MM-DD", day.date),
                format!("the date {} is not YYYY-MM-DD", day.date),
            )
        })?;
        if date.year() != public.year {
            return Err(refuse(
                format!("日期 {date} 不属于 {} 年", public.year),
                format!("the date {date} is not in the year {}", public.year),
            ));
        }
        days.insert(date, day_kind(day.is_off_day, &day.name));
    }
    Ok(CalendarYear { year: public.year, source: public.papers.join(" "), days })
}

/// Load a table, in place of the one of the same year.
pub async fn load_holidays(ctx: &Ctx, permit: Permit, table: &CalendarYear) -> Result<u32, AppError> {
    let mut tx = ctx.store.begin_write().await?;
    let version = tx.load_calendar(ctx.meta(permit, ctx.clock.now()), table).await?;
    tx.commit().await?;
    Ok(version)
}

fn day_kind(off: bool, name: &str) -> DayKind {
    if off { DayKind::Off(name.to_owned()) } else { DayKind::MakeUp(name.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_years_ship_and_agree_with_the_published_facts() {
        let years = shipped_holidays();
        assert_eq!(years.iter().map(|year| year.year).collect::<Vec<_>>(), (2018..=2026).collect::<Vec<_>>());
        let year = &years[8];
        assert!(matches!(year.days.get(&"2026-10-01".parse().unwrap()), Some(DayKind::Off(_))));
    }

    #[test]
    fn the_public_shape_is_read_and_bad_dates_are_named() {
        let good = r#"{"year":2027,"papers":["https://example.cn/notice"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-03","isOffDay":false}]}"#;
        let table = parse_holidays(good).unwrap();
        assert_eq!(table.days.len(), 2);
        let bad = good.replace("2027-01-03", "2028-01-03");
        assert!(parse_holidays(&bad).unwrap_err().to_string().contains("2028-01-03"));
    }
}
