//! The rules of Hemu. Pure: no async, no I/O, no clock, no floats, no JSON values.
//!
//! Reading order: `kernel` (ids, time, refusals, machines, cases) → `calendar` (time limits and clocks) →
//! `access` → `ledger` → `organisation` → `person` → `file` → `catalogue` → the kinds (`request`, …).
//!
//! To add a command to a kind: a row in the kind's `machine.rs`, a file with its verb holding the rule,
//! an entry variant in `entry.rs`, and its facts in `facts.rs`. `cargo xtask new-command` scaffolds it.

pub mod kernel;

pub mod access;
pub mod calendar;
pub mod catalogue;
pub mod file;
pub mod ledger;
pub mod notice;
pub mod organisation;
pub mod person;

mod rules;
pub use rules::{ClockStart, Rules, Step};

pub mod request;

pub mod re_audit;
pub mod supervision;
