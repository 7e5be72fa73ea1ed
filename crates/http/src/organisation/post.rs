//! Give and end posts (任免岗位).

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    organisation::{self as app, GivePost},
};
use hemu_domain::{
    access::Role,
    kernel::{AccountKind, PostKind, UnitId},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    leave::day,
    problem::{Problem, Problems},
};

/// A post to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivePostBody {
    #[schema(value_type = String)]
    unit: UnitId,
    #[schema(value_type = String, example = "handler")]
    role: Role,
    /// First day, `YYYY-MM-DD`; today means from now on.
    from: String,
    /// Last day, `YYYY-MM-DD`; without end when left out.
    last_day: Option<String>,
}

/// When a post ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndPostBody {
    /// Last day, `YYYY-MM-DD`; at once when left out.
    last_day: Option<String>,
}

/// The post that was given.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GivenPostView {
    id: String,
}

/// Give a post, for security administrators.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/posts", tag = "organisation", operation_id = "givePost", request_body = GivePostBody,
    params(("account" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, body = GivenPostView), Problems)
)]
pub(crate) async fn give(
    State(ctx): State<Ctx>,
    path: PathId<AccountKind>,
    command: Command<GivePostBody>,
) -> Result<(StatusCode, Json<GivenPostView>), Problem> {
    let body = command.body;
    let new = GivePost {
        account: path.0,
        unit: body.unit,
        role: body.role,
        from: day("from", &body.from)?,
        last_day: body.last_day.as_deref().map(|text| day("last_day", text)).transpose()?,
    };
    let id = app::give_post(&ctx, &command.call, &new).await?;
    Ok((StatusCode::CREATED, Json(GivenPostView { id: id.to_string() })))
}

/// End a post, for security administrators.
#[utoipa::path(
    post, path = "/api/v1/posts/{post}/end", tag = "organisation", operation_id = "endPost", request_body = EndPostBody,
    params(("post" = String, Path), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), Problems)
)]
pub(crate) async fn end(
    State(ctx): State<Ctx>,
    path: PathId<PostKind>,
    command: Command<EndPostBody>,
) -> Result<StatusCode, Problem> {
    let last_day = command.body.last_day.as_deref().map(|text| day("last_day", text)).transpose()?;
    app::end_post(&ctx, &command.call, path.0, last_day).await?;
    Ok(StatusCode::NO_CONTENT)
}
