//! Explain a clock of a request.

use axum::{
    Json,
    extract::{Path, State},
};
use hemu_app::{Ctx, request};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::Staff,
    problem::{Problem, Problems},
    view::maybe_time,
};

/// How a due moment came about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClockExplanation {
    kind: String,
    legal_basis: String,
    due_at: Option<String>,
    calendar_version: u32,
    /// A year without a holiday table was crossed.
    provisional: bool,
    sentences: Vec<SentenceView>,
}

/// One step of the arithmetic.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentenceView {
    zh: String,
    en: String,
}

/// Explain a clock: the arithmetic of its due moment as sentences.
#[utoipa::path(
    get, path = "/api/v1/requests/{request}/clocks/{clock}/explain", tag = "request", operation_id = "explainClock",
    params(("request" = String, Path), ("clock" = String, Path)),
    responses((status = 200, body = ClockExplanation), Problems)
)]
pub(crate) async fn explain_clock(
    State(ctx): State<Ctx>,
    staff: Staff,
    Path((id, clock)): Path<(String, String)>,
) -> Result<Json<ClockExplanation>, Problem> {
    let (id, clock) =
        (id.parse().map_err(|_| Problem::not_found())?, clock.parse().map_err(|_| Problem::not_found())?);
    let explained = request::explain_clock(&ctx, &staff.call, id, clock).await?;
    Ok(Json(ClockExplanation {
        kind: explained.clock.kind,
        legal_basis: explained.clock.legal_basis,
        due_at: maybe_time(explained.clock.due_at, &ctx.settings.zone),
        calendar_version: explained.clock.calendar_version,
        provisional: explained.clock.provisional,
        sentences: explained
            .sentences
            .into_iter()
            .map(|sentence| SentenceView { zh: sentence.zh, en: sentence.en })
            .collect(),
    }))
}
