//! Files: resumable uploads after tus 1.0.0 (core and creation, https://tus.io/protocols/resumable-upload), and reading.
//!
//! Each operation has two doors: the desk's, with session and CSRF token, and the portal's, with number and code.

pub(crate) mod append;
pub(crate) mod begin_upload;
pub(crate) mod read;
pub(crate) mod upload_state;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts},
};
use hemu_app::file::{FileItem, UploadState};
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{extract::malformed, problem::Problem, view::time};

/// A file of a case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FileView {
    id: String,
    /// `null` once it was erased.
    name: Option<String>,
    /// What its bytes are, whatever it was called.
    media_type: String,
    bytes: u64,
    /// Whether there is a small picture of it.
    has_preview: bool,
    /// `resident`, `staff`
    by: String,
    /// `staff`, `resident_and_staff`
    audience: String,
    at: String,
}

impl FileView {
    pub(crate) fn of(file: FileItem, zone: &TimeZone) -> Self {
        Self {
            id: file.id.to_string(),
            name: file.name,
            media_type: file.media_type.code().to_owned(),
            bytes: file.bytes,
            has_preview: file.has_preview,
            by: file.by.code().to_owned(),
            audience: file.audience.code().to_owned(),
            at: time(file.at, zone),
        }
    }
}

pub(crate) const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(crate) const TUS_VERSION: &str = "1.0.0";
pub(crate) const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(crate) const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");

/// The headers that say where an upload stands.
pub(crate) fn state_headers(state: &UploadState) -> HeaderMap {
    HeaderMap::from_iter([
        (TUS_RESUMABLE, HeaderValue::from_static(TUS_VERSION)),
        (UPLOAD_OFFSET, HeaderValue::from(state.received)),
        (UPLOAD_LENGTH, HeaderValue::from(state.length)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ])
}

/// A number of bytes in a header.
pub(crate) fn bytes_in(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Problem> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| malformed(name.as_str(), &format!("send {name} as a whole number of bytes")))
}

/// The code that goes with the number in the path. It stands in a header, so that it never stands in an address.
pub(crate) struct TrackingCode(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for TrackingCode {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .headers
            .get("x-tracking-code")
            .and_then(|code| code.to_str().ok())
            .map(|code| Self(code.to_owned()))
            .ok_or_else(|| malformed("X-Tracking-Code", "send the code of the request in X-Tracking-Code"))
    }
}
