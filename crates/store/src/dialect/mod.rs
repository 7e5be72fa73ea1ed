//! Every place where SQLite and PostgreSQL differ, side by side.

pub(crate) mod batch;
pub(crate) mod claim;
pub(crate) mod connect;
pub(crate) mod keys;
pub mod plan;
pub(crate) mod schema;
