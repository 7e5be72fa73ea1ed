//! Running the installation: jobs that were given up on, and whether the server is well.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use hemu_app::{Ctx, jobs as app};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    problem::{Problem, Problems},
    request::Nothing,
    view::time,
};

/// A job that was given up on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeadJobView {
    id: String,
    kind: String,
    subject: String,
    attempts: i64,
    last_error: String,
    created_at: String,
}

/// Whether the server is well.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HealthView {
    database: String,
    open_jobs: i64,
}

/// Jobs that were given up on, newest first, for administrators.
#[utoipa::path(get, path = "/api/v1/jobs/dead", tag = "operation", operation_id = "deadJobs", responses((status = 200, body = Vec<DeadJobView>), Problems))]
pub(crate) async fn dead(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<Vec<DeadJobView>>, Problem> {
    let dead = app::dead_jobs(&ctx, &staff.call).await?;
    let views = dead.into_iter().map(|dead| DeadJobView {
        id: dead.job.id,
        kind: dead.job.kind,
        subject: dead.job.subject,
        attempts: dead.job.attempts,
        last_error: dead.last_error,
        created_at: time(dead.created_at, &ctx.settings.zone),
    });
    Ok(Json(views.collect()))
}

/// Take a dead job up again.
#[utoipa::path(
    post, path = "/api/v1/jobs/{job}/revive", tag = "operation", operation_id = "reviveJob", request_body = Nothing,
    params(("job" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn revive(
    State(ctx): State<Ctx>,
    Path(job): Path<String>,
    command: Command<Nothing>,
) -> Result<StatusCode, Problem> {
    app::revive_job(&ctx, &command.call, &job).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether the server is well and reaches its database.
#[utoipa::path(get, path = "/api/v1/health", tag = "operation", operation_id = "health", responses((status = 200, body = HealthView), Problems))]
pub(crate) async fn health(State(ctx): State<Ctx>) -> Result<Json<HealthView>, Problem> {
    Ok(Json(HealthView {
        database: ctx.store.backend_name().to_owned(),
        open_jobs: app::open_jobs(&ctx).await?,
    }))
}
