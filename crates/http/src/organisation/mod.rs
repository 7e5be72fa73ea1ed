//! Divisions, units and accounts.

use axum::{Json, extract::State};
use hemu_app::Ctx;
use hemu_domain::{Rules, access::PostHeld, organisation::Unit};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub(crate) mod account;
pub(crate) mod keep_account;
pub(crate) mod open_account;
pub(crate) mod open_unit;
pub(crate) mod post;

use crate::{
    auth::Staff,
    extract::{Asking, malformed},
    problem::{Problem, Problems},
    view::{DivisionRef, UnitRef},
};

/// A unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitView {
    #[serde(flatten)]
    unit: UnitRef,
    /// `centre`, `department`, `territorial`, `community`
    form: String,
    superior: Option<String>,
    territory: String,
    duties: Vec<String>,
}

impl UnitView {
    pub(crate) fn of(unit: &Unit) -> Self {
        Self {
            unit: UnitRef::of(unit),
            form: unit.form.code().to_owned(),
            superior: unit.superior.map(|superior| superior.to_string()),
            territory: unit.territory.as_str().to_owned(),
            duties: unit.duties.clone(),
        }
    }
}

/// Inside which division.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DivisionQuery {
    /// The division to look into; the cities when left out.
    parent: Option<String>,
}

/// Where the page of accounts begins.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountQuery {
    /// The last login of the page before.
    after: Option<String>,
}

/// An account with its posts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountView {
    id: String,
    login: String,
    name: String,
    /// Shut: nobody can sign in with it.
    disabled: bool,
    posts: Vec<AccountPost>,
}

/// A post of an account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountPost {
    role: String,
    unit: UnitRef,
}

pub(crate) fn account_posts(posts: &[PostHeld], rules: &Rules) -> Vec<AccountPost> {
    posts
        .iter()
        .map(|post| AccountPost { role: post.role.code().to_owned(), unit: UnitRef::find(post.unit, rules) })
        .collect()
}

/// All units.
#[utoipa::path(get, path = "/api/v1/organisation/units", tag = "organisation", operation_id = "units", responses((status = 200, body = Vec<UnitView>), Problems))]
pub(crate) async fn units(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<Vec<UnitView>>, Problem> {
    let rules = ctx.rules(staff.call.generation).await?;
    Ok(Json(rules.units.iter().map(UnitView::of).collect()))
}

/// The divisions directly inside one.
#[utoipa::path(get, path = "/api/v1/organisation/divisions", tag = "organisation", operation_id = "divisions", params(DivisionQuery), responses((status = 200, body = Vec<DivisionRef>), Problems))]
pub(crate) async fn divisions(
    State(ctx): State<Ctx>,
    _staff: Staff,
    Asking(query): Asking<DivisionQuery>,
) -> Result<Json<Vec<DivisionRef>>, Problem> {
    divisions_in(&ctx, query.parent.as_deref()).await
}

pub(crate) async fn divisions_in(ctx: &Ctx, parent: Option<&str>) -> Result<Json<Vec<DivisionRef>>, Problem> {
    let parent =
        parent.map(|id| id.parse().map_err(|_| malformed("parent", "not an identifier"))).transpose()?;
    let divisions = hemu_app::organisation::divisions_in(ctx, parent).await?;
    Ok(Json(divisions.iter().map(DivisionRef::of).collect()))
}

/// Accounts and the posts held now, for security administrators and auditors.
#[utoipa::path(get, path = "/api/v1/organisation/accounts", tag = "organisation", operation_id = "accounts", params(AccountQuery), responses((status = 200, body = Vec<AccountView>), Problems))]
pub(crate) async fn accounts(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<AccountQuery>,
) -> Result<Json<Vec<AccountView>>, Problem> {
    let after = query.after.unwrap_or_default();
    if after.contains('\0') {
        return Err(malformed("after", "not a login"));
    }
    let rules = ctx.rules(staff.call.generation).await?;
    let accounts = hemu_app::organisation::accounts(&ctx, &staff.call, &after).await?;
    let views = accounts.into_iter().map(|account| AccountView {
        id: account.id.to_string(),
        login: account.login,
        name: account.name,
        disabled: account.disabled,
        posts: account_posts(&account.posts, &rules),
    });
    Ok(Json(views.collect()))
}
