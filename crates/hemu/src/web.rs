//! The web, inside the binary: the portal at `/`, the desk at `/desk/`.

use axum::{
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Web;

/// A file of the web, or the page of the app it belongs to: routes of a page app have no file of their own.
pub(crate) async fn serve(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/problem+json")], r#"{"status":404,"code":"not_found","detail":"没有该接口","detail_en":"there is no such endpoint"}"#)
            .into_response();
    }
    if let Some(found) = file(path) {
        return found;
    }
    let has_extension = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let page = if path == "desk" || path.starts_with("desk/") { "desk/index.html" } else { "index.html" };
    match file(page) {
        Some(found) if !has_extension => found,
        Some(_) => StatusCode::NOT_FOUND.into_response(),
        None => (StatusCode::NOT_FOUND, "The web is not built into this binary; build it with `make build`.")
            .into_response(),
    }
}

fn file(path: &str) -> Option<Response> {
    let content = Web::get(path)?;
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    // Files under assets/ are named by their content and never change.
    let cache = if path.contains("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = content.data.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(mime.as_ref()).ok()?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    Some(response)
}
