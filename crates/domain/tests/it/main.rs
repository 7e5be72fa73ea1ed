//! The rules, without a database.
#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod access;
mod clocks;
mod draw;
mod hands;
mod journeys;
mod machine;
mod quiet;
mod world;
