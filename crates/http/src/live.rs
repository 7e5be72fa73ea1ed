//! Live updates: an event when the caller has something new to see. Carries nothing but that.

use std::convert::Infallible;

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures::{Stream, StreamExt};
use hemu_app::Ctx;
use tokio_stream::wrappers::BroadcastStream;

use crate::{
    auth::Staff,
    problem::{Problem, Problems},
};

/// Live updates as server-sent events named `notice`.
#[utoipa::path(get, path = "/api/v1/live", tag = "notice", operation_id = "live", responses((status = 200, content_type = "text/event-stream", body = String), Problems))]
pub(crate) async fn live(
    State(ctx): State<Ctx>,
    staff: Staff,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let account = staff.call.actor.account;
    let events = BroadcastStream::new(ctx.live.subscribe()).filter_map(move |told| async move {
        // One who has fallen behind is told as well: better to look once for nothing.
        told.map_or(true, |told| told == account).then(|| Ok(Event::default().event("notice").data("{}")))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}
