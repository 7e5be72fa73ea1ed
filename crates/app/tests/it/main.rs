//! Use cases on both databases, told as stories.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails loudly")]

mod access;
mod accounts;
mod again;
mod alarms;
mod care;
mod catalogue;
mod choices;
mod disagreement;
mod erase;
mod exports;
mod files;
mod identity;
mod import;
mod leave;
mod looks;
mod notices;
mod outside;
mod re_audit;
mod repeats;
mod requester;
mod second_factor;
mod sign_in;
mod statements;
mod story;
mod supervision;
mod templates;
