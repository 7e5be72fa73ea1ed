//! The binary itself, as its users run it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

mod kill;
mod server;
mod shell;
