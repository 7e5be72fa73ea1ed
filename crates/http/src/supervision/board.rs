//! The supervisor's board.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    supervision::{self as app, Board, BoardUnit, Counted, URGED_DAYS},
};
use hemu_domain::{
    Rules,
    organisation::DivisionPath,
    supervision::{AgeBand, Colour},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Staff,
    extract::{Asking, malformed},
    problem::{Problem, Problems},
    view::{DivisionRef, UnitRef, time},
};

/// Which part of the board.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoardQuery {
    /// Only this division and below: its path, such as `0001/0002/`. All that one may see when left out.
    division: Option<String>,
}

/// A number, and the list behind it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BoardNumber {
    count: i64,
    /// Query of the worklist that lists these cases.
    list: String,
}

/// A number with its code.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodedNumber {
    /// A colour or an age.
    code: String,
    count: i64,
    list: String,
}

/// Open cases of one lead unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BoardUnitView {
    /// Nothing for cases that have no lead unit yet.
    unit: Option<UnitRef>,
    open: BoardNumber,
    colours: Vec<CodedNumber>,
}

/// Open cases of one place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BoardPlaceView {
    place: DivisionRef,
    open: BoardNumber,
    colours: Vec<CodedNumber>,
    /// Share overdue, in basis points.
    overdue_basis_points: i64,
}

/// The supervisor's board.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BoardView {
    now: String,
    /// What is looked at.
    within: Option<DivisionRef>,
    open: BoardNumber,
    colours: Vec<CodedNumber>,
    ages: Vec<CodedNumber>,
    /// Those with most overdue first.
    units: Vec<BoardUnitView>,
    /// One level below, in order of their paths.
    places: Vec<BoardPlaceView>,
    paused: BoardNumber,
    parked: BoardNumber,
    merged: BoardNumber,
    /// Cases in which something waits for a decision.
    decisions: BoardNumber,
    /// Cases with a supervision order that is not settled.
    orders: BoardNumber,
    /// Cases that somebody urged in the last seven days.
    urged: BoardNumber,
    /// How often they were urged.
    urgings: i64,
}

/// The supervisor's board: open cases in one's scope by colour, age, lead unit and place, each number with its list.
#[utoipa::path(get, path = "/api/v1/supervision/board", tag = "supervision", operation_id = "supervisionBoard", params(BoardQuery), responses((status = 200, body = BoardView), Problems))]
pub(crate) async fn board(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<BoardQuery>,
) -> Result<Json<BoardView>, Problem> {
    let division = query
        .division
        .map(|path| {
            DivisionPath::parse(&path)
                .filter(|path| !path.as_str().is_empty())
                .ok_or_else(|| malformed("division", "division is a path such as `0001/0002/`"))
        })
        .transpose()?;
    let base = division
        .as_ref()
        .map_or_else(|| "open=true".to_owned(), |path| format!("open=true&division={}", path.as_str()));
    let board = app::supervision_board(&ctx, &staff.call, division).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    Ok(Json(view(&board, &base, &rules, &ctx)))
}

fn view(board: &Board, base: &str, rules: &Rules, ctx: &Ctx) -> BoardView {
    let number = |count: i64, more: &str| BoardNumber { count, list: format!("{base}{more}") };
    let Counted { open, colours, ages, paused, parked, merged, urged } = &board.total;
    let mut units: Vec<&BoardUnit> = board.units.iter().collect();
    let burning = |unit: &BoardUnit| (of(&unit.counted, Colour::Overdue), of(&unit.counted, Colour::Red));
    units.sort_by_key(|unit| {
        (std::cmp::Reverse(burning(unit)), std::cmp::Reverse(unit.counted.open), unit.unit)
    });
    BoardView {
        now: time(board.now, &ctx.settings.zone),
        within: board.within.as_ref().map(DivisionRef::of),
        open: number(*open, ""),
        colours: coded(Colour::ALL.iter().map(|colour| colour.code()), "colour", colours, base),
        ages: coded(AgeBand::ALL.iter().map(|band| band.code()), "age", ages, base),
        units: units
            .into_iter()
            .map(|one| {
                let lead = one.unit.map_or_else(|| "none".to_owned(), |unit| unit.to_string());
                let list = format!("{base}&lead={lead}");
                BoardUnitView {
                    unit: one.unit.map(|unit| UnitRef::find(unit, rules)),
                    colours: colour_numbers(&one.counted, &list),
                    open: BoardNumber { count: one.counted.open, list },
                }
            })
            .collect(),
        places: board
            .places
            .iter()
            .map(|one| {
                let list = format!("open=true&division={}", one.place.path.as_str());
                BoardPlaceView {
                    place: DivisionRef::of(&one.place),
                    colours: colour_numbers(&one.counted, &list),
                    overdue_basis_points: of(&one.counted, Colour::Overdue) * 10_000
                        / one.counted.open.max(1),
                    open: BoardNumber { count: one.counted.open, list },
                }
            })
            .collect(),
        paused: number(*paused, "&stage=paused"),
        parked: number(*parked, "&stage=parked"),
        merged: number(*merged, "&merged=true"),
        decisions: number(board.decisions, "&asks=decision"),
        orders: number(board.orders, "&asks=order"),
        urged: number(*urged, &format!("&urged_days={URGED_DAYS}")),
        urgings: board.urgings,
    }
}

fn of(counted: &Counted, colour: Colour) -> i64 {
    Colour::ALL.iter().zip(&counted.colours).find(|(own, _)| **own == colour).map_or(0, |(_, count)| *count)
}

fn colour_numbers(counted: &Counted, list: &str) -> Vec<CodedNumber> {
    coded(Colour::ALL.iter().map(|colour| colour.code()), "colour", &counted.colours, list)
}

fn coded<'a>(
    codes: impl Iterator<Item = &'a str>,
    parameter: &str,
    counts: &[i64],
    list: &str,
) -> Vec<CodedNumber> {
    codes
        .zip(counts.iter().copied().chain(std::iter::repeat(0)))
        .map(|(code, count)| CodedNumber {
            code: code.to_owned(),
            count,
            list: format!("{list}&{parameter}={code}"),
        })
        .collect()
}
