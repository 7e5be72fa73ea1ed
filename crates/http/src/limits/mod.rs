//! Time limits: the table, what a changed table or calendar does to the requests that are open, and publishing.

pub(crate) mod recount;
pub(crate) mod table;
