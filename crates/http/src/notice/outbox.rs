//! The outbox (发件箱).

use axum::{Json, extract::State};
use hemu_app::{
    Ctx,
    notice::{OutboxAsked, outbox as app},
};
use hemu_domain::kernel::{Instant, NoticeId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::told::SentView;
use crate::{
    auth::Staff,
    extract::{Asking, malformed},
    problem::{Problem, Problems},
};

/// What of the outbox.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OutboxQuery {
    /// `waiting`, `sent`, `failed`, `given_up`, `no_way`; all when left out.
    state: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
}

/// A page of the outbox, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutboxView {
    items: Vec<OutboxItemView>,
    next: Option<String>,
}

/// A notice in the outbox.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutboxItemView {
    #[serde(flatten)]
    sent: SentView,
    number: String,
    /// What was sent, in a demo city only.
    words: Option<String>,
}

const STATES: [&str; 5] = ["waiting", "sent", "failed", "given_up", "no_way"];

/// Everything that went outside, newest first, for administrators and auditors.
#[utoipa::path(get, path = "/api/v1/notices/outbox", tag = "notice", operation_id = "outbox", params(OutboxQuery), responses((status = 200, body = OutboxView), Problems))]
pub(crate) async fn outbox(
    State(ctx): State<Ctx>,
    staff: Staff,
    Asking(query): Asking<OutboxQuery>,
) -> Result<Json<OutboxView>, Problem> {
    if query.state.as_ref().is_some_and(|state| !STATES.contains(&state.as_str())) {
        return Err(malformed("state", "no such state"));
    }
    let after = query
        .after
        .map(|after| place(&after).ok_or_else(|| malformed("after", "not a place")))
        .transpose()?;
    let page = app(&ctx, &staff.call, &OutboxAsked { state: query.state, after }).await?;
    let items = page.items.into_iter().map(|item| OutboxItemView {
        number: item.notice.notice.case_number.clone(),
        sent: SentView::of(item.notice, item.to, &ctx),
        words: item.words,
    });
    Ok(Json(OutboxView {
        items: items.collect(),
        next: page.next.map(|(at, id)| format!("{}_{id}", at.ms())),
    }))
}

/// Moment and notice, as the page before named them.
fn place(text: &str) -> Option<(Instant, NoticeId)> {
    let (at, id) = text.split_once('_')?;
    Some((Instant::from_ms(at.parse().ok()?), id.parse().ok()?))
}
