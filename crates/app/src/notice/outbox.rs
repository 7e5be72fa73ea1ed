//! The outbox (发件箱): everything that went outside, with state and attempts. For those who keep the installation
//! running and those who audit it; they see no contact data, and no words but in a demo city.

use hemu_domain::{
    access::Role,
    kernel::{Instant, NoticeId},
};
use hemu_store::notice::{OutsideFilter, OutsideRow};

use super::told::{masked, parties_of};
use crate::{AppError, Call, Ctx};

/// Who may see it.
const READERS: [Role; 3] = [Role::SystemAdministrator, Role::AuditAdministrator, Role::Auditor];
const PAGE: u32 = 50;

/// What of it.
#[derive(Debug, Clone, Default)]
pub struct OutboxAsked {
    pub state: Option<String>,
    /// Where the last page ended.
    pub after: Option<(Instant, NoticeId)>,
}

/// A page of it, newest first.
#[derive(Debug, Clone)]
pub struct OutboxPage {
    pub items: Vec<OutboxItem>,
    pub next: Option<(Instant, NoticeId)>,
}

/// One notice.
#[derive(Debug, Clone)]
pub struct OutboxItem {
    pub notice: OutsideRow,
    /// Number or address, masked.
    pub to: String,
    /// What was sent, where nothing is really sent.
    pub words: Option<String>,
}

/// A page of the outbox.
pub async fn outbox(ctx: &Ctx, call: &Call, asked: &OutboxAsked) -> Result<OutboxPage, AppError> {
    call.actor.in_role(&READERS)?;
    let filter = OutsideFilter { state: asked.state.clone(), after: asked.after, limit: PAGE + 1 };
    let mut rows = ctx.store.notices_outside(&filter).await?;
    let more = PAGE as usize <= rows.len().saturating_sub(1);
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| more).map(|row| (row.notice.created_at, row.notice.id));
    let parties = parties_of(ctx, &rows).await?;
    let items = rows
        .into_iter()
        .map(|row| OutboxItem {
            to: masked(&row, &parties),
            words: ctx.outbox.as_ref().and_then(|outbox| outbox.words(&row.notice.id.to_string())),
            notice: row,
        })
        .collect();
    Ok(OutboxPage { items, next })
}
