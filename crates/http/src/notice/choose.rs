//! What one wants to be told, and how (通知设置).

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    notice::{Choice, has_mailbox, my_choices, set_my_choices},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    problem::{Problem, Problems},
};

/// One kind of notice and how the caller is told of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChoiceView {
    template: String,
    text: String,
    text_en: String,
    in_app: bool,
    mail: bool,
    /// Always shown in the product.
    fixed: bool,
}

/// How the caller is told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChoicesView {
    /// Whether the account has a mail address.
    has_mailbox: bool,
    choices: Vec<ChoiceView>,
}

/// How the caller wants to be told of one kind of notice.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChoiceBody {
    template: String,
    in_app: bool,
    mail: bool,
}

/// All choices of the caller; what is left out is shown in the product and not sent by mail.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChoicesBody {
    choices: Vec<ChoiceBody>,
}

/// How the caller is told of each kind of notice.
#[utoipa::path(get, path = "/api/v1/notices/choices", tag = "notice", operation_id = "noticeChoices", responses((status = 200, body = ChoicesView), Problems))]
pub(crate) async fn mine(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<ChoicesView>, Problem> {
    let shown = my_choices(&ctx, &staff.call).await?;
    let views = shown.into_iter().map(|one| ChoiceView {
        template: one.choice.template,
        text: one.zh,
        text_en: one.en,
        in_app: one.choice.in_app,
        mail: one.choice.mail,
        fixed: one.fixed,
    });
    Ok(Json(ChoicesView { has_mailbox: has_mailbox(&ctx, &staff.call).await?, choices: views.collect() }))
}

/// Set how the caller is told.
#[utoipa::path(
    post, path = "/api/v1/notices/choices", tag = "notice", operation_id = "setNoticeChoices", request_body = ChoicesBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn set(
    State(ctx): State<Ctx>,
    command: Command<ChoicesBody>,
) -> Result<StatusCode, Problem> {
    let choices: Vec<Choice> = command
        .body
        .choices
        .into_iter()
        .map(|one| Choice { template: one.template, in_app: one.in_app, mail: one.mail })
        .collect();
    set_my_choices(&ctx, &command.call, &choices).await?;
    Ok(StatusCode::NO_CONTENT)
}
