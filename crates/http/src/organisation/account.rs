//! One account with its posts, its leave, its state and its record.

use axum::{Json, extract::State};
use hemu_app::{Ctx, organisation as app};
use hemu_domain::kernel::{AccountKind, Instant};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::{
    auth::Staff,
    extract::PathId,
    leave::LeaveView,
    problem::{Problem, Problems},
    view::{UnitRef, maybe_time, time},
};

/// A post with its dates.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DatedPostView {
    id: String,
    role: String,
    unit: UnitRef,
    from: String,
    /// The moment at which it is over; without end when left out.
    to: Option<String>,
    /// `coming`, `held`, `over`, or `never` when it was ended before it began
    state: String,
}

/// Everything of one account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountPageView {
    id: String,
    login: String,
    name: String,
    email: String,
    disabled: bool,
    /// After too many wrong passwords or codes.
    locked_until: Option<String>,
    second_factor: bool,
    /// Open sessions.
    sessions: usize,
    /// Newest first.
    posts: Vec<DatedPostView>,
    /// Away or standing in, not yet over.
    leaves: Vec<LeaveView>,
}

/// An entry of the account's stream.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountEntryView {
    seq: i64,
    action: String,
    at: String,
    /// Who did it; the platform itself when left out.
    actor: Option<String>,
    unit: Option<UnitRef>,
    #[schema(value_type = Object)]
    details: Option<Box<RawValue>>,
}

/// One account, for security administrators and auditors.
#[utoipa::path(get, path = "/api/v1/accounts/{account}", tag = "organisation", operation_id = "viewAccount", params(("account" = String, Path)), responses((status = 200, body = AccountPageView), Problems))]
pub(crate) async fn view(
    State(ctx): State<Ctx>,
    staff: Staff,
    path: PathId<AccountKind>,
) -> Result<Json<AccountPageView>, Problem> {
    let found = app::view_account(&ctx, &staff.call, path.0).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    let zone = &ctx.settings.zone;
    let posts = found.posts.iter().map(|post| DatedPostView {
        id: post.id.to_string(),
        role: post.role.code().to_owned(),
        unit: UnitRef::find(post.unit, &rules),
        from: time(post.from, zone),
        to: maybe_time(post.to, zone),
        state: state(post.from, post.to, found.now).to_owned(),
    });
    Ok(Json(AccountPageView {
        id: found.account.id.to_string(),
        posts: posts.collect(),
        login: found.account.login,
        name: found.account.name,
        email: found.account.email,
        disabled: found.account.disabled_at.is_some(),
        locked_until: maybe_time(found.locked_until, zone),
        second_factor: found.second_factor,
        sessions: found.sessions,
        leaves: found.leaves.into_iter().map(|leave| LeaveView::of(leave, &ctx)).collect(),
    }))
}

fn state(from: Instant, to: Option<Instant>, now: Instant) -> &'static str {
    match to {
        Some(to) if to <= from => "never",
        Some(to) if to <= now => "over",
        _ if now < from => "coming",
        _ => "held",
    }
}

/// What was done to an account and by it, newest first, for audit administrators and auditors.
#[utoipa::path(get, path = "/api/v1/accounts/{account}/record", tag = "organisation", operation_id = "accountRecord", params(("account" = String, Path)), responses((status = 200, body = Vec<AccountEntryView>), Problems))]
pub(crate) async fn record(
    State(ctx): State<Ctx>,
    staff: Staff,
    path: PathId<AccountKind>,
) -> Result<Json<Vec<AccountEntryView>>, Problem> {
    let entries = app::account_record(&ctx, &staff.call, path.0).await?;
    let rules = ctx.rules(staff.call.generation).await?;
    let views = entries.into_iter().map(|entry| AccountEntryView {
        seq: entry.seq,
        action: entry.action,
        at: time(entry.at, &ctx.settings.zone),
        actor: entry.actor_name,
        unit: entry
            .actor_unit
            .parse()
            .ok()
            .filter(|unit| rules.unit(*unit).is_some())
            .map(|unit| UnitRef::find(unit, &rules)),
        details: RawValue::from_string(entry.body).ok(),
    });
    Ok(Json(views.collect()))
}
