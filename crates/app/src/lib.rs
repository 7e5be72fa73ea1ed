//! Use cases: one file per command or query. Transactions begin and end here; rules live in `domain`.
//!
//! To add a command: copy `request/sign.rs`. It names the action, the rule and what the caller filled in; `request/step.rs`
//! loads, asks for the permit, decides, applies and commits, the same for all.

pub mod access;
pub mod calendar;
pub mod catalogue;
pub mod ctx;
pub mod error;
pub mod export;
pub mod file;
pub mod import;
pub mod jobs;
pub mod leave;
pub mod notice;
pub mod numbers;
pub mod operation;
pub mod organisation;
pub mod ports;
pub mod re_audit;
pub mod request;
pub mod resident;
pub mod session;
pub mod settings;
pub mod supervision;
pub mod worklist;

mod rules_cache;

pub use ctx::{Call, Ctx};
pub use error::AppError;
