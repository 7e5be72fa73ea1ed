//! What a command on a request answers: enough to go on, the rest is read again.

use hemu_app::request::Target;
use hemu_domain::{kernel::CaseKind, request::Request};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{auth::Command, extract::PathId, problem::Problem};

/// Where the request stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RequestHead {
    id: String,
    number: String,
    /// To be named in `If-Match` by the next command.
    version: u32,
    stage: String,
}

impl RequestHead {
    pub(crate) fn of(request: &Request) -> Self {
        Self {
            id: request.case.id.to_string(),
            number: request.case.number.0.clone(),
            version: request.case.version,
            stage: request.case.stage.to_owned(),
        }
    }
}

/// A command without anything to fill in: `{}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// Which request a command is for, in the version seen.
pub(crate) fn target<T>(path: &PathId<CaseKind>, command: &Command<T>) -> Result<Target, Problem> {
    Ok(Target { request: path.0, version: command.version()? })
}
