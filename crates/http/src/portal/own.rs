//! What residents do with their own request, by its number and code.

use axum::{
    Json,
    extract::{Path, State},
};
use hemu_app::{
    Ctx,
    request::{self as app, Shown},
    resident::Resident,
};
use hemu_domain::request::{
    Answer, Contacted, RateRequest, Reopen, Request, RightKind, Solved, Supplement, Urge, Withdraw,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::ResidentCommand,
    problem::{Problem, Problems},
};

/// The code, and something to say; urging and withdrawing may say nothing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnBody {
    /// May be left out by a resident whose account keeps the request.
    #[serde(default)]
    code: String,
    #[serde(default)]
    text: String,
}

/// The code and the three answers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RateBody {
    /// May be left out by a resident whose account keeps the request.
    #[serde(default)]
    code: String,
    /// Whether the unit contacted one: `yes`, `no`, `forgot`
    #[schema(value_type = String)]
    contacted: Contacted,
    /// `yes`, `partly`, `no`, `unclear`
    #[schema(value_type = String)]
    solved: Solved,
    /// 5 very satisfied to 1 very dissatisfied, 0 not rated.
    satisfied: u8,
    #[serde(default)]
    words: String,
}

/// The code, and what one disagrees with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ComplainBody {
    /// May be left out by a resident whose account keeps the request.
    #[serde(default)]
    code: String,
    /// `not_contacted`, `not_solved`, `wrong_unit`, `attitude`, `privacy`, `ending`, `other`
    reason: String,
    text: String,
}

/// The code, the right, and what is meant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RightBody {
    /// May be left out by a resident whose account keeps the request.
    #[serde(default)]
    code: String,
    /// `view`, `copy`, `correct`, `erase`, `restrict`, `explain`
    #[schema(value_type = String)]
    right: RightKind,
    /// Needed to correct; else it may be empty.
    #[serde(default)]
    text: String,
}

/// Where the request stands now; the rest is read again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnHead {
    number: String,
    stage: String,
}

impl OwnHead {
    fn of(request: &Request) -> Json<Self> {
        Json(Self { number: request.case.number.0.clone(), stage: request.case.stage.to_owned() })
    }
}

fn shown(number: String, code: &str, resident: &Option<Resident>) -> Shown {
    Shown { number, code: code.to_owned(), resident: resident.clone() }
}

/// Add to one's request (补充).
#[utoipa::path(
    post, path = "/api/v1/portal/requests/{number}/supplements", tag = "portal", operation_id = "supplementOwn", request_body = OwnBody,
    params(("number" = String, Path), ("Idempotency-Key" = String, Header)), responses((status = 200, body = OwnHead), Problems)
)]
pub(crate) async fn supplement(
    State(ctx): State<Ctx>,
    Path(number): Path<String>,
    command: ResidentCommand<OwnBody>,
) -> Result<Json<OwnHead>, Problem> {
    let input = Supplement { text: command.body.text.clone() };
    let own = shown(number, &command.body.code, &command.resident);
    Ok(OwnHead::of(&app::supplement_own(&ctx, &command.call, &own, &input).await?))
}

/// Urge (催办).
#[utoipa::path(
    post, path = "/api/v1/portal/requests/{number}/urgings", tag = "portal", operation_id = "urgeOwn", request_body = OwnBody,
    params(("number" = String, Path), ("Idempotency-Key" = String, Header)), responses((status = 200, body = OwnHead), Problems)
)]
pub(crate) async fn urge(
    State(ctx): State<Ctx>,
    Path(number): Path<String>,
    command: ResidentCommand<OwnBody>,
) -> Result<Json<OwnHead>, Problem> {
    let input = Urge { text: command.body.text.clone() };
    let own = shown(number, &command.body.code, &command.resident);
    Ok(OwnHead::of(&app::urge_own(&ctx, &command.call, &own, &input).await?))
}

