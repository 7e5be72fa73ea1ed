//! Residents' own accounts. Nothing here is open to staff.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use hemu_app::{
    Ctx,
    resident::{self as app, Export, ExportedCase, OwnCase},
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::TrackedView;
use crate::{
    auth::{AccountCommand, OwnAccount, RESIDENT_COOKIE},
    extract::{Asking, Body},
    problem::{Problem, Problems},
    request::Nothing,
    view::{ActionView, maybe_time, time},
};

const COOKIE_DAYS: i64 = 180;

/// A telephone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedCodeBody {
    /// A mobile number of 11 digits.
    phone: String,
}

/// A telephone and the code it was sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResidentSignInBody {
    phone: String,
    code: String,
}

/// How one wants to be called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameBody {
    name: String,
}

/// A request that was filed before.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttachBody {
    number: String,
    code: String,
}

/// That a code is on its way.
#[derive(Serialize, ToSchema)]
pub(crate) struct CodeView {
    /// How long it holds.
    minutes: i64,
    /// In a demo city, where nothing is sent: the code itself.
    demo_code: Option<String>,
}

/// One's own account.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountOwnView {
    phone: String,
    name: String,
    created_at: String,
    /// To be sent as `X-CSRF-Token` with every command.
    csrf_token: String,
}

/// One's own requests.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnRequestsView {
    items: Vec<OwnRequestView>,
    /// To be given as `below`, when there may be more.
    next: Option<u32>,
}

/// One's own request, in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnRequestView {
    number: String,
    stage: String,
    ending: Option<String>,
    opened_at: String,
    closed_at: Option<String>,
    message: Option<String>,
    actions: Vec<ActionView>,
}

/// Everything about oneself.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountExportView {
    phone: String,
    name: String,
    created_at: String,
    requests: Vec<ExportedRequestView>,
}

/// One request with everything it holds about oneself.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedRequestView {
    request: TrackedView,
    contact: Vec<ExportedContactView>,
    texts: Vec<ExportedTextView>,
}

/// Contact data as they were left.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedContactView {
    name: String,
    phone: String,
    email: String,
    address: String,
}

/// A text of the request.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedTextView {
    kind: String,
    at: String,
    text: String,
}

/// Where the last page ended.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnRequestsQuery {
    below: Option<u32>,
}

type CookieOnly = (StatusCode, [(HeaderName, String); 1]);

/// Have a code sent to a telephone, whether it has an account or not.
#[utoipa::path(post, path = "/api/v1/portal/account/code", tag = "portal", operation_id = "requestCode", request_body = AskedCodeBody, responses((status = 200, body = CodeView), Problems))]
pub(crate) async fn code(
    State(ctx): State<Ctx>,
    Body(asked): Body<AskedCodeBody>,
) -> Result<Json<CodeView>, Problem> {
    let demo_code = app::request_code(&ctx, &asked.body.phone).await?;
    Ok(Json(CodeView { minutes: app::CODE_MINUTES, demo_code }))
}

/// Sign in with the code. The account begins with the first time.
#[utoipa::path(post, path = "/api/v1/portal/account/session", tag = "portal", operation_id = "residentSignIn", request_body = ResidentSignInBody, responses((status = 204), Problems))]
pub(crate) async fn sign_in(
    State(ctx): State<Ctx>,
    Body(asked): Body<ResidentSignInBody>,
) -> Result<CookieOnly, Problem> {
    let session = app::sign_in(&ctx, &asked.body.phone, &asked.body.code).await?;
    Ok((
        StatusCode::NO_CONTENT,
        [(header::SET_COOKIE, cookie(&ctx, &session.token, COOKIE_DAYS * 24 * 3_600))],
    ))
}

/// One's own account.
#[utoipa::path(get, path = "/api/v1/portal/account", tag = "portal", operation_id = "residentAccount", responses((status = 200, body = AccountOwnView), Problems))]
pub(crate) async fn me(State(ctx): State<Ctx>, own: OwnAccount) -> Result<Json<AccountOwnView>, Problem> {
    Ok(Json(AccountOwnView {
        phone: own.resident.phone.clone(),
        name: own.resident.name.clone(),
        created_at: time(own.resident.created_at, &ctx.settings.zone),
        csrf_token: own.csrf_token,
    }))
}

