//! Reading requests: JSON bodies with clear errors, the idempotency key, the version seen.

use axum::{
    RequestExt,
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use hemu_app::Ctx;
use hemu_domain::kernel::{Id, Instant};
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// A JSON body with the digest of everything that was asked.
pub(crate) struct Asked<T> {
    pub(crate) body: T,
    pub(crate) digest: String,
}

/// Read a JSON body.
pub(crate) async fn read_body<T: DeserializeOwned>(request: Request, ctx: &Ctx) -> Result<Asked<T>, Problem> {
    let asked_for = format!("{} {}", request.method(), request.uri().path());
    let is_json = content_type(request.headers()).is_some_and(|kind| kind == "application/json");
    let bytes = Bytes::from_request(request, ctx).await.map_err(|e| unreadable(&e))?;
    if !is_json {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not_json",
            "请求内容须为 application/json",
            "the body must be application/json",
        ));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| malformed("body", "the body is not UTF-8"))?;
    // Neither database keeps a zero byte in a text; nobody means one.
    if text.contains("\\u0000") || text.contains('\0') {
        return Err(malformed("body", "the body holds a zero character"));
    }
    let body = serde_json::from_str(text).map_err(|e| malformed("body", &e.to_string()))?;
    Ok(Asked {
        body,
        digest: ctx.store.keys().mac("command", &[&asked_for, text]).chars().take(32).collect(),
    })
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()?.split(';').next().map(str::trim)
}

fn unreadable(error: &BytesRejection) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "请求内容超过 256 KiB",
            "the body is larger than 256 KiB",
        );
    }
    malformed("body", "the body broke off")
}

/// A problem that names the part that cannot be read.
pub(crate) fn malformed(field: &str, why: &str) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed",
        format!("请求内容无法读取：{why}"),
        format!("cannot be read: {why}"),
    )
    .on(field)
}

/// The end of a day in the city, `YYYY-MM-DD`.
pub(crate) fn day_end(field: &str, text: &str, ctx: &Ctx) -> Result<Instant, Problem> {
    let day: Date = text.parse().map_err(|_| malformed(field, "write the day as YYYY-MM-DD"))?;
    let next = day.tomorrow().map_err(|_| malformed(field, "the day lies too far ahead"))?;
    Ok(Instant::at_wall(next.at(0, 0, 0, 0), &ctx.settings.zone))
}

const KEY_LENGTH_MIN: usize = 16;
const KEY_LENGTH_MAX: usize = 64;

/// The `Idempotency-Key` of a command.
pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<String, Problem> {
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
    let well_formed = (KEY_LENGTH_MIN..=KEY_LENGTH_MAX).contains(&key.len())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if well_formed {
        Ok(key.to_owned())
    } else {
        Err(malformed(
            "Idempotency-Key",
            "send an Idempotency-Key of 16 to 64 letters, digits, dashes or underscores",
        ))
    }
}

/// The version of `If-Match: "3"`.
pub(crate) fn version_seen(headers: &HeaderMap) -> Result<u32, Problem> {
    let needed = || {
        Problem::new(
            StatusCode::PRECONDITION_REQUIRED,
            "version_needed",
            "请在 If-Match 中注明所见版本",
            "name the version you saw in If-Match, such as \"3\"",
        )
        .on("If-Match")
    };
    let value = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).ok_or_else(needed)?;
    value.trim_matches('"').parse().map_err(|_| needed())
}

/// One identifier in the path. What is no identifier does not exist.
pub(crate) struct PathId<K>(pub(crate) Id<K>);

impl<K, S: Send + Sync> FromRequestParts<S> for PathId<K> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) =
            Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        text.parse().map(Self).map_err(|_| Problem::not_found())
    }
}

/// One part of a path, as it stands there.
pub(crate) struct PathText(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for PathText {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) =
            Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        Ok(Self(text))
    }
}

/// Two parts of a path, the second an identifier.
pub(crate) struct PathPair<A, K>(pub(crate) A, pub(crate) Id<K>);

impl<A: std::str::FromStr, K, S: Send + Sync> FromRequestParts<S> for PathPair<A, K> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((first, second)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found())?;
        let first = first.parse().map_err(|_| Problem::not_found())?;
        second.parse().map(|second| Self(first, second)).map_err(|_| Problem::not_found())
    }
}

/// A query string, with a clear error.
pub(crate) struct Asking<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asking<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(query) = Query::<T>::from_request_parts(parts, state)
            .await
            .map_err(|e| malformed("query", &e.body_text()))?;
        Ok(Self(query))
    }
}

/// A JSON body without a caller behind it.
pub(crate) struct Body<T>(pub(crate) Asked<T>);

impl<T: DeserializeOwned> FromRequest<Ctx> for Body<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, ctx: &Ctx) -> Result<Self, Problem> {
        read_body(request, ctx).await.map(Self)
    }
}

/// Take extractors out of a request that still has its body.
pub(crate) async fn parts_of<P: FromRequestParts<Ctx, Rejection = Problem> + 'static>(
    request: &mut Request,
    ctx: &Ctx,
) -> Result<P, Problem> {
    request.extract_parts_with_state::<P, Ctx>(ctx).await
}
