//! The worklist.

pub(crate) mod list;
