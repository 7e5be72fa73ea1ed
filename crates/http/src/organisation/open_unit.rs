//! Open a unit (开设单位).

use axum::{Json, extract::State, http::StatusCode};
use hemu_app::{
    Ctx,
    organisation::{NewUnit, as_system_administrator, division_path, open_unit as app},
};
use hemu_domain::{
    kernel::{DivisionId, UnitId},
    organisation::UnitForm,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::UnitView;
use crate::{
    auth::Command,
    problem::{Problem, Problems},
};

/// A unit to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenUnitBody {
    name: String,
    name_en: String,
    #[schema(value_type = String, example = "department")]
    form: UnitForm,
    /// The unit it reports to.
    #[schema(value_type = Option<String>)]
    superior: Option<UnitId>,
    /// The division in which it works.
    #[schema(value_type = String)]
    territory: DivisionId,
    /// Codes of what it is responsible for.
    #[serde(default)]
    duties: Vec<String>,
}

/// Open a unit, for system administrators.
#[utoipa::path(
    post, path = "/api/v1/organisation/units", tag = "organisation", operation_id = "openUnit", request_body = OpenUnitBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, body = UnitView), Problems)
)]
pub(crate) async fn open_unit(
    State(ctx): State<Ctx>,
    command: Command<OpenUnitBody>,
) -> Result<(StatusCode, Json<UnitView>), Problem> {
    let permit = as_system_administrator(&ctx, &command.call)?;
    let body = command.body;
    let territory = division_path(&ctx, body.territory).await?;
    let new = NewUnit {
        name: body.name,
        name_en: body.name_en,
        form: body.form,
        superior: body.superior,
        territory,
        duties: body.duties,
    };
    let unit = app(&ctx, permit, &new).await?;
    Ok((StatusCode::CREATED, Json(UnitView::of(&unit))))
}
