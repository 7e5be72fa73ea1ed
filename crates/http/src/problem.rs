//! Refusals and failures as RFC 9457 problem documents: stable code, sentence in both languages, field at fault.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use hemu_app::AppError;
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

/// What went wrong.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    /// Stable code.
    pub(crate) code: String,
    /// The sentence in Chinese: what is wrong and what to do.
    pub(crate) detail: String,
    /// The same in English.
    pub(crate) detail_en: String,
    /// The field of the input that is at fault, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
}

/// The problems any operation may answer with.
#[derive(IntoResponses)]
#[expect(
    dead_code,
    reason = "describes the responses in the OpenAPI document; problems are made by `Problem`"
)]
pub(crate) enum Problems {
    /// The input cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// Nobody is signed in.
    #[response(status = 401, content_type = "application/problem+json")]
    SignIn(Problem),
    /// The post does not include this.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// There is no such thing, or the caller may not know of it.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// It changed since it was read, or the key was used for something else.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The body is not JSON.
    #[response(status = 415, content_type = "application/problem+json")]
    NotJson(Problem),
    /// A rule said no.
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(Problem),
    /// The version seen was not named.
    #[response(status = 428, content_type = "application/problem+json")]
    VersionNeeded(Problem),
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            status: status.as_u16(),
            code: code.to_owned(),
            detail: zh.into(),
            detail_en: en.into(),
            field: None,
        }
    }

    pub(crate) fn on(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    pub(crate) fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "没有找到，或您无权查看",
            "not found, or not for you to see",
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

/// Refusals that say "not you" rather than "not so".
const FORBIDDEN: [&str; 7] = [
    "not_your_role",
    "not_your_case",
    "not_independent",
    "reading_only",
    "recused",
    "second_factor_needed",
    "second_factor_not_enrolled",
];
const SIGN_IN: [&str; 2] = ["wrong_login", "account_locked"];

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::not_found(),
            AppError::SignInNeeded => {
                Self::new(StatusCode::UNAUTHORIZED, "sign_in", "请先登录", "sign in first")
            }
            AppError::Stale => Self::new(
                StatusCode::CONFLICT,
                "stale",
                "内容已被他人更新，请刷新后重试",
                "it has changed since you read it; reload and try again",
            ),
            AppError::KeyReused => Self::new(
                StatusCode::CONFLICT,
                "key_reused",
                "该幂等键已用于另一项操作，请换用新的键",
                "this idempotency key was used for something else; use a new one",
            ),
            AppError::Refused(refusal) => {
                let status = match refusal.code {
                    code if FORBIDDEN.contains(&code) => StatusCode::FORBIDDEN,
                    code if SIGN_IN.contains(&code) => StatusCode::UNAUTHORIZED,
                    _ => StatusCode::UNPROCESSABLE_ENTITY,
                };
                Self {
                    field: refusal.field.map(str::to_owned),
                    ..Self::new(status, refusal.code, refusal.zh, refusal.en)
                }
            }
            AppError::Store(_) | AppError::Outside(_) => {
                // Logged once, here at the edge; the user is told no more than that.
                tracing::error!(error = ?error, "a request failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "failed",
                    "系统暂时无法处理，内容没有保存，请稍后重试",
                    "the system cannot do this now; nothing was saved; try again later",
                )
            }
        }
    }
}
