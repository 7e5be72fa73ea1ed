//! Clocks against an independent, slow model that walks minute by minute and day by day.

use std::collections::{BTreeMap, BTreeSet};

use hemu_domain::{
    calendar::{
        Calendar, Clock, Colour, DayKind, Extension, Limit, LimitUnit, Span, TraceStep, WorkInterval,
        due_after, explain, read_trace,
    },
    kernel::{AccountId, CaseId, ClockId, Instant, UnitId},
};
use jiff::{
    civil::{Date, Weekday, date},
    tz::{TimeZone, offset},
};
use proptest::prelude::*;

fn calendar() -> Calendar {
    let off = |name: &str| DayKind::Off(name.to_owned());
    let mut days = BTreeMap::new();
    for day in 1..=7 {
        days.insert(date(2026, 10, day), off("国庆节"));
    }
    days.insert(date(2026, 9, 27), DayKind::MakeUp("国庆节".into()));
    days.insert(date(2026, 10, 10), DayKind::MakeUp("国庆节".into()));
    Calendar {
        version: 1,
        zone: TimeZone::fixed(offset(8)),
        years: BTreeSet::from([2026]),
        days,
        hours: vec![
            WorkInterval { from_minute: 510, to_minute: 720 },
            WorkInterval { from_minute: 810, to_minute: 1_050 },
        ],
    }
}

fn at(day: Date, hour: i8, minute: i8) -> Instant {
    Instant::at_wall(day.at(hour, minute, 0, 0), &TimeZone::fixed(offset(8)))
}

fn limit(amount: u32, unit: LimitUnit) -> Limit {
    Limit { amount, unit }
}

/// The model: knows nothing of spans or traces, only steps forward.
fn model(start: Instant, limit: Limit, pauses: &[Span], calendar: &Calendar) -> Instant {
    let zone = &calendar.zone;
    let worked = |day: Date| match calendar.days.get(&day) {
        Some(DayKind::Off(_)) => false,
        Some(DayKind::MakeUp(_)) => true,
        None => day.weekday() != Weekday::Saturday && day.weekday() != Weekday::Sunday,
    };
    let minute_counts = |minute: Instant, working: bool| {
        let wall = minute.civil_in(zone);
        let of_day = i64::from(wall.hour()) * 60 + i64::from(wall.minute());
        let paused = pauses.iter().any(|pause| pause.from <= minute && minute < pause.to);
        let in_hours = worked(wall.date())
            && calendar.hours.iter().any(|hours| hours.from_minute <= of_day && of_day < hours.to_minute);
        !paused && (!working || in_hours)
    };
    match limit.unit {
        LimitUnit::WallHours | LimitUnit::WorkingHours => {
            let working = limit.unit == LimitUnit::WorkingHours;
            let mut left = i64::from(limit.amount) * 60;
            let mut minute = start;
            while 0 < left {
                if minute_counts(minute, working) {
                    left -= 1;
                }
                minute = minute.plus_ms(Instant::MINUTE_MS);
            }
            minute
        }
        LimitUnit::CalendarDays | LimitUnit::WorkingDays => {
            let mut day = start.date_in(zone);
            let mut left = limit.amount;
            while 0 < left {
                day = day.tomorrow().unwrap();
                let paused = pauses
                    .iter()
                    .any(|pause| pause.from.date_in(zone) <= day && day < pause.to.date_in(zone));
                if !paused && (limit.unit == LimitUnit::CalendarDays || worked(day)) {
                    left -= 1;
                }
            }
            while limit.unit == LimitUnit::CalendarDays && !worked(day) {
                day = day.tomorrow().unwrap();
            }
            Instant::start_of(day.tomorrow().unwrap(), zone)
        }
    }
}

fn any_limit() -> impl Strategy<Value = Limit> {
    (prop::sample::select(LimitUnit::ALL.to_vec()), 1_u32..40)
        .prop_map(|(unit, amount)| Limit { amount, unit })
}

/// Ascending, disjoint pauses after the start.
fn any_pauses(start: Instant) -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec((1_i64..6_000, 1_i64..6_000), 0..4).prop_map(move |gaps| {
        let mut from = start;
        gaps.into_iter()
            .map(|(gap, length)| {
                let begin = from.plus_ms(gap * Instant::MINUTE_MS);
                from = begin.plus_ms(length * Instant::MINUTE_MS);
                Span { from: begin, to: from }
            })
            .collect()
    })
}

fn any_start() -> impl Strategy<Value = Instant> {
    (0_i64..120 * 1_440).prop_map(|minute| at(date(2026, 8, 15), 0, 0).plus_ms(minute * Instant::MINUTE_MS))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_calculation_agrees_with_the_slow_model_and_its_own_trace((start, limit, pauses) in any_start().prop_flat_map(|start| (Just(start), any_limit(), any_pauses(start)))) {
        let calendar = calendar();
        let due = due_after(start, limit, &pauses, &calendar);
        prop_assert_eq!(due.at, model(start, limit, &pauses, &calendar));
        prop_assert_eq!(read_trace(&due.trace, &calendar), Some(due.at), "the printed steps add up: {:?}", due.trace);
        prop_assert_eq!(explain(&due.trace, &calendar).len(), due.trace.len());
    }

    #[test]
    fn a_pause_never_makes_a_clock_end_earlier_and_a_longer_limit_never_either((start, limit, pauses) in any_start().prop_flat_map(|start| (Just(start), any_limit(), any_pauses(start)))) {
        let calendar = calendar();
        let plain = due_after(start, limit, &[], &calendar).at;
        prop_assert!(plain <= due_after(start, limit, &pauses, &calendar).at);
        let longer = Limit { amount: limit.amount + 1, unit: limit.unit };
        prop_assert!(plain <= due_after(start, longer, &[], &calendar).at);
    }
}

