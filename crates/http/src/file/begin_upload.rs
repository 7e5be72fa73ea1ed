//! Begin an upload.

use axum::{
    extract::{FromRequestParts, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use hemu_app::{
    Ctx,
    file::{Caller, NewUpload, UploadState, begin_upload},
};
use hemu_domain::{file::Audience, kernel::CaseKind};

use super::{TrackingCode, UPLOAD_LENGTH, bytes_in, state_headers};
use crate::{
    auth::Acting,
    extract::{PathId, PathText, idempotency_key, malformed},
    problem::{Problem, Problems},
};

/// What the headers say of an upload to come.
pub(crate) struct Beginning {
    key: String,
    new: NewUpload,
}

impl<S: Send + Sync> FromRequestParts<S> for Beginning {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let key = idempotency_key(&parts.headers)?;
        let length = bytes_in(&parts.headers, &UPLOAD_LENGTH)?;
        let name = metadata(&parts.headers, "filename")?
            .ok_or_else(|| malformed("Upload-Metadata", "name the file under `filename`"))?;
        let audience = match metadata(&parts.headers, "audience")? {
            None => Audience::Staff,
            Some(code) => Audience::parse(&code).ok_or_else(|| {
                malformed("Upload-Metadata", "`audience` is `staff` or `resident_and_staff`")
            })?,
        };
        Ok(Self { key, new: NewUpload { name, length, audience } })
    }
}

/// A value of `Upload-Metadata`: pairs of a key and a value in Base64, with commas between.
fn metadata(headers: &HeaderMap, key: &str) -> Result<Option<String>, Problem> {
    let sent = headers.get("upload-metadata").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(encoded) = sent.split(',').find_map(|pair| pair.trim().strip_prefix(key)?.strip_prefix(' '))
    else {
        return Ok(None);
    };
    BASE64_STANDARD
        .decode(encoded.trim())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .map(Some)
        .ok_or_else(|| malformed("Upload-Metadata", &format!("`{key}` is not UTF-8 in Base64")))
}

fn created(folder: &str, state: &UploadState) -> Result<(StatusCode, HeaderMap), Problem> {
    let mut headers = state_headers(state);
    let place = HeaderValue::from_str(&format!("{folder}/{}", state.id)).map_err(|_| Problem::not_found())?;
    headers.insert(header::LOCATION, place);
    Ok((StatusCode::CREATED, headers))
}

/// Begin to upload a file to a request.
///
/// `Upload-Metadata` gives `filename` and `audience` (`staff`, `resident_and_staff`) in Base64. The answer's
/// `Location` is where the chunks go; its last part is the identifier of the file to be.
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/uploads", tag = "file", operation_id = "beginUpload",
    params(("request" = String, Path), ("Upload-Length" = String, Header, description = "Bytes in all"), ("Upload-Metadata" = String, Header), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, description = "It has begun", headers(("Location" = String), ("Upload-Offset" = String))), Problems)
)]
pub(crate) async fn begin(
    State(ctx): State<Ctx>,
    path: PathId<CaseKind>,
    Acting(staff): Acting,
    begin: Beginning,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let caller = Caller::Staff { call: &staff.call, request: path.0 };
    let state = begin_upload(&ctx, caller, &begin.key, &begin.new).await?;
    created(&format!("/api/v1/requests/{}/uploads", path.0), &state)
}

/// Begin to upload a file to one's own request.
#[utoipa::path(
    post, path = "/api/v1/portal/requests/{number}/uploads", tag = "portal", operation_id = "beginResidentUpload",
    params(("number" = String, Path), ("X-Tracking-Code" = String, Header), ("Upload-Length" = String, Header, description = "Bytes in all"), ("Upload-Metadata" = String, Header), ("Idempotency-Key" = String, Header)),
    responses((status = 201, description = "It has begun", headers(("Location" = String), ("Upload-Offset" = String))), Problems)
)]
pub(crate) async fn begin_by_resident(
    State(ctx): State<Ctx>,
    PathText(number): PathText,
    TrackingCode(code): TrackingCode,
    begin: Beginning,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let caller = Caller::Resident { number: &number, code: &code };
    let state = begin_upload(&ctx, caller, &begin.key, &begin.new).await?;
    created(&format!("/api/v1/portal/requests/{number}/uploads"), &state)
}
