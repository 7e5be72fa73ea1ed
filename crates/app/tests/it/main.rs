//! Use cases on both databases, told as stories.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails loudly")]

mod access;
mod alarms;
mod catalogue;
mod exports;
mod identity;
mod import;
mod leave;
mod looks;
mod notices;
mod repeats;
mod second_factor;
mod sign_in;
mod statements;
mod story;
