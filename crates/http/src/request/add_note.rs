//! Add a work note (工作记录).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::AddNote;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// A work note.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteBody {
    /// What was done, 2 to 10,000 characters.
    note: String,
}

/// Add a work note (工作记录).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/notes", tag = "request", operation_id = "addNote", request_body = NoteBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn add_note(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<NoteBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = AddNote { note: command.body.note.clone() };
    let request = request::add_note(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
