//! Supervision.

pub(crate) mod board;
pub(crate) mod repeats;
