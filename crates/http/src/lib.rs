//! Routes: a handler reads what was sent, calls one use case, and says what came of it. No handler holds a rule.
//!
//! To add an endpoint: a file with its verb under its capability, and its line in `router.rs`.

mod access;
mod auth;
mod catalogue;
mod export;
mod extract;
mod file;
mod jobs;
mod leave;
mod limits;
mod live;
mod notice;
mod numbers;
mod organisation;
mod portal;
mod problem;
mod re_audit;
mod request;
mod rights;
mod router;
mod session;
mod supervision;
mod view;
mod worklist;

pub use router::{api_router, openapi};