#[test]
fn working_days_pass_over_the_holiday_and_count_the_make_up_day() {
    let calendar = calendar();
    // Wednesday 2026-09-30; seven days off; Thursday and Friday; Saturday the 10th is worked.
    let due = due_after(at(date(2026, 9, 30), 15, 0), limit(3, LimitUnit::WorkingDays), &[], &calendar);
    assert_eq!(due.at, at(date(2026, 10, 11), 0, 0));
    let said: Vec<String> = explain(&due.trace, &calendar).into_iter().map(|sentence| sentence.zh).collect();
    assert_eq!(
        said,
        [
            "自 2026-09-30 15:00 起算。",
            "开始当日 2026-09-30 不计入。",
            "2026-10-01 至 2026-10-07 共 7 天不计（国庆节放假）。",
            "2026-10-08 至 2026-10-10 计 3 天。",
            "截止时间为 2026-10-11 00:00。",
        ]
    );
}

#[test]
fn a_last_calendar_day_that_is_not_worked_moves_on() {
    let due = due_after(at(date(2026, 9, 26), 9, 0), limit(7, LimitUnit::CalendarDays), &[], &calendar());
    assert_eq!(due.at, at(date(2026, 10, 9), 0, 0), "3 October is a holiday: the period ends with 8 October");
    assert!(due.trace.iter().any(|step| matches!(step, TraceStep::RolledForward { .. })));
}

#[test]
fn a_year_without_a_table_is_said_and_not_guessed() {
    let due = due_after(at(date(2026, 12, 30), 9, 0), limit(3, LimitUnit::WorkingDays), &[], &calendar());
    assert!(due.provisional);
    assert!(
        explain(&due.trace, &calendar())
            .iter()
            .any(|sentence| sentence.zh.contains("2027 年放假安排尚未导入"))
    );
}

fn clock() -> Clock {
    let start = at(date(2026, 9, 1), 9, 0);
    let mut clock = Clock {
        id: ClockId::new(start, 1),
        case: CaseId::new(start, 1),
        kind: "reply".into(),
        unit: UnitId::new(start, 1),
        round: 1,
        limit: limit(30, LimitUnit::WallHours),
        legal_basis: "测试".into(),
        calendar_version: 1,
        started_at: start,
        stopped_at: None,
        pauses: vec![],
        extensions: vec![],
        cap: None,
        due_at: None,
        yellow_at: None,
        red_at: None,
        provisional: false,
        alarms: 0,
        muted: false,
    };
    clock.recalculate(&calendar());
    clock
}

#[test]
fn a_clock_turns_yellow_at_two_thirds_red_at_nine_tenths_and_overdue_at_its_end() {
    let clock = clock();
    let after = |hours: i64| clock.colour(clock.started_at.plus_ms(hours * Instant::HOUR_MS));
    assert_eq!(
        [after(19), after(20), after(26), after(27), after(29), after(30)],
        [Colour::Green, Colour::Yellow, Colour::Yellow, Colour::Red, Colour::Red, Colour::Overdue]
    );
}

#[test]
fn a_pause_stands_still_and_moves_end_and_colours_with_it() {
    let (one, other) = (AccountId::new(Instant::from_ms(1), 1), AccountId::new(Instant::from_ms(1), 2));
    let mut paused = clock();
    let (due, yellow) = (paused.due_at.unwrap(), paused.yellow_at.unwrap());
    let at_ten = paused.started_at.plus_ms(Instant::HOUR_MS);
    assert_eq!(
        paused.pause(at_ten, "appraisal", one, one, &calendar()).unwrap_err().code,
        "maker_is_checker"
    );
    paused.pause(at_ten, "appraisal", one, other, &calendar()).unwrap();
    assert_eq!((paused.due_at, paused.is_paused()), (None, true));
    assert_eq!(
        paused.pause(at_ten, "appraisal", one, other, &calendar()).unwrap_err().code,
        "clock_not_running"
    );
    paused.resume(at_ten.plus_ms(5 * Instant::HOUR_MS), &calendar()).unwrap();
    assert_eq!(paused.due_at, Some(due.plus_ms(5 * Instant::HOUR_MS)));
    assert_eq!(paused.yellow_at, Some(yellow.plus_ms(5 * Instant::HOUR_MS)));
    assert_eq!(paused.resume(at_ten, &calendar()).unwrap_err().code, "clock_not_paused");
}

#[test]
fn an_extension_is_given_once_before_the_end_by_another_person_and_never_doubles_the_limit() {
    let (one, other) = (AccountId::new(Instant::from_ms(1), 1), AccountId::new(Instant::from_ms(1), 2));
    let mut extended = clock();
    let due = extended.due_at.unwrap();
    let extension = |amount, at, approved_by| Extension {
        amount,
        reason: "need_fund".into(),
        asked_by: one,
        approved_by,
        at,
    };
    assert_eq!(
        extended.extend(extension(10, extended.started_at, one), &calendar()).unwrap_err().code,
        "maker_is_checker"
    );
    assert_eq!(
        extended.extend(extension(31, extended.started_at, other), &calendar()).unwrap_err().code,
        "extension_too_long"
    );
    assert_eq!(extended.extend(extension(10, due, other), &calendar()).unwrap_err().code, "clock_ran_out");
    extended.extend(extension(10, extended.started_at, other), &calendar()).unwrap();
    assert_eq!(extended.due_at, Some(due.plus_ms(10 * Instant::HOUR_MS)));
    assert_eq!(
        extended.extend(extension(1, extended.started_at, other), &calendar()).unwrap_err().code,
        "extended_once"
    );
}