/// Sign out.
#[utoipa::path(
    post, path = "/api/v1/portal/account/session/end", tag = "portal", operation_id = "residentSignOut", request_body = Nothing,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn sign_out(
    State(ctx): State<Ctx>,
    command: AccountCommand<Nothing>,
) -> Result<CookieOnly, Problem> {
    app::sign_out(&ctx, &command.token).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie(&ctx, "", 0))]))
}

/// Say how one wants to be called.
#[utoipa::path(
    post, path = "/api/v1/portal/account/name", tag = "portal", operation_id = "nameResident", request_body = NameBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn name(
    State(ctx): State<Ctx>,
    command: AccountCommand<NameBody>,
) -> Result<StatusCode, Problem> {
    app::set_name(&ctx, &command.resident, &command.body.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The requests one keeps in one's account, the last one first.
#[utoipa::path(get, path = "/api/v1/portal/account/requests", tag = "portal", operation_id = "ownRequests", params(OwnRequestsQuery), responses((status = 200, body = OwnRequestsView), Problems))]
pub(crate) async fn requests(
    State(ctx): State<Ctx>,
    own: OwnAccount,
    Asking(query): Asking<OwnRequestsQuery>,
) -> Result<Json<OwnRequestsView>, Problem> {
    let cases = app::own_cases(&ctx, &own.resident, query.below).await?;
    let next = cases.last().map(|last| last.place).filter(|place| 0 < *place);
    let items = cases.into_iter().map(|own| OwnRequestView::of(own, &ctx.settings.zone)).collect();
    Ok(Json(OwnRequestsView { items, next }))
}

/// Add a request that was filed before, by its number and code.
#[utoipa::path(
    post, path = "/api/v1/portal/account/requests", tag = "portal", operation_id = "attachRequest", request_body = AttachBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn attach(
    State(ctx): State<Ctx>,
    command: AccountCommand<AttachBody>,
) -> Result<StatusCode, Problem> {
    app::attach_case(&ctx, &command.resident, &command.body.number, &command.body.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Everything about oneself, to take along.
#[utoipa::path(get, path = "/api/v1/portal/account/export", tag = "portal", operation_id = "exportAccount", responses((status = 200, body = AccountExportView), Problems))]
pub(crate) async fn export(State(ctx): State<Ctx>, own: OwnAccount) -> Result<Response, Problem> {
    let export = app::export(&ctx, &own.resident).await?;
    let mut answer = Json(AccountExportView::of(export, &ctx.settings.zone)).into_response();
    let named = HeaderValue::from_static("attachment; filename=\"hemu-my-data.json\"");
    answer.headers_mut().insert(header::CONTENT_DISPOSITION, named);
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// Close the account. Its data are destroyed; the requests stay.
#[utoipa::path(
    post, path = "/api/v1/portal/account/deletion", tag = "portal", operation_id = "deleteAccount", request_body = Nothing,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn delete(
    State(ctx): State<Ctx>,
    command: AccountCommand<Nothing>,
) -> Result<CookieOnly, Problem> {
    app::delete_account(&ctx, &command.resident).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie(&ctx, "", 0))]))
}

impl OwnRequestView {
    fn of(own: OwnCase, zone: &TimeZone) -> Self {
        Self {
            number: own.number,
            stage: own.stage.code().to_owned(),
            ending: own.ending.map(str::to_owned),
            opened_at: time(own.opened_at, zone),
            closed_at: maybe_time(own.closed_at, zone),
            message: own.message,
            actions: own.offers.into_iter().map(ActionView::of).collect(),
        }
    }
}

impl AccountExportView {
    fn of(export: Export, zone: &TimeZone) -> Self {
        Self {
            phone: export.phone,
            name: export.name,
            created_at: time(export.created_at, zone),
            requests: export.cases.into_iter().map(|case| ExportedRequestView::of(case, zone)).collect(),
        }
    }
}

impl ExportedRequestView {
    fn of(case: ExportedCase, zone: &TimeZone) -> Self {
        let contact = case.parties.into_iter().map(|party| ExportedContactView {
            name: party.name,
            phone: party.phone,
            email: party.email,
            address: party.address,
        });
        let texts = case.texts.into_iter().map(|text| ExportedTextView {
            kind: text.kind,
            at: time(text.at, zone),
            text: text.text,
        });
        Self {
            contact: contact.collect(),
            texts: texts.collect(),
            request: TrackedView::of(case.tracked, zone),
        }
    }
}

fn cookie(ctx: &Ctx, token: &str, seconds: i64) -> String {
    let secure = if ctx.settings.public_url.starts_with("https://") { "; Secure" } else { "" };
    format!("{RESIDENT_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}
