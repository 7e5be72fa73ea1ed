//! What the requester was told, as the case page and the outbox show it.

use hemu_app::{
    Ctx,
    notice::{Facts, Told, words_of},
};
use hemu_domain::kernel::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::{maybe_time, time};

/// One notice to the requester.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ToldView {
    #[serde(flatten)]
    sent: SentView,
    /// Whether the reader may send it again now, and if not, why.
    again: AgainView,
}

/// A notice that went outside.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentView {
    id: String,
    template: String,
    text: String,
    text_en: String,
    /// `sms`, `mail`, or `none` when the requester left no way
    channel: String,
    /// `waiting`, `sent`, `failed`, `given_up`, `no_way`
    state: String,
    /// Number or address, masked.
    to: String,
    attempts: i64,
    /// What came of the last attempt; `begun` when it was cut off.
    last_outcome: Option<String>,
    created_at: String,
    sent_at: Option<String>,
    /// Until when it is held back during quiet hours.
    hold_until: Option<String>,
    /// The notice it repeats.
    again_of: Option<String>,
}

/// Whether it may be sent again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgainView {
    allowed: bool,
    reason: Option<String>,
    reason_en: Option<String>,
}

impl SentView {
    pub(crate) fn of(row: hemu_app::notice::OutsideRow, to: String, ctx: &Ctx) -> Self {
        let zone = &ctx.settings.zone;
        let notice = row.notice;
        let words =
            words_of(&notice.template, &Facts::of_number(&notice.case_number, &ctx.settings.public_url));
        Self {
            id: notice.id.to_string(),
            template: notice.template,
            text: words.said.0,
            text_en: words.said.1,
            channel: notice.channel,
            state: notice.state,
            to,
            attempts: notice.attempts,
            last_outcome: row.last_outcome,
            created_at: time(notice.created_at, zone),
            sent_at: maybe_time(row.sent_at, zone),
            hold_until: maybe_time(row.hold_until, zone),
            again_of: row.again_of.map(|id| id.to_string()),
        }
    }
}

impl ToldView {
    pub(crate) fn of(told: Told, ctx: &Ctx) -> Self {
        let reason = |pick: fn(&Refusal) -> String| told.again.as_ref().map(pick);
        let again = AgainView {
            allowed: told.again.is_none(),
            reason: reason(|refusal| refusal.zh.to_string()),
            reason_en: reason(|refusal| refusal.en.to_string()),
        };
        Self { sent: SentView::of(told.notice, told.to, ctx), again }
    }
}
