//! Try a draft of the catalogue.

use axum::{Json, extract::State};
use hemu_app::{Ctx, catalogue as app};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MatterBody, drafts_of};
use crate::{
    auth::Command,
    problem::{Problem, Problems},
    view::UnitRef,
};

/// Drafts, and how far back to look.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TryBody {
    matters: Vec<MatterBody>,
    /// 30 when left out.
    days: Option<u32>,
}

/// What the drafts would have changed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedView {
    /// Requests of these matters, dispatched in the period; at most 5,000.
    looked_at: i64,
    /// False when there were more.
    complete: bool,
    matters: Vec<TriedMatterView>,
}

/// What would have changed of one matter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedMatterView {
    id: String,
    name: String,
    cases: i64,
    /// Given to another lead unit.
    other_lead: i64,
    /// Under another class.
    other_class: i64,
    moves: Vec<TriedMove>,
    /// Numbers of some that one may see.
    examples: Vec<String>,
}

/// From which unit to which.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedMove {
    from: Option<UnitRef>,
    to: Option<UnitRef>,
    cases: i64,
}

/// Try a draft on the requests of the last days (试算). Nothing is written.
#[utoipa::path(
    post, path = "/api/v1/catalogue/try", tag = "catalogue", operation_id = "tryCatalogue", request_body = TryBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = TriedView), Problems)
)]
pub(crate) async fn try_draft(
    State(ctx): State<Ctx>,
    command: Command<TryBody>,
) -> Result<Json<TriedView>, Problem> {
    let drafts = drafts_of(command.body.matters)?;
    let tried = app::try_draft(&ctx, &command.call, &drafts, command.body.days.unwrap_or(30)).await?;
    let rules = ctx.rules(command.call.generation).await?;
    Ok(Json(TriedView {
        looked_at: tried.looked_at,
        complete: tried.complete,
        matters: tried
            .matters
            .into_iter()
            .map(|one| TriedMatterView {
                id: one.matter.to_string(),
                name: one.name,
                cases: one.cases,
                other_lead: one.other_lead,
                other_class: one.other_class,
                moves: one
                    .moves
                    .into_iter()
                    .map(|(from, to, cases)| TriedMove {
                        from: from.map(|unit| UnitRef::find(unit, &rules)),
                        to: to.map(|unit| UnitRef::find(unit, &rules)),
                        cases,
                    })
                    .collect(),
                examples: one.examples,
            })
            .collect(),
    }))
}
