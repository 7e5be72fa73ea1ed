//! Send a notice to the requester again (重发告知).

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    notice::{SendAgain, send_again as app},
};
use hemu_domain::kernel::NoticeKind;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{Nothing, RequestHead},
};

/// Send a notice to the requester again, three times a day at most. Names the version of the request that was seen.
#[utoipa::path(
    post, path = "/api/v1/notices/{notice}/send-again", tag = "notice", operation_id = "sendNoticeAgain", request_body = Nothing,
    params(
        ("notice" = String, Path, description = "The notice"), ("If-Match" = String, Header),
        ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)
    ),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn send_again(
    State(ctx): State<Ctx>,
    path: PathId<NoticeKind>,
    command: Command<Nothing>,
) -> Result<Json<RequestHead>, Problem> {
    let asked = SendAgain { notice: path.0, version: command.version()? };
    Ok(Json(RequestHead::of(&app(&ctx, &command.call, asked).await?)))
}
