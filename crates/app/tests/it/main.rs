//! Use cases on both databases, told as stories.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails loudly")]

mod accounts;
mod alarms;
mod catalogue;
mod disagreement;
mod erase;
mod import;
mod notices;
mod repeats;
mod requester;
mod sign_in;
mod statements;
mod story;
