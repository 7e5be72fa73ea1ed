//! Log a contact with the requester (联系诉求人).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::{ContactChannel, LogContact};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// One contact, or one try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactBody {
    #[schema(value_type = String, example = "phone")]
    channel: ContactChannel,
    reached: bool,
    /// What was said, 2 to 10,000 characters.
    note: String,
}

/// Log a contact with the requester (联系诉求人).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/contacts", tag = "request", operation_id = "logContact", request_body = ContactBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn log_contact(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<ContactBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = LogContact {
        channel: command.body.channel,
        reached: command.body.reached,
        note: command.body.note.clone(),
    };
    let request = request::log_contact(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
