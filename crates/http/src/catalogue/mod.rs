//! The dispatch catalogue.

pub(crate) mod compare;
pub(crate) mod precedents;
pub(crate) mod try_draft;

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    catalogue::{self as app, MatterDraft},
};
use hemu_domain::{
    catalogue::Matter,
    kernel::{DivisionId, MatterId, UnitId},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    auth::{Command, Staff},
    extract::{Body, malformed},
    problem::{Problem, Problems},
    view::UnitRef,
};

/// The catalogue in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueView {
    /// To be named in `If-Match` when publishing.
    version: u32,
    matters: Vec<MatterView>,
}

/// A matter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatterView {
    id: String,
    code: String,
    name: String,
    name_en: String,
    class: String,
    lead_duty: String,
    legal_basis: String,
    words: Vec<String>,
    on_the_spot: bool,
    /// Only departments have the power for it.
    department_only: bool,
    /// The unit that answers for the text.
    owner: Option<String>,
    /// The day on which the text is due to be looked at again, `YYYY-MM-DD`.
    valid_until: Option<String>,
    /// What the keeper has to do about it: `no_owner`, `expiring`, `expired`.
    care: Vec<String>,
    /// Catalogue version in which this text began to hold.
    since: u32,
}

impl MatterView {
    fn of(matter: &Matter, today: Date) -> Self {
        Self {
            id: matter.id.to_string(),
            code: matter.code.clone(),
            name: matter.name.clone(),
            name_en: matter.name_en.clone(),
            class: matter.class.clone(),
            lead_duty: matter.lead_duty.clone(),
            legal_basis: matter.legal_basis.clone(),
            words: matter.words.clone(),
            on_the_spot: matter.on_the_spot,
            department_only: matter.department_only,
            owner: matter.owner.map(|owner| owner.to_string()),
            valid_until: matter.valid_until.map(|until| until.to_string()),
            care: matter.care(today).into_iter().map(|care| care.code().to_owned()).collect(),
            since: matter.since,
        }
    }
}

/// Matters to be published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishBody {
    matters: Vec<MatterBody>,
}

/// A matter as its keeper wrote it; without an identifier it is new.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatterBody {
    #[schema(value_type = Option<String>)]
    id: Option<MatterId>,
    code: String,
    name: String,
    name_en: String,
    class: String,
    lead_duty: String,
    legal_basis: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    on_the_spot: bool,
    #[serde(default)]
    department_only: bool,
    /// The unit that answers for the text.
    #[schema(value_type = Option<String>)]
    owner: Option<UnitId>,
    /// `YYYY-MM-DD`
    valid_until: Option<String>,
}

/// A text and perhaps a place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SuggestBody {
    text: String,
    #[schema(value_type = Option<String>)]
    division: Option<DivisionId>,
}

/// A suggestion: a person decides.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionView {
    matter: MatterView,
    /// Share of the weight found, in basis points.
    confidence: u32,
    /// The words that led here.
    words: Vec<String>,
    /// The unit that would lead at the place.
    lead: Option<UnitRef>,
}

/// The catalogue in force.
#[utoipa::path(get, path = "/api/v1/catalogue/matters", tag = "catalogue", operation_id = "matters", responses((status = 200, body = CatalogueView), Problems))]
pub(crate) async fn matters(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<CatalogueView>, Problem> {
    let rules = ctx.rules(staff.call.generation).await?;
    Ok(Json(CatalogueView {
        version: rules.catalogue_version,
        matters: rules.matters.iter().map(|matter| MatterView::of(matter, today(&ctx))).collect(),
    }))
}

/// Publish matters: a new version of the catalogue in which they read as given.
#[utoipa::path(
    post, path = "/api/v1/catalogue/publish", tag = "catalogue", operation_id = "publishMatters", request_body = PublishBody,
    params(("If-Match" = String, Header, description = "The catalogue version seen"), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = CatalogueView), Problems)
)]
pub(crate) async fn publish(
    State(ctx): State<Ctx>,
    command: Command<PublishBody>,
) -> Result<Json<CatalogueView>, Problem> {
    let seen = command.version()?;
    let drafts = drafts_of(command.body.matters)?;
    let (version, matters) = app::publish_matters(&ctx, &command.call, seen, &drafts).await?;
    Ok(Json(CatalogueView {
        version,
        matters: matters.iter().map(|matter| MatterView::of(matter, today(&ctx))).collect(),
    }))
}

/// Suggest matters for a text by plain words. A POST, so that what residents say never stands in an address.
#[utoipa::path(post, path = "/api/v1/catalogue/suggest", tag = "catalogue", operation_id = "suggestMatters", request_body = SuggestBody, responses((status = 200, body = Vec<SuggestionView>), Problems))]
pub(crate) async fn suggest(
    State(ctx): State<Ctx>,
    staff: Staff,
    Body(asked): Body<SuggestBody>,
) -> Result<Json<Vec<SuggestionView>>, Problem> {
    let found = app::suggest_matters(&ctx, &staff.call, &asked.body.text, asked.body.division).await?;
    let views = found.iter().map(|s| SuggestionView {
        matter: MatterView::of(&s.matter, today(&ctx)),
        confidence: s.confidence,
        words: s.words.clone(),
        lead: s.lead.as_ref().map(UnitRef::of),
    });
    Ok(Json(views.collect()))
}

/// What was sent, as the catalogue's use cases read it.
fn drafts_of(bodies: Vec<MatterBody>) -> Result<Vec<MatterDraft>, Problem> {
    bodies
        .into_iter()
        .map(|body| {
            Ok(MatterDraft {
                id: body.id,
                code: body.code,
                name: body.name,
                name_en: body.name_en,
                class: body.class,
                lead_duty: body.lead_duty,
                legal_basis: body.legal_basis,
                words: body.words,
                on_the_spot: body.on_the_spot,
                department_only: body.department_only,
                owner: body.owner,
                valid_until: body
                    .valid_until
                    .map(|day| {
                        day.parse().map_err(|_| malformed("valid_until", "write the day as YYYY-MM-DD"))
                    })
                    .transpose()?,
            })
        })
        .collect()
}

/// The day in the city.
fn today(ctx: &Ctx) -> Date {
    ctx.clock.now().date_in(&ctx.settings.zone)
}
