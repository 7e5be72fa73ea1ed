//! Give out a file, or the small picture of one. Nothing that was uploaded can run in the name of this server.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use hemu_app::{
    Ctx,
    file::{Caller, FileBytes, Which, read_file},
};
use hemu_domain::kernel::{CaseId, RecordKind};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::TrackingCode;
use crate::{
    auth::Staff,
    extract::PathPair,
    problem::{Problem, Problems},
};

fn given_out(file: FileBytes) -> Response {
    // Pictures are shown. A PDF is saved: browsers show none in a sandbox, and without one it could run scripts.
    let manner = if file.media_type.is_picture() { "inline" } else { "attachment" };
    let name = utf8_percent_encode(&file.name, NON_ALPHANUMERIC);
    let disposition = HeaderValue::from_str(&format!("{manner}; filename*=UTF-8''{name}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let headers = HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static(file.media_type.code())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ]);
    (headers, file.bytes).into_response()
}

/// A file of a request.
#[utoipa::path(
    get, path = "/api/v1/requests/{request}/files/{file}", tag = "file", operation_id = "readFile",
    params(("request" = String, Path), ("file" = String, Path)),
    responses((status = 200, content_type = "*/*", body = String), Problems)
)]
pub(crate) async fn whole(
    State(ctx): State<Ctx>,
    path: PathPair<CaseId, RecordKind>,
    staff: Staff,
) -> Result<Response, Problem> {
    let caller = Caller::Staff { call: &staff.call, request: path.0 };
    Ok(given_out(read_file(&ctx, caller, path.1, Which::Whole).await?))
}

/// The small picture of a file of a request.
#[utoipa::path(
    get, path = "/api/v1/requests/{request}/files/{file}/preview", tag = "file", operation_id = "previewFile",
    params(("request" = String, Path), ("file" = String, Path)),
    responses((status = 200, content_type = "image/jpeg", body = String), Problems)
)]
pub(crate) async fn preview(
    State(ctx): State<Ctx>,
    path: PathPair<CaseId, RecordKind>,
    staff: Staff,
) -> Result<Response, Problem> {
    let caller = Caller::Staff { call: &staff.call, request: path.0 };
    Ok(given_out(read_file(&ctx, caller, path.1, Which::Preview).await?))
}

/// A file of one's own request.
#[utoipa::path(
    get, path = "/api/v1/portal/requests/{number}/files/{file}", tag = "portal", operation_id = "readResidentFile",
    params(("number" = String, Path), ("file" = String, Path), ("X-Tracking-Code" = String, Header)),
    responses((status = 200, content_type = "*/*", body = String), Problems)
)]
pub(crate) async fn whole_for_resident(
    State(ctx): State<Ctx>,
    path: PathPair<String, RecordKind>,
    TrackingCode(code): TrackingCode,
) -> Result<Response, Problem> {
    let caller = Caller::Resident { number: &path.0, code: &code };
    Ok(given_out(read_file(&ctx, caller, path.1, Which::Whole).await?))
}

/// The small picture of a file of one's own request.
#[utoipa::path(
    get, path = "/api/v1/portal/requests/{number}/files/{file}/preview", tag = "portal", operation_id = "previewResidentFile",
    params(("number" = String, Path), ("file" = String, Path), ("X-Tracking-Code" = String, Header)),
    responses((status = 200, content_type = "image/jpeg", body = String), Problems)
)]
pub(crate) async fn preview_for_resident(
    State(ctx): State<Ctx>,
    path: PathPair<String, RecordKind>,
    TrackingCode(code): TrackingCode,
) -> Result<Response, Problem> {
    let caller = Caller::Resident { number: &path.0, code: &code };
    Ok(given_out(read_file(&ctx, caller, path.1, Which::Preview).await?))
}
