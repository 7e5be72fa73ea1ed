//! Ask for something that another decides (申请): a return, more time, a pause, parking, voiding, merging, a panel, a
//! review, or an answer to a supervision order.

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    request::{self, NewAsk},
};
use hemu_domain::kernel::{AskKind, AskTerms, UnitId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::Command,
    extract::{PathId, day_end},
    problem::{Problem, Problems},
    request::{RequestHead, target},
};

/// What is asked for. Which of the terms an ask has follows from its kind.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskBody {
    /// `return`, `extension`, `pause`, `park`, `void`, `merge`, `unreasonable`, `complaint`, `order`
    #[schema(value_type = String)]
    kind: AskKind,
    /// Reason code of the kind.
    reason: String,
    /// The reason in words.
    text: String,
    /// Of an extension: so much more, in the unit of the time limit.
    amount: Option<u32>,
    /// Of a pause or a parked request: the last day, `YYYY-MM-DD`.
    until: Option<String>,
    /// Of a return: the unit that is right.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// Of a merge: the number of the request it is to be merged into.
    #[serde(default)]
    parent: String,
}

/// Ask for something that another decides (申请).
#[utoipa::path(
    post, path = "/api/v1/requests/{request}/asks", tag = "request", operation_id = "askFor", request_body = AskBody,
    params(("request" = String, Path, description = "The request"), ("If-Match" = String, Header, description = "The version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RequestHead), Problems)
)]
pub(crate) async fn ask(
    State(ctx): State<Ctx>,
    path: PathId<hemu_domain::kernel::CaseKind>,
    command: Command<AskBody>,
) -> Result<Json<RequestHead>, Problem> {
    let target = target(&path, &command)?;
    let until = command.body.until.as_deref().map(|day| day_end("until", day, &ctx)).transpose()?;
    let new = NewAsk {
        kind: command.body.kind,
        terms: AskTerms {
            reason: command.body.reason.clone(),
            amount: command.body.amount,
            until,
            unit: command.body.unit,
            parent: None,
        },
        text: command.body.text.clone(),
        parent_number: command.body.parent.clone(),
    };
    let request = request::ask_for(&ctx, &command.call, target, &new).await?;
    Ok(Json(RequestHead::of(&request)))
}
