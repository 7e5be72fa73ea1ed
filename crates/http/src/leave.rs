//! Leave and deputies (休假与代理).

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    leave::{self as app, NoteLeave},
};
use hemu_domain::kernel::{AccountId, AccountKind, LeaveKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    extract::{PathId, malformed},
    organisation::{AccountPost, account_posts},
    problem::{Problem, Problems},
    request::Nothing,
    view::time,
};

/// A leave to be noted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteLeaveBody {
    /// Who acts meanwhile.
    #[schema(value_type = String)]
    deputy: AccountId,
    /// First day, `YYYY-MM-DD`; today means from now on.
    from: String,
    /// Last day, `YYYY-MM-DD`.
    last_day: String,
}

/// A leave.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeaveView {
    id: String,
    account: String,
    account_name: String,
    deputy: String,
    deputy_name: String,
    from: String,
    /// The moment at which it is over.
    to: String,
}

/// What concerns the caller.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MyLeaveView {
    away: Vec<LeaveView>,
    standing_in: Vec<LeaveView>,
}

/// Somebody of one's own unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ColleagueView {
    id: String,
    name: String,
    posts: Vec<AccountPost>,
}

/// The leave that was noted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NotedLeaveView {
    id: String,
}

impl LeaveView {
    pub(crate) fn of(leave: app::Leave, ctx: &Ctx) -> Self {
        Self {
            id: leave.id.to_string(),
            account: leave.account.to_string(),
            account_name: leave.account_name,
            deputy: leave.deputy.to_string(),
            deputy_name: leave.deputy_name,
            from: time(leave.from, &ctx.settings.zone),
            to: time(leave.to, &ctx.settings.zone),
        }
    }
}

/// One's own leaves and those in which one stands in, not yet over.
#[utoipa::path(get, path = "/api/v1/session/leave", tag = "session", operation_id = "myLeave", responses((status = 200, body = MyLeaveView), Problems))]
pub(crate) async fn mine(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<MyLeaveView>, Problem> {
    let found = app::my_leave(&ctx, &staff.call).await?;
    let views =
        |leaves: Vec<app::Leave>| leaves.into_iter().map(|leave| LeaveView::of(leave, &ctx)).collect();
    Ok(Json(MyLeaveView { away: views(found.away), standing_in: views(found.standing_in) }))
}

/// People of one's own units, who could stand in.
#[utoipa::path(get, path = "/api/v1/session/colleagues", tag = "session", operation_id = "colleagues", responses((status = 200, body = Vec<ColleagueView>), Problems))]
pub(crate) async fn colleagues(
    State(ctx): State<Ctx>,
    staff: Staff,
) -> Result<Json<Vec<ColleagueView>>, Problem> {
    let rules = ctx.rules(staff.call.generation).await?;
    let people = app::colleagues(&ctx, &staff.call).await?;
    let view = |person: hemu_app::organisation::AccountRow| ColleagueView {
        id: person.id.to_string(),
        posts: account_posts(&person.posts, &rules),
        name: person.name,
    };
    Ok(Json(people.into_iter().map(view).collect()))
}

/// Note one's own leave: a colleague acts meanwhile.
#[utoipa::path(
    post, path = "/api/v1/session/leave", tag = "session", operation_id = "noteMyLeave", request_body = NoteLeaveBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, body = NotedLeaveView), Problems)
)]
pub(crate) async fn note_mine(
    State(ctx): State<Ctx>,
    command: Command<NoteLeaveBody>,
) -> Result<(StatusCode, Json<NotedLeaveView>), Problem> {
    let account = command.call.actor.account;
    note(&ctx, account, command).await
}

/// Note somebody's leave, for security administrators.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/leave", tag = "organisation", operation_id = "noteLeaveOf", request_body = NoteLeaveBody,
    params(("account" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, body = NotedLeaveView), Problems)
)]
pub(crate) async fn note_of(
    State(ctx): State<Ctx>,
    path: PathId<AccountKind>,
    command: Command<NoteLeaveBody>,
) -> Result<(StatusCode, Json<NotedLeaveView>), Problem> {
    note(&ctx, path.0, command).await
}

async fn note(
    ctx: &Ctx,
    account: AccountId,
    command: Command<NoteLeaveBody>,
) -> Result<(StatusCode, Json<NotedLeaveView>), Problem> {
    let body = command.body;
    let new = NoteLeave {
        account,
        deputy: body.deputy,
        from: day("from", &body.from)?,
        last_day: day("last_day", &body.last_day)?,
    };
    let id = app::note_leave(ctx, &command.call, &new).await?;
    Ok((StatusCode::CREATED, Json(NotedLeaveView { id: id.to_string() })))
}

/// End one's own leave early, or as security administrator anybody's.
#[utoipa::path(
    post, path = "/api/v1/leave/{leave}/end", tag = "session", operation_id = "endLeave", request_body = Nothing,
    params(("leave" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn end(
    State(ctx): State<Ctx>,
    path: PathId<LeaveKind>,
    command: Command<Nothing>,
) -> Result<StatusCode, Problem> {
    app::end_leave(&ctx, &command.call, path.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A day as `YYYY-MM-DD`.
pub(crate) fn day(field: &str, text: &str) -> Result<Date, Problem> {
    text.parse().map_err(|_| malformed(field, "a day is YYYY-MM-DD"))
}
