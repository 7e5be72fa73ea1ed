//! Close a request after its call-back (办结).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::CloseRequest;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{Nothing, RequestHead, target},
};

/// Close a request after its call-back (办结).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/close", tag = "request", operation_id = "closeRequest", request_body = Nothing,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn close(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<Nothing>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = CloseRequest;
    let request = request::close_request(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
