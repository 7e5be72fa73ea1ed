//! What every kind of case shares. Nothing here knows a kind.

mod ask;
mod case;
mod coded;
mod fact;
mod id;
mod instant;
mod machine;
mod refusal;

pub use ask::{Ask, AskKind, AskState, AskTerms, Vote};
pub use case::{
    Case, CaseNumber, Decision, FollowUp, Kind, Label, Notice, NoticeTo, Reader, ReaderRole, SealedText,
    TextKind,
};
pub(crate) use coded::coded;
pub use fact::{Fact, Measure};
pub use id::{
    AccountId, AccountKind, AskId, AskIdKind, CaseId, CaseKind, CatalogueKind, ClockId, ClockKind,
    DivisionId, ExportId, ExportKind, GrantId, Id, IdKind, KeyId, LeaveId, LeaveKind, LookId, MatterId,
    NoticeId, NoticeKind, ParseIdError, PostId, PostKind, ReAuditId, ReAuditKind, RecordId, RecordKind,
    ResidentId, RightId, SessionId, SessionKind, UnitId,
};
pub use instant::Instant;
pub use machine::{Holder, Machine, Row};
pub use refusal::{Refusal, text_between};
