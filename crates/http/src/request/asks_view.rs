//! What was asked of a request, and other requests it is linked with, as the case page shows them.

use hemu_app::request::Linked;
use hemu_domain::{Rules, kernel::Ask};
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::{UnitRef, maybe_time, time};

/// Another request.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LinkedView {
    id: String,
    number: String,
    stage: String,
}

impl LinkedView {
    pub(crate) fn of(linked: Linked) -> Self {
        Self { id: linked.id.to_string(), number: linked.number, stage: linked.stage }
    }
}

/// Something that was asked, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AskView {
    id: String,
    kind: String,
    /// `open`, `answered`, `granted`, `refused`, `lapsed`
    state: String,
    unit: UnitRef,
    at: String,
    reason: String,
    amount: Option<u32>,
    until: Option<String>,
    /// The unit that is named as the right one.
    named: Option<UnitRef>,
    /// The request it is to be merged into.
    parent: Option<String>,
    /// Units that decide; of an order, the unit that must answer.
    deciders: Vec<UnitRef>,
    votes_needed: u8,
    votes: Vec<VoteView>,
    /// The clock that runs until it is decided.
    clock: String,
    settled_at: Option<String>,
}

/// One voice.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VoteView {
    unit: UnitRef,
    granted: bool,
    at: String,
}

impl AskView {
    pub(crate) fn of(ask: &Ask, rules: &Rules, zone: &TimeZone) -> Self {
        Self {
            id: ask.id.to_string(),
            kind: ask.kind.code().to_owned(),
            state: ask.state.code().to_owned(),
            unit: UnitRef::find(ask.unit, rules),
            at: time(ask.at, zone),
            reason: ask.terms.reason.clone(),
            amount: ask.terms.amount,
            until: maybe_time(ask.terms.until, zone),
            named: ask.terms.unit.map(|unit| UnitRef::find(unit, rules)),
            parent: ask.terms.parent.map(|parent| parent.to_string()),
            deciders: ask.deciders.iter().map(|unit| UnitRef::find(*unit, rules)).collect(),
            votes_needed: ask.votes_needed,
            votes: ask
                .votes
                .iter()
                .map(|vote| VoteView {
                    unit: UnitRef::find(vote.unit, rules),
                    granted: vote.granted,
                    at: time(vote.at, zone),
                })
                .collect(),
            clock: ask.clock.to_string(),
            settled_at: maybe_time(ask.settled_at, zone),
        }
    }
}
