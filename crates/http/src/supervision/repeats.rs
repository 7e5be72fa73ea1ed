//! Repeated matters (未诉先办).

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    supervision::{self as app, NewRepeatNote, RepeatWarning},
};
use hemu_domain::{
    Rules,
    kernel::MatterId,
    organisation::DivisionPath,
    supervision::{REPEATS_MIN, RepeatNote, trend},
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::{Command, Staff},
    extract::{Asking, malformed},
    problem::{Problem, Problems},
    view::{DivisionRef, MatterRef, UnitRef, time},
};

const DAYS: u32 = 30;

/// Which warnings.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct RepeatsQuery {
    /// Days looked back; 30 when left out, 180 at most.
    days: Option<u32>,
    /// So many cases make a warning; 5 when left out, never fewer.
    at_least: Option<u32>,
}

/// The same matter at the same place, again and again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RepeatView {
    matter: Option<MatterRef>,
    place: DivisionRef,
    cases: i64,
    /// In the period before, of the same length.
    before: i64,
    /// More or less than before, in percent; nothing when there was nothing before.
    trend_percent: Option<i64>,
    /// The unit that the catalogue names.
    lead: Option<UnitRef>,
    notes: Vec<RepeatNoteView>,
}

/// What was done about it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RepeatNoteView {
    /// `ordered` or `topic`
    note: String,
    by: String,
    unit: UnitRef,
    at: String,
}

/// What a supervisor notes on a warning.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RepeatNoteBody {
    #[schema(value_type = String)]
    matter: MatterId,
    /// Path of the place.
    division: String,
    #[schema(value_type = String, example = "ordered")]
    note: RepeatNote,
    days: Option<u32>,
    at_least: Option<u32>,
}

/// Matters of which many came in at one place, most first. Counted from facts; never by who filed.
#[utoipa::path(get, path = "/api/v1/supervision/repeats", tag = "supervision", operation_id = "repeatedMatters", params(RepeatsQuery), responses((status = 200, body = Vec<RepeatView>), Problems))]
pub(crate) async fn repeats(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<RepeatsQuery>,
) -> Result<Json<Vec<RepeatView>>, Problem> {
    let (days, at_least) = (query.days.unwrap_or(DAYS), query.at_least.unwrap_or(REPEATS_MIN));
    let found = app::repeated_matters(&ctx, &staff.call, days, at_least).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    Ok(Json(found.into_iter().map(|warning| view(warning, &rules, &ctx.settings.zone)).collect()))
}

/// Note that something was done about a warning.
#[utoipa::path(
    post, path = "/api/v1/supervision/repeats/notes", tag = "supervision", operation_id = "noteRepeat", request_body = RepeatNoteBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn note(
    State(ctx): State<Ctx>,
    command: Command<RepeatNoteBody>,
) -> Result<axum::http::StatusCode, Problem> {
    let body = &command.body;
    let new = NewRepeatNote {
        matter: body.matter,
        division: DivisionPath::parse(&body.division)
            .ok_or_else(|| malformed("division", "division is a path such as `0001/0002/`"))?,
        note: body.note,
        days: body.days.unwrap_or(DAYS),
        at_least: body.at_least.unwrap_or(REPEATS_MIN),
    };
    app::note_repeat(&ctx, &command.call, &new).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

fn view(warning: RepeatWarning, rules: &Rules, zone: &TimeZone) -> RepeatView {
    let RepeatWarning { repeat, place, lead, notes } = warning;
    RepeatView {
        matter: MatterRef::find(repeat.matter, rules),
        place: DivisionRef::of(&place),
        cases: repeat.cases,
        before: repeat.before,
        trend_percent: trend(repeat.cases, repeat.before),
        lead: lead.map(|unit| UnitRef::find(unit, rules)),
        notes: notes
            .into_iter()
            .map(|note| RepeatNoteView {
                note: note.note.code().to_owned(),
                by: note.name,
                unit: UnitRef::find(note.unit, rules),
                at: time(note.at, zone),
            })
            .collect(),
    }
}
