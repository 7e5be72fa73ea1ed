//! The case: what every kind of case shares, and the decision that changes one.

use serde::{Deserialize, Serialize};

use super::{AccountId, Ask, CaseId, Instant, KeyId, NoticeId, RecordId, UnitId};
use crate::{
    access::{Facets, Recusal, Recused},
    calendar::Clock,
    organisation::DivisionPath,
};

/// What sort of case it is. A kind adds its own table, machine and use cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 诉求: the hotline.
    Request,
    /// 事件: the grid.
    Event,
    /// 纠纷: mediation.
    Dispute,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Request, Self::Event, Self::Dispute];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Event => "event",
            Self::Dispute => "dispute",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// 密级: who, among those whose work it is, may see the case at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Ordinary work.
    Normal,
    /// The requester asked that their name be kept from the handling unit.
    Confidential,
    /// An accusation; the accused unit never sees it.
    Sealed,
}

impl Label {
    /// All labels.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Confidential, Self::Sealed];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Confidential => "confidential",
            Self::Sealed => "sealed",
        }
    }

    /// The label with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.code() == code)
    }
}

/// The number a resident can say on the telephone: the date and eight digits, `20260302-00412907`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CaseNumber(pub String);

impl CaseNumber {
    /// From the date and a random number. The digits are random so that a number tells nothing of volume.
    pub fn new(date: jiff::civil::Date, random: u64) -> Self {
        Self(format!("{:04}{:02}{:02}-{:08}", date.year(), date.month(), date.day(), random % 100_000_000))
    }
}

/// How a unit comes to read a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReaderRole {
    /// It holds the case now.
    Holds,
    /// The centre, while the case lies with it.
    Keeps,
    /// It assists the lead unit.
    Assists,
    /// It led the handling and the case has moved on.
    Led,
    /// It supervises: the centre that took the case in.
    Supervises,
    /// It decides, or decided, something that was asked.
    Decides,
}

impl ReaderRole {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Holds, Self::Keeps, Self::Assists, Self::Led, Self::Supervises];
    /// The centre that took the case in, whether the case lies with it or not.
    pub const CENTRE: [Self; 2] = [Self::Keeps, Self::Supervises];
    /// A unit that handles or handled the case.
    pub const HANDLES: [Self; 4] = [Self::Holds, Self::Keeps, Self::Assists, Self::Led];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Keeps => "keeps",
            Self::Assists => "assists",
            Self::Led => "led",
            Self::Supervises => "supervises",
            Self::Decides => "decides",
        }
    }
}

/// A unit that may read the case, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reader {
    pub unit: UnitId,
    pub role: ReaderRole,
}

/// The shared head of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub id: CaseId,
    pub kind: Kind,
    pub number: CaseNumber,
    /// The stage's code; the kind's machine says what it means.
    pub stage: &'static str,
    pub machine_version: u16,
    /// The unit that must act now.
    pub holder: UnitId,
    /// The centre that took it in and supervises it.
    pub centre: UnitId,
    pub division: DivisionPath,
    pub label: Label,
    /// Who must neither see it nor act on it.
    pub recusals: Vec<Recusal>,
    pub opened_at: Instant,
    pub closed_at: Option<Instant>,
    /// The case whose reply this one follows (并单). A link, and nothing else moves (architecture 5.9).
    pub merged_into: Option<CaseId>,
    /// Counts ledger entries of this case: the version seen is the version changed.
    pub version: u32,
    /// Hash of the last ledger entry of this case's stream.
    pub ledger_head: [u8; 32],
    /// The key its texts are encrypted under.
    pub key: KeyId,
}

impl Case {
    /// What the access rule looks at.
    pub fn facets<'a>(&'a self, readers: &'a [Reader]) -> Facets<'a> {
        Facets {
            id: self.id,
            kind: self.kind,
            label: self.label,
            division: &self.division,
            readers,
            opened_at: self.opened_at,
            recused: &self.recusals,
        }
    }

    /// Whether everybody of this unit is recused.
    pub fn recuses_unit(&self, unit: UnitId) -> bool {
        self.recusals.iter().any(|recusal| recusal.who == Recused::Unit(unit))
    }
}

/// What sort of text a vault record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// What the resident said.
    Message,
    /// A work note of the unit.
    Note,
    /// What was said when the requester was contacted.
    Contact,
    /// The answer to the resident.
    Reply,
    /// What the resident said at call-back.
    CallBack,
    /// Reason given for an ending or a sending back.
    Reason,
    /// Hash and name of a file.
    File,
    /// What was found when the case was looked at again.
    Finding,
}

impl TextKind {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Note => "note",
            Self::Contact => "contact",
            Self::Reply => "reply",
            Self::CallBack => "call_back",
            Self::Reason => "reason",
            Self::File => "file",
            Self::Finding => "finding",
        }
    }
}

/// A text of a case: plain here, encrypted under the case's key before it reaches the database. The ledger
/// entry names the record and commits to its words with a salt that is erased with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedText {
    pub record: RecordId,
    pub kind: TextKind,
    pub text: String,
}

/// Whom a notice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeTo {
    /// Everyone in post at the unit.
    Unit(UnitId),
    /// The party who filed, by the means they left.
    Requester,
    /// One member of staff.
    Account(AccountId),
    /// Whoever an earlier notice was for; this one is written already and waits to be sent.
    Again(NoticeId),
}

/// Something somebody should be told; the text comes from a template, never from the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    pub to: NoticeTo,
    /// Template code, such as `request_dispatched`.
    pub template: &'static str,
}

/// What follows from a step for other cases and tables: done by a job, at least once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUp {
    /// Cases merged into this one take over its reply.
    ReplyToChildren,
    /// Cases merged into this one go on by themselves.
    ReleaseChildren,
    /// The requesters of cases merged into this one are told as well.
    TellChildren(&'static str),
    /// A ruling becomes a precedent of the catalogue.
    AdoptPrecedent(super::AskId),
    /// The key of an erased case is destroyed, where that did not happen at once.
    ForgetKey,
    /// The files of an erased case are removed.
    ForgetFiles,
}

/// What a rule decided: the next state of the aggregate and everything that must be written with it.
///
/// Only `Tx::apply` in the store takes one apart, so no part can be forgotten.
#[derive(Debug)]
pub struct Decision<T, E> {
    /// The aggregate afterwards.
    pub next: T,
    /// What goes into the ledger.
    pub entry: E,
    /// Clocks that are new or have changed.
    pub clocks: Vec<Clock>,
    /// Asks that are new or have changed.
    pub asks: Vec<Ask>,
    /// What the platform does next, in a transaction of its own.
    pub follow_ups: Vec<FollowUp>,
    /// Texts said with this step.
    pub texts: Vec<SealedText>,
    /// Who should be told.
    pub notices: Vec<Notice>,
}
