//! Exports with two persons.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, StatusCode, header},
};
use hemu_app::{
    Ctx,
    export::{AskedExport, Export, approve_export, ask_export, fetch_export, list_exports},
};
use hemu_domain::kernel::ExportKind;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    extract::PathId,
    problem::{Problem, Problems},
    request::Nothing,
    view::{maybe_time, time},
};

/// What to export, and what for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportBody {
    /// Stage codes; all when left out.
    #[serde(default)]
    stages: Vec<String>,
    /// Only cases with a clock that has run out.
    #[serde(default)]
    overdue: bool,
    /// 5 to 500 characters.
    purpose: String,
}

/// An export.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportView {
    id: String,
    login: String,
    name: String,
    stages: Vec<String>,
    overdue: bool,
    purpose: String,
    counted: i64,
    /// `waiting`, `approved`, `written`, `refused`, `gone`
    state: String,
    asked_at: String,
    expires_at: Option<String>,
}

/// The export that was asked for.
#[derive(Serialize, ToSchema)]
pub(crate) struct AskedExportView {
    #[serde(flatten)]
    export: ExportView,
    /// Opens the file. Shown once.
    password: String,
}

/// One's own exports, and those of others that wait for approval.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportsView {
    own: Vec<ExportView>,
    waiting: Vec<ExportView>,
}

fn view(export: Export, zone: &TimeZone) -> ExportView {
    ExportView {
        id: export.id.to_string(),
        login: export.login,
        name: export.name,
        stages: export.stages,
        overdue: export.overdue,
        purpose: export.purpose,
        counted: export.counted,
        state: export.state,
        asked_at: time(export.asked_at, zone),
        expires_at: maybe_time(export.expires_at, zone),
    }
}

/// Ask for an export of cases in one's scope. Above a hundred cases another person must approve it.
#[utoipa::path(
    post, path = "/api/v1/exports", tag = "access", operation_id = "askExport", request_body = ExportBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, body = AskedExportView), Problems)
)]
pub(crate) async fn ask(
    State(ctx): State<Ctx>,
    command: Command<ExportBody>,
) -> Result<(StatusCode, Json<AskedExportView>), Problem> {
    let asked = AskedExport {
        stages: command.body.stages.clone(),
        overdue: command.body.overdue,
        purpose: command.body.purpose.clone(),
    };
    let new = ask_export(&ctx, &command.call, &asked).await?;
    let answer = AskedExportView { export: view(new.export, &ctx.settings.zone), password: new.password };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// One's own exports, and those of others that wait for approval.
#[utoipa::path(get, path = "/api/v1/exports", tag = "access", operation_id = "listExports", responses((status = 200, body = ExportsView), Problems))]
pub(crate) async fn list(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<ExportsView>, Problem> {
    let found = list_exports(&ctx, &staff.call).await?;
    let views =
        |exports: Vec<Export>| exports.into_iter().map(|export| view(export, &ctx.settings.zone)).collect();
    Ok(Json(ExportsView { own: views(found.own), waiting: views(found.waiting) }))
}

/// Approve somebody else's export.
#[utoipa::path(
    post, path = "/api/v1/exports/{export}/approve", tag = "access", operation_id = "approveExport", request_body = Nothing,
    params(("export" = String, Path, description = "The export"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = ExportView), Problems)
)]
pub(crate) async fn approve(
    State(ctx): State<Ctx>,
    path: PathId<ExportKind>,
    command: Command<Nothing>,
) -> Result<Json<ExportView>, Problem> {
    let export = approve_export(&ctx, &command.call, path.0).await?;
    Ok(Json(view(export, &ctx.settings.zone)))
}

/// The encrypted file of one's own export. Each time is recorded as a look.
#[utoipa::path(
    get, path = "/api/v1/exports/{export}/file", tag = "access", operation_id = "fetchExport",
    params(("export" = String, Path, description = "The export")),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>), Problems)
)]
pub(crate) async fn fetch(
    State(ctx): State<Ctx>,
    staff: Staff,
    path: PathId<ExportKind>,
) -> Result<([(HeaderName, String); 3], Vec<u8>), Problem> {
    let file = fetch_export(&ctx, &staff.call, path.0).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, file.bytes))
}
