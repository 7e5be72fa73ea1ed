//! Record a request at the desk (受理).

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    request::{self, NewRequest, Recorded},
};
use hemu_domain::{
    kernel::{DivisionId, MatterId, UnitId},
    person::Language,
    request::{Channel, Nature},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::Command,
    problem::{Problem, Problems},
    request::RequestHead,
};

/// What the operator or the resident filled in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordBody {
    #[serde(default = "phone")]
    #[schema(value_type = String, example = "phone")]
    channel: Channel,
    #[schema(value_type = String, example = "help")]
    nature: Nature,
    /// Keep the name from the handling unit.
    #[serde(default)]
    confidential: bool,
    #[schema(value_type = String)]
    division: DivisionId,
    #[schema(value_type = Option<String>)]
    matter: Option<MatterId>,
    /// 5 to 10,000 characters.
    message: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    email: String,
    /// Where it is, in words.
    #[serde(default)]
    address: String,
    /// In which the requester is told: `zh` or `en`.
    #[serde(default)]
    #[schema(value_type = String, example = "zh")]
    language: Language,
    /// Units complained of, at most five, where the nature is `report`: the case is sealed and they never see it.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    accused: Vec<UnitId>,
}

const fn phone() -> Channel {
    Channel::Phone
}

impl RecordBody {
    pub(crate) fn into_new(self) -> NewRequest {
        NewRequest {
            channel: self.channel,
            nature: self.nature,
            confidential: self.confidential,
            division: self.division,
            matter: self.matter,
            message: self.message,
            name: self.name,
            phone: self.phone,
            email: self.email,
            address: self.address,
            language: self.language,
            accused: self.accused,
        }
    }
}

/// What the resident is told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecordedView {
    #[serde(flatten)]
    head: RequestHead,
    /// With the number, the way to follow the request. Shown once.
    tracking_code: String,
}

impl RecordedView {
    pub(crate) fn of(recorded: &Recorded) -> Self {
        Self { head: RequestHead::of(&recorded.request), tracking_code: recorded.tracking_code.clone() }
    }
}

/// Record a request at the desk (受理).
#[utoipa::path(
    post, path = "/api/v1/requests", tag = "request", operation_id = "recordRequest", request_body = RecordBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, body = RecordedView), Problems)
)]
pub(crate) async fn record(
    State(ctx): State<Ctx>,
    command: Command<RecordBody>,
) -> Result<(StatusCode, Json<RecordedView>), Problem> {
    let recorded = request::record_request(&ctx, &command.call, &command.body.into_new()).await?;
    Ok((StatusCode::CREATED, Json(RecordedView::of(&recorded))))
}
