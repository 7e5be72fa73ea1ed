//! Typed identifiers. A `CaseId` cannot be passed for a `UnitId`.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::Instant;

/// Names the kind of thing an identifier belongs to.
pub trait IdKind {
    /// Glossary word of the thing.
    const NAME: &'static str;
}

/// A sortable identifier (ULID): 48 bits of milliseconds, 80 bits of randomness, 26 characters as text.
pub struct Id<K> {
    raw: Ulid,
    kind: PhantomData<fn() -> K>,
}

/// The text is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct ParseIdError;

impl<K> Id<K> {
    /// Make an identifier from the time and 80 random bits; both come from the caller.
    pub fn new(at: Instant, random: u128) -> Self {
        Self { raw: Ulid::from_parts(at.unsigned_ms(), random), kind: PhantomData }
    }

    /// The 16 bytes, big-endian, in sort order.
    pub fn to_bytes(self) -> [u8; 16] {
        self.raw.to_bytes()
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.raw.cmp(&other.raw)
    }
}
impl<K> std::hash::Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.raw, f)
    }
}
impl<K: IdKind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", K::NAME, self.raw)
    }
}
impl<K> FromStr for Id<K> {
    type Err = ParseIdError;
    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let raw = Ulid::from_string(text).map_err(|_| ParseIdError)?;
        // Crockford's alphabet accepts lower case and look-alikes; one thing has one spelling here.
        if raw.to_string() == text { Ok(Self { raw, kind: PhantomData }) } else { Err(ParseIdError) }
    }
}
impl<K> Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! id_kinds {
    ($($(#[$doc:meta])* $alias:ident $kind:ident $name:literal;)*) => {$(
        #[doc = concat!("Marks the identifier of a ", $name, ".")]
        pub enum $kind {}
        impl IdKind for $kind { const NAME: &'static str = $name; }
        $(#[$doc])*
        pub type $alias = Id<$kind>;
    )*};
}

id_kinds! {
    /// A case of any kind (案件).
    CaseId CaseKind "case";
    /// Something a person asks about their own data (个人信息权利申请).
    RightId RightIdKind "right";
    /// A resident's account (居民账户).
    ResidentId ResidentKind "resident";
    /// A unit (单位).
    UnitId UnitKind "unit";
    /// A division (行政区划).
    DivisionId DivisionKind "division";
    /// A staff or resident account (账号).
    AccountId AccountKind "account";
    /// A post (岗位): one account, one unit, one role, from a day to a day.
    PostId PostKind "post";
    /// A leave (休假): one account, one deputy, from a day to a day.
    LeaveId LeaveKind "leave";
    /// A session (登录会话).
    SessionId SessionKind "session";
    /// A matter of the dispatch catalogue (派单目录事项).
    MatterId CatalogueKind "matter";
    /// A running time limit (时限).
    ClockId ClockKind "clock";
    /// A record of the vault: a party or a text (保险库记录).
    RecordId RecordKind "record";
    /// An ask (申请).
    AskId AskIdKind "ask";
    /// A re-audit (随机复核).
    ReAuditId ReAuditKind "re_audit";
    /// An encryption key (密钥).
    KeyId KeyKind "key";
    /// An export (导出).
    ExportId ExportKind "export";
    /// A grant of access (授权).
    GrantId GrantKind "grant";
    /// A look at personal data or at a case (查阅记录).
    LookId LookKind "look";
    /// A notice (通知).
    NoticeId NoticeKind "notice";
}

impl AccountId {
    /// The platform itself: alarms and other steps that no person takes.
    pub const PLATFORM: Self = Self { raw: Ulid(1), kind: PhantomData };
    /// A resident without an account, on the portal.
    pub const RESIDENT: Self = Self { raw: Ulid(2), kind: PhantomData };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_survives_text_and_sorts_by_time() {
        let early = CaseId::new(Instant::from_ms(1_000), 7);
        let late = CaseId::new(Instant::from_ms(2_000), 3);
        assert!(early < late);
        assert!(early.to_string() < late.to_string());
        assert_eq!(early.to_string().parse(), Ok(early));
    }

    #[test]
    fn only_one_spelling_is_accepted() {
        let id = CaseId::new(Instant::from_ms(1_790_000_000_000), u128::MAX >> 48).to_string();
        assert_eq!(id.to_lowercase().parse::<CaseId>(), Err(ParseIdError));
        assert_eq!("".parse::<CaseId>(), Err(ParseIdError));
        assert_eq!("../../etc/passwd".parse::<CaseId>(), Err(ParseIdError));
    }
}
