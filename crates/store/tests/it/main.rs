//! Storage on both databases.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

mod identity;
mod ledger;
mod plans;
mod schema;
mod scope;
mod vault;
