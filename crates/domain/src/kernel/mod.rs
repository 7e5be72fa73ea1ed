//! What every kind of case shares. Nothing here knows a kind.

mod case;
mod fact;
mod id;
mod instant;
mod machine;
mod refusal;

pub use case::{
    Case, CaseNumber, Decision, Kind, Label, Notice, NoticeTo, Reader, ReaderRole, SealedText, TextKind,
};
pub use fact::{Fact, Measure};
pub use id::{
    AccountId, AccountKind, CaseId, CaseKind, CatalogueKind, ClockId, ClockKind, DivisionId, ExportId,
    ExportKind, GrantId, Id, IdKind, KeyId, LeaveId, LeaveKind, LookId, MatterId, NoticeId, ParseIdError,
    PostId, PostKind, RecordId, SessionId, SessionKind, UnitId,
};
pub use instant::Instant;
pub use machine::{Holder, Machine, Row};
pub use refusal::{Refusal, text_between};
