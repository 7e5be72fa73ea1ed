//! How far an upload has come.

use axum::{extract::State, http::HeaderMap};
use hemu_app::{
    Ctx,
    file::{Caller, upload_state},
};
use hemu_domain::kernel::{CaseId, RecordKind};

use super::{TrackingCode, state_headers};
use crate::{
    auth::Staff,
    extract::PathPair,
    problem::{Problem, Problems},
};

/// How far an upload has come, so that it can be resumed.
#[utoipa::path(
    head, path = "/api/v1/requests/{request}/uploads/{upload}", tag = "file", operation_id = "uploadState",
    params(("request" = String, Path), ("upload" = String, Path)),
    responses((status = 200, description = "Where it stands", headers(("Upload-Offset" = String), ("Upload-Length" = String))), Problems)
)]
pub(crate) async fn state(
    State(ctx): State<Ctx>,
    path: PathPair<CaseId, RecordKind>,
    staff: Staff,
) -> Result<HeaderMap, Problem> {
    let caller = Caller::Staff { call: &staff.call, request: path.0 };
    Ok(state_headers(&upload_state(&ctx, caller, path.1).await?))
}

/// How far a resident's upload has come, so that it can be resumed.
#[utoipa::path(
    head, path = "/api/v1/portal/requests/{number}/uploads/{upload}", tag = "portal", operation_id = "residentUploadState",
    params(("number" = String, Path), ("upload" = String, Path), ("X-Tracking-Code" = String, Header)),
    responses((status = 200, description = "Where it stands", headers(("Upload-Offset" = String), ("Upload-Length" = String))), Problems)
)]
pub(crate) async fn state_for_resident(
    State(ctx): State<Ctx>,
    path: PathPair<String, RecordKind>,
    TrackingCode(code): TrackingCode,
) -> Result<HeaderMap, Problem> {
    let caller = Caller::Resident { number: &path.0, code: &code };
    Ok(state_headers(&upload_state(&ctx, caller, path.1).await?))
}
