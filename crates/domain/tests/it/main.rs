//! The rules, without a database.
#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod clocks;
mod hands;
mod machine;
