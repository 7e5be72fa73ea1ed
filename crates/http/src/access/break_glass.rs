//! Break-glass (紧急查阅).

use axum::{
    Json,
    extract::{Path, State},
};
use hemu_app::{
    Ctx,
    access::{AskedGlass, break_glass as app},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::Command,
    problem::{Problem, Problems},
};

/// Why, and for how long.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BreakGlassBody {
    /// At least 10 characters; becomes a text of the case.
    reason: String,
    /// 1 to 24.
    hours: u8,
}

/// The case that can be read now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BrokenGlassView {
    id: String,
}

/// Open one case for reading, for some hours, by its identifier or number. Auditors and the resident are told.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/break-glass", tag = "access", operation_id = "breakGlass", request_body = BreakGlassBody,
    params(("case" = String, Path, description = "The case, by identifier or number"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = BrokenGlassView), Problems)
)]
pub(crate) async fn break_glass(
    State(ctx): State<Ctx>,
    Path(case): Path<String>,
    command: Command<BreakGlassBody>,
) -> Result<Json<BrokenGlassView>, Problem> {
    if case.contains('\0') {
        return Err(Problem::not_found());
    }
    let asked = AskedGlass { case, reason: command.body.reason.clone(), hours: command.body.hours };
    let id = app(&ctx, &command.call, &asked).await?;
    Ok(Json(BrokenGlassView { id: id.to_string() }))
}
