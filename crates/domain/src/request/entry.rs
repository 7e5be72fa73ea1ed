//! What the ledger says of a request. Holds no personal data: texts are named by their vault record.

use serde::{Deserialize, Serialize};

use super::{
    Action, Answer, CallBackOutcome, Channel, ContactChannel, Ending, ExclusionReason, Nature, RaisedAlarm,
};
use crate::{
    access::{Purpose, RecusalReason, RevealField, Role},
    kernel::{AccountId, GrantId, Instant, Label, MatterId, UnitId},
};

/// One step of a request, with every figure that statistics will want of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum RequestEntry {
    Record {
        channel: Channel,
        nature: Nature,
        label: Label,
        matter: Option<MatterId>,
        centre: UnitId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        accused: Vec<UnitId>,
    },
    SettleOnSpot {
        matter: MatterId,
    },
    Exclude {
        reason: ExclusionReason,
    },
    Dispatch {
        matter: MatterId,
        suggested: Option<UnitId>,
        lead: UnitId,
        assisting: Vec<UnitId>,
        round: u16,
    },
    Sign {
        unit: UnitId,
        in_time: bool,
    },
    LogContact {
        unit: UnitId,
        channel: ContactChannel,
        reached: bool,
        first_in_time: bool,
    },
    AddNote {
        unit: UnitId,
    },
    Reply {
        lead: UnitId,
        round: u16,
        on_time: bool,
        minutes: i64,
    },
    CallBack {
        attempt: u8,
        outcome: CallBackOutcome,
        answer: Option<Answer>,
    },
    Close {
        lead: UnitId,
        ending: Ending,
        responded: bool,
        answer: Option<Answer>,
    },
    SendBack {
        lead: UnitId,
        round: u16,
        responded: bool,
        answer: Answer,
    },
    Alarm {
        raised: Vec<RaisedAlarm>,
    },
    Recuse {
        account: AccountId,
        reason: RecusalReason,
    },
    BreakGlass {
        grant: GrantId,
        until: Instant,
        role: Role,
    },
    Reveal {
        purpose: Purpose,
        field: RevealField,
        role: Role,
    },
    Call {
        role: Role,
    },
}

impl RequestEntry {
    /// The action's code; `record` opens the stream.
    pub const fn action(&self) -> &'static str {
        match self {
            Self::Record { .. } => "record",
            Self::SettleOnSpot { .. } => Action::SettleOnSpot.code(),
            Self::Exclude { .. } => Action::Exclude.code(),
            Self::Dispatch { .. } => Action::Dispatch.code(),
            Self::Sign { .. } => Action::Sign.code(),
            Self::LogContact { .. } => Action::LogContact.code(),
            Self::AddNote { .. } => Action::AddNote.code(),
            Self::Reply { .. } => Action::Reply.code(),
            Self::CallBack { .. } => Action::CallBack.code(),
            Self::Close { .. } => Action::Close.code(),
            Self::SendBack { .. } => Action::SendBack.code(),
            Self::Alarm { .. } => "alarm",
            Self::Recuse { .. } => "recuse",
            Self::BreakGlass { .. } => "break_glass",
            Self::Reveal { .. } => "reveal",
            Self::Call { .. } => "call",
        }
    }
}
