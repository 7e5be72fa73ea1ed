//! Storage on both databases.

mod ledger;
mod plans;
mod schema;
mod scope;
mod vault;
