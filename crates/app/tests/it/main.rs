//! Use cases on both databases, told as stories.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails loudly")]

mod accounts;
mod again;
mod alarms;
mod care;
mod catalogue;
mod choices;
mod disagreement;
mod erase;
mod files;
mod import;
mod notices;
mod outside;
mod re_audit;
mod repeats;
mod requester;
mod sign_in;
mod statements;
mod story;
mod supervision;
mod templates;
