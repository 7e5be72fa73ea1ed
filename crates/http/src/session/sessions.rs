//! One's own sessions (登录会话).

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use hemu_app::{Ctx, session as app};
use hemu_domain::kernel::SessionKind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    extract::PathId,
    problem::{Problem, Problems},
    request::Nothing,
    view::time,
};

/// A session of the caller.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenSessionView {
    id: String,
    created_at: String,
    seen_at: String,
    /// `firefox`, `edge`, `chrome`, `safari`, `wechat`, `other`
    browser: String,
    /// The session that asks.
    this: bool,
}

/// One's own sessions, newest first.
#[utoipa::path(get, path = "/api/v1/session/sessions", tag = "session", operation_id = "mySessions", responses((status = 200, body = Vec<OpenSessionView>), Problems))]
pub(crate) async fn mine(
    State(ctx): State<Ctx>,
    staff: Staff,
) -> Result<Json<Vec<OpenSessionView>>, Problem> {
    let sessions = app::my_sessions(&ctx, &staff.call).await?;
    let view = |session: app::OpenSession| OpenSessionView {
        id: session.id.to_string(),
        created_at: time(session.created_at, &ctx.settings.zone),
        seen_at: time(session.seen_at, &ctx.settings.zone),
        browser: session.browser,
        this: session.id == staff.known.session,
    };
    Ok(Json(sessions.into_iter().map(view).collect()))
}

/// End one of one's own sessions.
#[utoipa::path(
    post, path = "/api/v1/session/sessions/{session}/end", tag = "session", operation_id = "endSession", request_body = Nothing,
    params(("session" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn end(
    State(ctx): State<Ctx>,
    path: PathId<SessionKind>,
    command: Command<Nothing>,
) -> Result<StatusCode, Problem> {
    app::end_session(&ctx, &command.call, path.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End all of one's own sessions but this one.
#[utoipa::path(
    post, path = "/api/v1/session/sessions/end-others", tag = "session", operation_id = "endOtherSessions", request_body = Nothing,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn end_others(
    State(ctx): State<Ctx>,
    command: Command<Nothing>,
) -> Result<StatusCode, Problem> {
    app::end_other_sessions(&ctx, &command.call, command.session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The family of the browser, and no more: enough to recognise one's own sessions. Most browsers name others as
/// well, so the order matters.
pub(super) fn browser_family(headers: &HeaderMap) -> &'static str {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    [
        ("MicroMessenger/", "wechat"),
        ("Edg/", "edge"),
        ("Firefox/", "firefox"),
        ("Chrome/", "chrome"),
        ("Safari/", "safari"),
    ]
    .into_iter()
    .find(|(mark, _)| agent.contains(mark))
    .map_or("other", |(_, family)| family)
}
