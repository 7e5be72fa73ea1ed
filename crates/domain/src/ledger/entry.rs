//! One entry of the ledger.

use serde::{Deserialize, Serialize};

use super::{Algorithm, Hash};
use crate::kernel::{AccountId, Instant, UnitId};

/// What a chain belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StreamKind {
    Case,
    Unit,
    Catalogue,
    Account,
    Calendar,
    /// 督办: notes on warnings.
    Supervision,
    /// 随机复核
    ReAudit,
}

impl StreamKind {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Unit => "unit",
            Self::Catalogue => "catalogue",
            Self::Account => "account",
            Self::Calendar => "calendar",
            Self::Supervision => "supervision",
            Self::ReAudit => "re_audit",
        }
    }
}

/// The name of a chain: kind and identifier, such as `case:01J…`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StreamId(pub String);

impl StreamId {
    /// The stream of one thing.
    pub fn of(kind: StreamKind, id: impl std::fmt::Display) -> Self {
        Self(format!("{}:{id}", kind.code()))
    }
}

/// Everything of an entry but its body. The body is text (JSON) that the store encodes once; the hash covers
/// exactly the bytes that are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryHead {
    pub stream: StreamId,
    /// 1 for the first entry of the stream.
    pub seq: u32,
    pub algorithm: Algorithm,
    pub previous: Hash,
    /// The action, such as `dispatch`.
    pub action: &'static str,
    pub actor: AccountId,
    pub actor_unit: UnitId,
    pub at: Instant,
}
