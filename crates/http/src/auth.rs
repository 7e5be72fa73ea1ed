//! Who is calling: the session cookie, the CSRF token, the idempotency key.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use hemu_app::{
    AppError, Call, Ctx,
    resident::{self, Resident},
    session::{self, SignedIn},
};
use hemu_domain::kernel::{AccountId, SessionId};
use serde::de::DeserializeOwned;

use crate::{
    extract::{idempotency_key, parts_of, read_body, version_seen},
    problem::Problem,
};

pub(crate) const COOKIE: &str = "hemu_session";
pub(crate) const RESIDENT_COOKIE: &str = "hemu_resident";

/// A signed-in member of staff who asks for something.
pub(crate) struct Staff {
    pub(crate) call: Call,
    pub(crate) known: SignedIn,
    pub(crate) token: String,
}

/// What can be asked for while a code of the second factor is still wanted: giving it, and leaving.
const WITHOUT_CODE: [&str; 4] =
    ["/api/v1/session", "/api/v1/session/second-factor", "/api/v1/session/demo-code", "/api/v1/session/end"];

impl FromRequestParts<Ctx> for Staff {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Problem> {
        let token = session_token(&parts.headers, COOKIE).ok_or(AppError::SignInNeeded)?;
        let known = session::authenticate(ctx, &token).await?;
        if known.code_wanted() && !WITHOUT_CODE.contains(&parts.uri.path()) {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "second_factor_needed",
                "请输入两步验证码后继续",
                "give a code of your second factor to go on",
            ));
        }
        let call = Call {
            actor: known.actor.clone(),
            key: String::new(),
            digest: String::new(),
            generation: Some(known.rules_generation),
            second_factor: known.second_factor,
            second_factor_at: known.second_factor_at,
        };
        Ok(Self { call, known, token })
    }
}

/// A signed-in member of staff who does something: session and CSRF token.
pub(crate) struct Acting(pub(crate) Staff);

impl FromRequestParts<Ctx> for Acting {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Problem> {
        let staff = Staff::from_request_parts(parts, ctx).await?;
        if !has_csrf(&parts.headers, &staff.known.csrf_token) {
            return Err(out_of_date());
        }
        if staff.known.password_due && !parts.uri.path().starts_with("/api/v1/session/") {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "password_due",
                "密码已超过有效期，请先修改密码",
                "your password is too old; change it first",
            ));
        }
        Ok(Self(staff))
    }
}

/// A signed-in member of staff who does something: session, CSRF token, idempotency key and JSON body.
pub(crate) struct Command<T> {
    pub(crate) call: Call,
    pub(crate) body: T,
    pub(crate) token: String,
    /// The session in which it is done.
    pub(crate) session: SessionId,
    headers: HeaderMap,
}

impl<T> Command<T> {
    /// The version the caller saw.
    pub(crate) fn version(&self) -> Result<u32, Problem> {
        version_seen(&self.headers)
    }
}

impl<T: DeserializeOwned> FromRequest<Ctx> for Command<T> {
    type Rejection = Problem;
    async fn from_request(mut request: Request, ctx: &Ctx) -> Result<Self, Problem> {
        let Acting(staff) = parts_of(&mut request, ctx).await?;
        let headers = request.headers().clone();
        let key = idempotency_key(&headers)?;
        let asked = read_body(request, ctx).await?;
        Ok(Self {
            call: Call { key, digest: asked.digest, ..staff.call },
            body: asked.body,
            token: staff.token,
            session: staff.known.session,
            headers,
        })
    }
}

/// A resident signed in to their own account.
pub(crate) struct OwnAccount {
    pub(crate) resident: Resident,
    pub(crate) csrf_token: String,
    pub(crate) token: String,
}

impl FromRequestParts<Ctx> for OwnAccount {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Problem> {
        let token = session_token(&parts.headers, RESIDENT_COOKIE).ok_or(AppError::SignInNeeded)?;
        let known = resident::authenticate(ctx, &token).await?;
        Ok(Self { resident: known.resident, csrf_token: known.csrf_token, token })
    }
}

/// A resident who is signed in, or nobody.
pub(crate) struct PerhapsResident(pub(crate) Option<Resident>);

impl FromRequestParts<Ctx> for PerhapsResident {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Problem> {
        Ok(Self(OwnAccount::from_request_parts(parts, ctx).await.ok().map(|own| own.resident)))
    }
}

/// A resident signed in to their account who does something with it: session, CSRF token, idempotency key and body.
pub(crate) struct AccountCommand<T> {
    pub(crate) body: T,
    pub(crate) resident: Resident,
    pub(crate) token: String,
}

impl<T: DeserializeOwned> FromRequest<Ctx> for AccountCommand<T> {
    type Rejection = Problem;
    async fn from_request(mut request: Request, ctx: &Ctx) -> Result<Self, Problem> {
        let own: OwnAccount = parts_of(&mut request, ctx).await?;
        if !has_csrf(request.headers(), &own.csrf_token) {
            return Err(out_of_date());
        }
        idempotency_key(request.headers())?;
        let asked = read_body(request, ctx).await?;
        Ok(Self { body: asked.body, resident: own.resident, token: own.token })
    }
}

/// A resident who does something, with or without an account: idempotency key and JSON body.
pub(crate) struct ResidentCommand<T> {
    pub(crate) call: Call,
    /// Who is signed in, when the page has shown its CSRF token.
    pub(crate) resident: Option<Resident>,
    pub(crate) body: T,
}

impl<T: DeserializeOwned> FromRequest<Ctx> for ResidentCommand<T> {
    type Rejection = Problem;
    async fn from_request(mut request: Request, ctx: &Ctx) -> Result<Self, Problem> {
        let own = parts_of::<OwnAccount>(&mut request, ctx).await.ok();
        let resident = own.filter(|own| has_csrf(request.headers(), &own.csrf_token)).map(|own| own.resident);
        let key = idempotency_key(request.headers())?;
        let asked = read_body(request, ctx).await?;
        let actor = hemu_domain::access::Actor {
            account: AccountId::RESIDENT,
            name: String::new(),
            posts: Vec::new(),
            grants: Vec::new(),
        };
        let call = Call { key, digest: asked.digest, ..Call::plain(actor) };
        Ok(Self { call, resident, body: asked.body })
    }
}

fn has_csrf(headers: &HeaderMap, token: &str) -> bool {
    headers.get("x-csrf-token").is_some_and(|sent| sent.as_bytes() == token.as_bytes())
}

fn out_of_date() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "csrf",
        "页面已过期，请刷新后重试",
        "the page is out of date; reload and try again",
    )
}

fn session_token(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let token = cookies.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))?;
    (token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit())).then(|| token.to_owned())
}
