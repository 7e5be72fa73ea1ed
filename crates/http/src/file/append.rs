//! Append a chunk to an upload.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use hemu_app::{
    Ctx,
    file::{Appended, Caller, append_to_upload},
};
use hemu_domain::kernel::{CaseId, RecordId, RecordKind};

use super::{TrackingCode, UPLOAD_OFFSET, bytes_in, state_headers};
use crate::{
    auth::Acting,
    extract::{PathPair, malformed},
    problem::{Problem, Problems},
};

const CONTENT_TYPE: &str = "application/offset+octet-stream";

/// A chunk and the place it belongs to.
pub(crate) struct Chunk {
    offset: u64,
    bytes: Bytes,
}

impl FromRequest<Ctx> for Chunk {
    type Rejection = Problem;
    async fn from_request(request: Request, ctx: &Ctx) -> Result<Self, Problem> {
        let sent = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if sent != Some(CONTENT_TYPE) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_a_chunk",
                format!("请求内容须为 {CONTENT_TYPE}"),
                format!("the body must be {CONTENT_TYPE}"),
            ));
        }
        let offset = bytes_in(request.headers(), &UPLOAD_OFFSET)?;
        let bytes = Bytes::from_request(request, ctx).await.map_err(|error| {
            if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
                return Problem::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "too_large",
                    "每段不得超过 1 MiB",
                    "a chunk has at most 1 MiB",
                );
            }
            malformed("body", "the body broke off")
        })?;
        Ok(Self { offset, bytes })
    }
}

async fn take(ctx: &Ctx, caller: Caller<'_>, upload: RecordId, chunk: &Chunk) -> Result<Response, Problem> {
    Ok(match append_to_upload(ctx, caller, upload, chunk.offset, &chunk.bytes).await? {
        Appended::Taken(state) => (StatusCode::NO_CONTENT, state_headers(&state)).into_response(),
        Appended::Elsewhere(state) => {
            let problem = Problem::new(
                StatusCode::CONFLICT,
                "wrong_offset",
                format!("上传进度不一致，请从第 {} 字节继续", state.received),
                format!("the upload stands elsewhere; go on at byte {}", state.received),
            )
            .on("Upload-Offset");
            (state_headers(&state), problem).into_response()
        }
    })
}

/// Append a chunk of 16 KiB to 1 MiB, the last of any size. The last one makes it a file.
///
/// `409` says in `Upload-Offset` where the upload stands. What is of no kind that is taken is refused at the end and
/// forgotten.
#[utoipa::path(
    patch, path = "/api/v1/requests/{request}/uploads/{upload}", tag = "file", operation_id = "appendToUpload",
    request_body(content = String, content_type = "application/offset+octet-stream"),
    params(("request" = String, Path), ("upload" = String, Path), ("Upload-Offset" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204, description = "It was taken", headers(("Upload-Offset" = String))), Problems)
)]
pub(crate) async fn append(
    State(ctx): State<Ctx>,
    path: PathPair<CaseId, RecordKind>,
    Acting(staff): Acting,
    chunk: Chunk,
) -> Result<Response, Problem> {
    take(&ctx, Caller::Staff { call: &staff.call, request: path.0 }, path.1, &chunk).await
}

/// Append a chunk to an upload to one's own request.
#[utoipa::path(
    patch, path = "/api/v1/portal/requests/{number}/uploads/{upload}", tag = "portal", operation_id = "appendToResidentUpload",
    request_body(content = String, content_type = "application/offset+octet-stream"),
    params(("number" = String, Path), ("upload" = String, Path), ("X-Tracking-Code" = String, Header), ("Upload-Offset" = String, Header)),
    responses((status = 204, description = "It was taken", headers(("Upload-Offset" = String))), Problems)
)]
pub(crate) async fn append_by_resident(
    State(ctx): State<Ctx>,
    path: PathPair<String, RecordKind>,
    TrackingCode(code): TrackingCode,
    chunk: Chunk,
) -> Result<Response, Problem> {
    take(&ctx, Caller::Resident { number: &path.0, code: &code }, path.1, &chunk).await
}
