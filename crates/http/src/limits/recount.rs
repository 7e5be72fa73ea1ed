//! Recount the clocks of open requests.

use axum::{Json, extract::State};
use hemu_app::{Ctx, request};
use hemu_domain::request::RecountClocks;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::Command,
    problem::{Problem, Problems},
    view::maybe_time,
};

/// What to recount with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecountBody {
    /// Take the limits that hold now as well, and not only the calendar.
    limits: bool,
    /// Only say what would change.
    dry_run: bool,
}

/// What a recount came to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecountView {
    looked_at: u64,
    changed: u64,
    /// The first hundred that change.
    examples: Vec<RecountedView>,
    /// Number and reason of those that could not be recounted.
    failed: Vec<String>,
}

/// One request that changes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecountedView {
    request: String,
    number: String,
    clocks: Vec<RecountedClock>,
}

/// One clock that changes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecountedClock {
    kind: String,
    before: Option<String>,
    after: Option<String>,
}

/// Recount the clocks of open requests, or only say what would change (重新计算时限).
#[utoipa::path(
    post, path = "/api/v1/limits/recount", tag = "catalogue", operation_id = "recountClocks", request_body = RecountBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RecountView), Problems)
)]
pub(crate) async fn recount(
    State(ctx): State<Ctx>,
    command: Command<RecountBody>,
) -> Result<Json<RecountView>, Problem> {
    let input = RecountClocks { limits: command.body.limits };
    let done = request::recount_requests(&ctx, &command.call, input, command.body.dry_run).await?;
    let zone = &ctx.settings.zone;
    Ok(Json(RecountView {
        looked_at: done.looked_at,
        changed: done.changed,
        examples: done
            .examples
            .into_iter()
            .map(|one| RecountedView {
                request: one.case.to_string(),
                number: one.number,
                clocks: one
                    .changed
                    .into_iter()
                    .map(|clock| RecountedClock {
                        kind: clock.kind,
                        before: maybe_time(clock.before, zone),
                        after: maybe_time(clock.after, zone),
                    })
                    .collect(),
            })
            .collect(),
        failed: done.failed.into_iter().map(|(number, why)| format!("{number}: {why}")).collect(),
    }))
}
