//! Two versions of the catalogue, field by field.

use axum::{Json, extract::State};
use hemu_app::{Ctx, catalogue as app};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::MatterView;
use crate::{
    auth::Staff,
    extract::Asking,
    problem::{Problem, Problems},
};

/// Which versions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompareQuery {
    from: u32,
    to: u32,
}

/// What became of the matters.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComparisonView {
    added: Vec<MatterView>,
    ended: Vec<MatterView>,
    changed: Vec<MatterChangeView>,
}

/// A matter that reads differently.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatterChangeView {
    id: String,
    code: String,
    name: String,
    name_en: String,
    fields: Vec<FieldChangeView>,
}

/// One field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldChangeView {
    field: String,
    before: String,
    after: String,
}

/// Compare two versions of the catalogue.
#[utoipa::path(get, path = "/api/v1/catalogue/compare", tag = "catalogue", operation_id = "compareCatalogue", params(CompareQuery), responses((status = 200, body = ComparisonView), Problems))]
pub(crate) async fn compare(
    State(ctx): State<Ctx>,
    _staff: Staff,
    Asking(query): Asking<CompareQuery>,
) -> Result<Json<ComparisonView>, Problem> {
    let compared = app::compare_catalogue(&ctx, query.from, query.to).await?;
    let today = ctx.clock.now().date_in(&ctx.settings.zone);
    Ok(Json(ComparisonView {
        added: compared.added.iter().map(|matter| MatterView::of(matter, today)).collect(),
        ended: compared.ended.iter().map(|matter| MatterView::of(matter, today)).collect(),
        changed: compared
            .changed
            .into_iter()
            .map(|change| MatterChangeView {
                id: change.id.to_string(),
                code: change.code,
                name: change.name,
                name_en: change.name_en,
                fields: change
                    .fields
                    .into_iter()
                    .map(|field| FieldChangeView {
                        field: field.field.to_owned(),
                        before: field.before,
                        after: field.after,
                    })
                    .collect(),
            })
            .collect(),
    }))
}
