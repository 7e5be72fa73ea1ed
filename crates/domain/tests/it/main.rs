//! The rules, without a database.
#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod access;
mod clocks;
mod hands;
mod machine;
