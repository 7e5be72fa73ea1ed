//! The rules, without a database.
#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod clocks;
mod draw;
mod journeys;
mod machine;
mod quiet;
mod world;
