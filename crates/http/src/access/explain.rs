//! Why somebody may or may not see a case (权限说明).

use axum::{Json, extract::State};
use hemu_app::{Ctx, access::explain_access};
use hemu_domain::{
    Rules,
    access::{Explained, Recused, Source},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Staff,
    extract::{Asking, malformed},
    problem::{Problem, Problems},
    view::UnitRef,
};

/// Whose access to which case.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExplainQuery {
    /// Login of the person.
    user: String,
    /// Number of the case.
    case: String,
}

/// The answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccessExplainedView {
    login: String,
    name: String,
    number: String,
    allowed: bool,
    parts: Vec<ExplainedView>,
}

/// One post, grant or recusal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplainedView {
    /// `post`, `grant`, `recusal`
    source: String,
    unit: Option<UnitRef>,
    role: Option<String>,
    /// Why it recuses.
    reason: Option<String>,
    allows: bool,
    sentence: String,
    sentence_en: String,
}

/// Why somebody may or may not see a case, for auditors and administrators. Asking is recorded as a look.
#[utoipa::path(get, path = "/api/v1/access/explain", tag = "access", operation_id = "explainAccess", params(ExplainQuery), responses((status = 200, body = AccessExplainedView), Problems))]
pub(crate) async fn explain(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<ExplainQuery>,
) -> Result<Json<AccessExplainedView>, Problem> {
    if query.user.contains('\0') || query.case.contains('\0') {
        return Err(malformed("query", "a zero character"));
    }
    let found = explain_access(&ctx, &staff.call, &query.user, &query.case).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    Ok(Json(AccessExplainedView {
        login: found.login,
        name: found.name,
        number: found.number,
        allowed: found.allowed,
        parts: found.parts.into_iter().map(|part| view(part, &rules)).collect(),
    }))
}

fn view(part: Explained, rules: &Rules) -> ExplainedView {
    let (source, unit, role, reason) = match part.source {
        Source::Post { unit, role } => ("post", Some(unit), Some(role.code()), None),
        Source::Grant(_) => ("grant", None, None, None),
        Source::Recusal(recusal) => {
            let unit = match recusal.who {
                Recused::Unit(unit) => Some(unit),
                Recused::Account(_) => None,
            };
            ("recusal", unit, None, Some(recusal.reason.code()))
        }
    };
    ExplainedView {
        source: source.to_owned(),
        unit: unit.map(|unit| UnitRef::find(unit, rules)),
        role: role.map(str::to_owned),
        reason: reason.map(str::to_owned),
        allows: part.allows,
        sentence: part.zh,
        sentence_en: part.en,
    }
}
