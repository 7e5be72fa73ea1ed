//! Use cases on both databases, told as stories.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails loudly")]

mod alarms;
mod catalogue;
mod identity;
mod import;
mod leave;
mod notices;
mod repeats;
mod second_factor;
mod sign_in;
mod statements;
mod story;
