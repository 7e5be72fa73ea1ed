//! One's own telephone, so that one's own cases are kept from one.

use axum::{extract::State, http::StatusCode};
use hemu_app::{Ctx, access::set_phone as app};
use hemu_domain::kernel::AccountKind;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
};

/// The telephone; an empty text forgets it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhoneBody {
    phone: String,
}

/// Set one's own telephone, or anybody's as an administrator. Only a keyed hash is kept.
#[utoipa::path(
    post, path = "/api/v1/organisation/accounts/{account}/phone", tag = "access", operation_id = "setPhone", request_body = PhoneBody,
    params(("account" = String, Path, description = "The account"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn set_phone(
    State(ctx): State<Ctx>,
    path: PathId<AccountKind>,
    command: Command<PhoneBody>,
) -> Result<StatusCode, Problem> {
    app(&ctx, &command.call, path.0, &command.body.phone).await?;
    Ok(StatusCode::NO_CONTENT)
}
