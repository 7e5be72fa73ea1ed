//! Open an account for a member of staff (开设账号).

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    organisation::{NewMember, as_security_administrator, open_account as app},
};
use hemu_domain::{access::Role, kernel::UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::Command,
    problem::{Problem, Problems},
};

/// An account to be opened, with its posts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenAccountBody {
    login: String,
    name: String,
    #[serde(default)]
    email: String,
    /// The first password; it must meet the rules.
    password: String,
    posts: Vec<OpenPostBody>,
}

/// A post.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenPostBody {
    #[schema(value_type = String)]
    unit: UnitId,
    #[schema(value_type = String, example = "handler")]
    role: Role,
}

/// The account that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenedAccountView {
    id: String,
    login: String,
}

/// Open an account, for security administrators.
#[utoipa::path(
    post, path = "/api/v1/organisation/accounts", tag = "organisation", operation_id = "openAccount", request_body = OpenAccountBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, body = OpenedAccountView), Problems)
)]
pub(crate) async fn open_account(
    State(ctx): State<Ctx>,
    command: Command<OpenAccountBody>,
) -> Result<(StatusCode, Json<OpenedAccountView>), Problem> {
    let permit = as_security_administrator(&ctx, &command.call)?;
    let body = command.body;
    let posts = body.posts.iter().map(|post| (post.unit, post.role)).collect();
    let new =
        NewMember { login: body.login, name: body.name, email: body.email, password: body.password, posts };
    let id = app(&ctx, permit, &new).await?;
    Ok((StatusCode::CREATED, Json(OpenedAccountView { id: id.to_string(), login: new.login })))
}
