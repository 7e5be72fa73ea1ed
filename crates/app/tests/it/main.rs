//! Use cases on both databases, told as stories.

mod alarms;
mod catalogue;
mod import;
mod notices;
mod repeats;
mod sign_in;
mod statements;
mod story;
