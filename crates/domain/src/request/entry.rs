//! What the ledger says of a request. Holds no personal data: texts are named by their vault record.

use serde::{Deserialize, Serialize};

use super::{
    Action, Answer, CallBackOutcome, Channel, ContactChannel, Ending, ExclusionReason, Nature, Procedure,
    RaisedAlarm, RedispatchReason, RightKind, UnmergeReason,
};
use crate::{
    access::{Purpose, RecusalReason, RevealField, Role},
    file::{AttachedBy, Audience, MediaType},
    kernel::{
        AccountId, AskId, AskKind, AskTerms, CaseId, GrantId, Instant, Label, MatterId, NoticeId, ReAuditId,
        RecordId, RightId, UnitId,
    },
    re_audit::Finding,
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
    Transfer {
        to: Procedure,
        reference: String,
    },
    Dispatch {
        matter: MatterId,
        suggested: Option<UnitId>,
        lead: UnitId,
        assisting: Vec<UnitId>,
        round: u16,
    },
    Redispatch {
        matter: MatterId,
        suggested: Option<UnitId>,
        from: Option<UnitId>,
        lead: UnitId,
        assisting: Vec<UnitId>,
        centre: UnitId,
        reason: RedispatchReason,
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
        /// Nothing where no unit had to contact the requester.
        responded: Option<bool>,
        answer: Option<Answer>,
        #[serde(default)]
        unreasonable: bool,
    },
    SendBack {
        lead: UnitId,
        round: u16,
        responded: Option<bool>,
        answer: Answer,
        #[serde(default)]
        unreasonable: bool,
    },
    Alarm {
        raised: Vec<RaisedAlarm>,
    },
    Ask {
        ask: AskId,
        kind: AskKind,
        unit: UnitId,
        lead: Option<UnitId>,
        terms: AskTerms,
    },
    Vote {
        ask: AskId,
        kind: AskKind,
        granted: bool,
    },
    Decide {
        ask: AskId,
        kind: AskKind,
        granted: bool,
        asked_by: UnitId,
        lead: Option<UnitId>,
        centre: UnitId,
        /// Of a return: the unit that is right.
        unit: Option<UnitId>,
        precedent: bool,
        round: u16,
    },
    AnswerOrder {
        ask: AskId,
        unit: UnitId,
        in_time: bool,
    },
    ReviewOrder {
        ask: AskId,
        unit: UnitId,
        accepted: bool,
    },
    Resume {
        lead: UnitId,
        parked: bool,
    },
    Supplement,
    Urge {
        lead: Option<UnitId>,
    },
    Rate {
        answer: Answer,
    },
    Withdraw {
        lead: Option<UnitId>,
    },
    Reopen {
        lead: Option<UnitId>,
        round: u16,
    },
    Unmerge {
        parent: CaseId,
        reason: UnmergeReason,
    },
    FollowReply {
        parent: CaseId,
        lead: UnitId,
        on_time: Option<bool>,
        minutes: Option<i64>,
    },
    MigrateMachine {
        from: u16,
        to: u16,
    },
    RecountClocks {
        limits: bool,
        calendar_version: u32,
    },
    TellAgain {
        notice: NoticeId,
        again: NoticeId,
    },
    Attach {
        file: RecordId,
        media_type: MediaType,
        bytes: u64,
        by: AttachedBy,
        audience: Audience,
    },
    AskRight {
        id: RightId,
        right: RightKind,
    },
    DecideRight {
        id: RightId,
        right: RightKind,
        granted: bool,
    },
    Erase,
    ReAudit {
        draw: ReAuditId,
        finding: Finding,
        unit: UnitId,
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
    pub fn action(&self) -> &'static str {
        match self {
            Self::Record { .. } => "record",
            Self::SettleOnSpot { .. } => Action::SettleOnSpot.code(),
            Self::Exclude { .. } => Action::Exclude.code(),
            Self::Transfer { .. } => Action::Transfer.code(),
            Self::Dispatch { .. } => Action::Dispatch.code(),
            Self::Redispatch { .. } => Action::Redispatch.code(),
            Self::Sign { .. } => Action::Sign.code(),
            Self::LogContact { .. } => Action::LogContact.code(),
            Self::AddNote { .. } => Action::AddNote.code(),
            Self::Reply { .. } => Action::Reply.code(),
            Self::CallBack { .. } => Action::CallBack.code(),
            Self::Close { .. } => Action::Close.code(),
            Self::SendBack { .. } => Action::SendBack.code(),
            Self::Alarm { .. } => "alarm",
            Self::Ask { kind, .. } => Action::asking(*kind).code(),
            Self::Vote { kind, .. } | Self::Decide { kind, .. } => Action::deciding(*kind).code(),
            Self::AnswerOrder { .. } => Action::AnswerOrder.code(),
            Self::ReviewOrder { .. } => Action::ReviewOrder.code(),
            Self::Resume { .. } => Action::Resume.code(),
            Self::Supplement => Action::Supplement.code(),
            Self::Urge { .. } => Action::Urge.code(),
            Self::Rate { .. } => Action::Rate.code(),
            Self::Withdraw { .. } => Action::Withdraw.code(),
            Self::Reopen { .. } => Action::Reopen.code(),
            Self::Unmerge { .. } => Action::Unmerge.code(),
            Self::FollowReply { .. } => Action::FollowReply.code(),
            Self::MigrateMachine { .. } => "migrate_machine",
            Self::RecountClocks { .. } => "recount_clocks",
            Self::TellAgain { .. } => "tell_again",
            Self::Attach { .. } => "attach",
            Self::AskRight { .. } => "ask_right",
            Self::DecideRight { .. } => "decide_right",
            Self::Erase => "erase",
            Self::ReAudit { .. } => "re_audit",
            Self::Recuse { .. } => "recuse",
            Self::BreakGlass { .. } => "break_glass",
            Self::Reveal { .. } => "reveal",
            Self::Call { .. } => "call",
        }
    }
}
