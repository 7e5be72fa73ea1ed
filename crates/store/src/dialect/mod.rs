//! Every place where SQLite and PostgreSQL differ, side by side.

pub(crate) mod batch;
pub(crate) mod claim;
pub(crate) mod connect;
pub(crate) mod either;
pub(crate) mod keys;
pub(crate) mod lock;
pub(crate) mod plan;
pub(crate) mod schema;
