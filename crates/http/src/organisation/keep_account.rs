//! What a security administrator does to an account.

use axum::{extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    organisation::{Keep, keep_account},
};
use hemu_domain::kernel::AccountKind;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::Nothing,
};

/// Take off the lock after too many wrong passwords or codes.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/unlock", tag = "organisation", operation_id = "unlockAccount", request_body = Nothing,
    params(("account" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn unlock(
    State(ctx): State<Ctx>,
    path: PathId<AccountKind>,
    command: Command<Nothing>,
) -> Result<StatusCode, Problem> {
    keep_account(&ctx, &command.call, path.0, Keep::Unlock).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shut an account and end its sessions.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/disable", tag = "organisation", operation_id = "disableAccount", request_body = Nothing,
    params(("account" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn disable(
    State(ctx): State<Ctx>,
    path: PathId<AccountKind>,
    command: Command<Nothing>,
) -> Result<StatusCode, Problem> {
    keep_account(&ctx, &command.call, path.0, Keep::Disable).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Open a shut account again.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/enable", tag = "organisation", operation_id = "enableAccount", request_body = Nothing,
    params(("account" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn enable(
    State(ctx): State<Ctx>,
    path: PathId<AccountKind>,
    command: Command<Nothing>,
) -> Result<StatusCode, Problem> {
    keep_account(&ctx, &command.call, path.0, Keep::Enable).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End every session of an account.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/end-sessions", tag = "organisation", operation_id = "endSessionsOf", request_body = Nothing,
    params(("account" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn end_sessions(
    State(ctx): State<Ctx>,
    path: PathId<AccountKind>,
    command: Command<Nothing>,
) -> Result<StatusCode, Problem> {
    keep_account(&ctx, &command.call, path.0, Keep::EndSessions).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take off a second factor whose telephone was lost, and end every session.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/take-off-second-factor", tag = "organisation", operation_id = "takeOffSecondFactor", request_body = Nothing,
    params(("account" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn take_off_second_factor(
    State(ctx): State<Ctx>,
    path: PathId<AccountKind>,
    command: Command<Nothing>,
) -> Result<StatusCode, Problem> {
    keep_account(&ctx, &command.call, path.0, Keep::TakeOffSecondFactor).await?;
    Ok(StatusCode::NO_CONTENT)
}
