//! One's own notices, what residents were told, and what one wants to be told.

pub(crate) mod choose;
pub(crate) mod outbox;
pub(crate) mod send_again;
pub(crate) mod told;

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{Ctx, notice as app};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    problem::{Problem, Problems},
    request::Nothing,
    view::{maybe_time, time},
};

/// The latest notices.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticesView {
    unread: i64,
    notices: Vec<NoticeView>,
}

/// A notice.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeView {
    id: String,
    request: String,
    number: String,
    text: String,
    text_en: String,
    created_at: String,
    read_at: Option<String>,
}

/// The latest notices of the caller.
#[utoipa::path(get, path = "/api/v1/notices", tag = "notice", operation_id = "myNotices", responses((status = 200, body = NoticesView), Problems))]
pub(crate) async fn mine(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<NoticesView>, Problem> {
    let mine = app::my_notices(&ctx, &staff.call).await?;
    let zone = &ctx.settings.zone;
    let notices = mine.notices.into_iter().map(|notice| {
        let words = app::words_of(
            &notice.template,
            &app::Facts::of_number(&notice.case_number, &ctx.settings.public_url),
        );
        NoticeView {
            id: notice.id.to_string(),
            request: notice.case.to_string(),
            number: notice.case_number,
            text: words.zh.0,
            text_en: words.en.0,
            created_at: time(notice.created_at, zone),
            read_at: maybe_time(notice.read_at, zone),
        }
    });
    Ok(Json(NoticesView { unread: mine.unread, notices: notices.collect() }))
}

/// Mark all notices of the caller as read.
#[utoipa::path(
    post, path = "/api/v1/notices/read", tag = "notice", operation_id = "readNotices", request_body = Nothing,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn read(State(ctx): State<Ctx>, command: Command<Nothing>) -> Result<StatusCode, Problem> {
    app::read_my_notices(&ctx, &command.call).await?;
    Ok(StatusCode::NO_CONTENT)
}
