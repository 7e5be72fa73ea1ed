//! Signing in and out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
};
use hemu_app::{Ctx, operation, session as app};
use hemu_domain::kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) mod second_factor;
pub(crate) mod sessions;

use crate::{
    auth::{COOKIE, Command, Staff},
    extract::Body,
    problem::{Problem, Problems},
    request::Nothing,
    view::{UnitRef, maybe_time, time},
};

/// Login and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInBody {
    login: String,
    password: String,
}

/// Old and new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetPasswordBody {
    old: String,
    password: String,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionView {
    account: String,
    name: String,
    /// To be sent as `X-CSRF-Token` with every command.
    csrf_token: String,
    /// The password is too old: commands are refused until it is changed.
    password_due: bool,
    /// A second factor is on.
    second_factor: bool,
    /// A code of the second factor must be given before anything else.
    code_wanted: bool,
    /// Until when the last code counts for what needs a fresh one.
    second_factor_until: Option<String>,
    /// The leave that the person is on: their deputy acts in their posts.
    leave: Option<LeaveNow>,
    /// This is a demo city with published secrets.
    demo: bool,
    posts: Vec<PostView>,
}

/// A leave that runs now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeaveNow {
    id: String,
    until: String,
}

/// A post held now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostView {
    role: String,
    unit: UnitRef,
    /// Whose post it is, by name, when it is held as a deputy.
    on_behalf_of: Option<String>,
}

/// A cookie to be set, with nothing else said.
type CookieOnly = (StatusCode, [(HeaderName, String); 1]);

/// Sign in. The session lives in a cookie that scripts cannot read.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", operation_id = "signIn", request_body = SignInBody, responses((status = 204), Problems))]
pub(crate) async fn sign_in(
    State(ctx): State<Ctx>,
    headers: HeaderMap,
    Body(asked): Body<SignInBody>,
) -> Result<CookieOnly, Problem> {
    let browser = sessions::browser_family(&headers);
    let session = app::sign_in(&ctx, &asked.body.login, &asked.body.password, browser).await?;
    Ok((
        StatusCode::NO_CONTENT,
        [(header::SET_COOKIE, cookie(&ctx, &session.token, ctx.settings.sign_in.absolute_hours * 3_600))],
    ))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/session", tag = "session", operation_id = "session", responses((status = 200, body = SessionView), Problems))]
pub(crate) async fn session(State(ctx): State<Ctx>, staff: Staff) -> Result<Json<SessionView>, Problem> {
    let rules = ctx.rules(staff.call.generation).await?;
    let (known, zone) = (staff.known, &ctx.settings.zone);
    let name_of =
        |account| known.principals.iter().find(|(id, _)| *id == account).map(|(_, name)| name.clone());
    let posts = known
        .actor
        .posts
        .iter()
        .map(|post| PostView {
            role: post.role.code().to_owned(),
            unit: UnitRef::find(post.unit, &rules),
            on_behalf_of: post.on_behalf_of.and_then(name_of),
        })
        .collect();
    let counts_ms = ctx.settings.sign_in.second_factor_minutes * Instant::MINUTE_MS;
    let until = known.second_factor_at.map(|given| given.plus_ms(counts_ms));
    Ok(Json(SessionView {
        account: known.actor.account.to_string(),
        code_wanted: known.code_wanted(),
        name: known.actor.name,
        csrf_token: known.csrf_token,
        password_due: known.password_due,
        second_factor: known.second_factor,
        second_factor_until: maybe_time(until, zone),
        leave: known.leave.map(|(id, until)| LeaveNow { id: id.to_string(), until: time(until, zone) }),
        demo: operation::is_demo(&ctx).await?,
        posts,
    }))
}

/// Sign out.
#[utoipa::path(
    post, path = "/api/v1/session/end", tag = "session", operation_id = "signOut", request_body = Nothing,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn sign_out(
    State(ctx): State<Ctx>,
    command: Command<Nothing>,
) -> Result<CookieOnly, Problem> {
    app::sign_out(&ctx, &command.call, &command.token).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie(&ctx, "", 0))]))
}

/// Set one's own password. Ends every session of the account.
#[utoipa::path(
    post, path = "/api/v1/session/password", tag = "session", operation_id = "setPassword", request_body = SetPasswordBody,
    params(("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)), responses((status = 204), Problems)
)]
pub(crate) async fn set_password(
    State(ctx): State<Ctx>,
    command: Command<SetPasswordBody>,
) -> Result<StatusCode, Problem> {
    app::set_password(&ctx, &command.call, &command.body.old, &command.body.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn cookie(ctx: &Ctx, token: &str, seconds: i64) -> String {
    let secure = if ctx.settings.public_url.starts_with("https://") { "; Secure" } else { "" };
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
}
