//! The API over a real socket, on both databases.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

mod access;
mod bad_input;
mod client;
mod commands;
mod contract;
mod files;
mod identity;
mod live;
mod prepared;
mod supervision;
