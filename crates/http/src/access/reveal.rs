//! Show one field of the requester, for a purpose (查看个人信息).

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    access::{AskedReveal, reveal as app},
};
use hemu_domain::{
    access::{Purpose, RevealField},
    kernel::CaseKind,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
};

/// Which field, and what for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RevealBody {
    /// `phone`, `name`, `address`, `email`, `message`
    #[schema(value_type = String, example = "phone")]
    field: RevealField,
    /// `contact_requester`, `verify_identity`, `visit`, `legal_order`, `other`
    #[schema(value_type = String, example = "contact_requester")]
    purpose: Purpose,
    /// In one's own words; needed where the purpose is `other`.
    #[serde(default)]
    text: String,
}

/// The field as the requester left it.
#[derive(Serialize, ToSchema)]
pub(crate) struct RevealedView {
    value: String,
}

/// Show one field of the requester. It is recorded, and the requester sees that it was.
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/reveal", tag = "access", operation_id = "reveal", request_body = RevealBody,
    params(("request" = String, Path, description = "The request"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RevealedView), Problems)
)]
pub(crate) async fn reveal(
    State(ctx): State<Ctx>,
    path: PathId<CaseKind>,
    command: Command<RevealBody>,
) -> Result<Json<RevealedView>, Problem> {
    let asked = AskedReveal {
        field: command.body.field,
        purpose: command.body.purpose,
        text: command.body.text.clone(),
    };
    Ok(Json(RevealedView { value: app(&ctx, &command.call, path.0, &asked).await? }))
}