/// Rate the handling (评价): the three answers of a call-back.
#[utoipa::path(
    post, path = "/api/v1/portal/requests/{number}/rating", tag = "portal", operation_id = "rateOwn", request_body = RateBody,
    params(("number" = String, Path), ("Idempotency-Key" = String, Header)), responses((status = 200, body = OwnHead), Problems)
)]
pub(crate) async fn rate(
    State(ctx): State<Ctx>,
    Path(number): Path<String>,
    command: ResidentCommand<RateBody>,
) -> Result<Json<OwnHead>, Problem> {
    let answer = Answer {
        contacted: command.body.contacted,
        solved: command.body.solved,
        satisfied: command.body.satisfied,
    };
    let input = RateRequest { answer, words: command.body.words.clone() };
    let own = shown(number, &command.body.code, &command.resident);
    Ok(OwnHead::of(&app::rate_own(&ctx, &command.call, &own, &input).await?))
}

/// Withdraw (撤回).
#[utoipa::path(
    post, path = "/api/v1/portal/requests/{number}/withdrawal", tag = "portal", operation_id = "withdrawOwn", request_body = OwnBody,
    params(("number" = String, Path), ("Idempotency-Key" = String, Header)), responses((status = 200, body = OwnHead), Problems)
)]
pub(crate) async fn withdraw(
    State(ctx): State<Ctx>,
    Path(number): Path<String>,
    command: ResidentCommand<OwnBody>,
) -> Result<Json<OwnHead>, Problem> {
    let input = Withdraw { text: command.body.text.clone() };
    let own = shown(number, &command.body.code, &command.resident);
    Ok(OwnHead::of(&app::withdraw_own(&ctx, &command.call, &own, &input).await?))
}

/// Have it opened again (重新办理).
#[utoipa::path(
    post, path = "/api/v1/portal/requests/{number}/reopening", tag = "portal", operation_id = "reopenOwn", request_body = OwnBody,
    params(("number" = String, Path), ("Idempotency-Key" = String, Header)), responses((status = 200, body = OwnHead), Problems)
)]
pub(crate) async fn reopen(
    State(ctx): State<Ctx>,
    Path(number): Path<String>,
    command: ResidentCommand<OwnBody>,
) -> Result<Json<OwnHead>, Problem> {
    let input = Reopen { text: command.body.text.clone() };
    let own = shown(number, &command.body.code, &command.resident);
    Ok(OwnHead::of(&app::reopen_own(&ctx, &command.call, &own, &input).await?))
}

/// Disagree with the handling (申请复核): another unit looks at it.
#[utoipa::path(
    post, path = "/api/v1/portal/requests/{number}/complaints", tag = "portal", operation_id = "complainOwn", request_body = ComplainBody,
    params(("number" = String, Path), ("Idempotency-Key" = String, Header)), responses((status = 200, body = OwnHead), Problems)
)]
pub(crate) async fn complain(
    State(ctx): State<Ctx>,
    Path(number): Path<String>,
    command: ResidentCommand<ComplainBody>,
) -> Result<Json<OwnHead>, Problem> {
    let own = shown(number, &command.body.code, &command.resident);
    let body = &command.body;
    Ok(OwnHead::of(&app::complain_own(&ctx, &command.call, &own, &body.reason, &body.text).await?))
}

/// Ask about one's own data (个人信息权利): to see, copy, correct, erase, restrict or explain it. A desk decides within
/// fifteen working days.
#[utoipa::path(
    post, path = "/api/v1/portal/requests/{number}/rights", tag = "portal", operation_id = "askRight", request_body = RightBody,
    params(("number" = String, Path), ("Idempotency-Key" = String, Header)), responses((status = 200, body = OwnHead), Problems)
)]
pub(crate) async fn ask_right(
    State(ctx): State<Ctx>,
    Path(number): Path<String>,
    command: ResidentCommand<RightBody>,
) -> Result<Json<OwnHead>, Problem> {
    let own = shown(number, &command.body.code, &command.resident);
    let body = &command.body;
    Ok(OwnHead::of(&app::ask_right(&ctx, &command.call, &own, body.right, &body.text).await?))
}
