//! Log a call-back (回访).

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::{Answer, CallBack, CallBackOutcome, Contacted, Solved};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::PathId,
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// One attempt to ask the resident.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallBackBody {
    #[schema(value_type = String, example = "answered")]
    outcome: CallBackOutcome,
    /// Given when and only when the outcome is `answered`.
    answer: Option<AnswerBody>,
    /// The resident's own words, if any.
    #[serde(default)]
    words: String,
}

/// Three separate answers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerBody {
    #[schema(value_type = String, example = "yes")]
    contacted: Contacted,
    #[schema(value_type = String, example = "yes")]
    solved: Solved,
    /// 5 very satisfied to 1 very dissatisfied, 0 not rated.
    satisfied: u8,
}

impl AnswerBody {
    fn read(&self) -> Answer {
        Answer { contacted: self.contacted, solved: self.solved, satisfied: self.satisfied }
    }
}

/// Log a call-back (回访).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/call-backs", tag = "request", operation_id = "callBack", request_body = CallBackBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn call_back(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<CallBackBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let input = CallBack {
        outcome: command.body.outcome,
        answer: command.body.answer.as_ref().map(AnswerBody::read),
        words: command.body.words.clone(),
    };
    let request = request::call_back(&ctx, &command.call, target, &input).await?;
    Ok(Json(RequestHead::of(&request)))
}
