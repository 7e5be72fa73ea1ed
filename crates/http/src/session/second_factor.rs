//! The second factor (两步验证): enrol, confirm, give a code.

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{Ctx, session as app};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    problem::{Problem, Problems},
    request::Nothing,
};

/// A code of six digits.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeBody {
    code: String,
}

/// What the app on the telephone needs. Shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrolmentView {
    /// Base32.
    secret: String,
    /// `otpauth://…`
    uri: String,
    /// The address as a picture, SVG.
    picture: String,
}

/// The code of a demo city.
#[derive(Serialize, ToSchema)]
pub(crate) struct DemoCodeView {
    code: String,
}

/// Give a new secret; it is in force once a code has proved it.
#[utoipa::path(
    post, path = "/api/v1/session/totp", tag = "session", operation_id = "beginSecondFactor", request_body = Nothing,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 200, body = EnrolmentView), Problems)
)]
pub(crate) async fn begin(
    State(ctx): State<Ctx>,
    command: Command<Nothing>,
) -> Result<Json<EnrolmentView>, Problem> {
    let given = app::begin_second_factor(&ctx, &command.call).await?;
    Ok(Json(EnrolmentView { secret: given.secret, uri: given.uri, picture: given.picture }))
}

/// Turn the second factor on with a code of the new secret.
#[utoipa::path(
    post, path = "/api/v1/session/totp/confirm", tag = "session", operation_id = "confirmSecondFactor", request_body = CodeBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn confirm(
    State(ctx): State<Ctx>,
    command: Command<CodeBody>,
) -> Result<StatusCode, Problem> {
    app::confirm_second_factor(&ctx, &command.call, &command.token, &command.body.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a code: at sign-in, or before something that needs a fresh one.
#[utoipa::path(
    post, path = "/api/v1/session/second-factor", tag = "session", operation_id = "giveSecondFactor", request_body = CodeBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn give(State(ctx): State<Ctx>, command: Command<CodeBody>) -> Result<StatusCode, Problem> {
    app::give_second_factor(&ctx, &command.call, &command.token, &command.body.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The next code, in a demo city with published secrets only; real installations have no such thing.
#[utoipa::path(get, path = "/api/v1/session/demo-code", tag = "session", operation_id = "demoCode", responses((status = 200, body = DemoCodeView), Problems))]
pub(crate) async fn demo_code(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<DemoCodeView>, Problem> {
    Ok(Json(DemoCodeView { code: app::demo_code(&ctx, &staff.call).await? }))
}
