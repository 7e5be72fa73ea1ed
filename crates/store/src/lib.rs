//! The database. SeaORM lives here and nowhere else; domain types go in and come out.
//!
//! - `Store::open` connects, `Store::begin_write` is the only way to a [`Tx`], `Store::reader` cannot write.
//! - A change of state goes through [`Tx::apply`], which writes the row, the ledger entry, the facts, the readers
//!   and the jobs together (invariant 3).
//! - Every difference between SQLite and PostgreSQL lives in `dialect`.
//!
//! To add a kind: a pair of migrations with its table, and an implementation of [`CaseKind`] beside `request.rs`.

mod account_stream;
mod ask;
mod dialect;
mod error;
mod kind;
mod migrate;
mod open;
mod sql;
mod tx;

pub mod account;
pub mod calendar;
pub mod catalogue;
pub mod checkpoint;
pub mod clock;
pub mod export;
pub mod facts;
pub mod file;
pub mod grant;
pub mod jobs;
pub mod leave;
pub mod ledger;
pub mod login_tries;
pub mod look;
pub mod merge;
pub mod notice;
pub mod organisation;
pub mod people;
pub mod post;
pub mod re_audit;
pub mod read;
mod recusal;
pub mod request;
pub mod resident;
pub mod right;
pub mod second_factor;
pub mod session;
pub mod supervision;
#[doc(hidden)]
pub mod testing;
pub mod vault;

pub use error::StoreError;
pub use kind::{CaseKind, Context};
pub use migrate::MIGRATIONS;
pub use open::{Place, Store};
pub use tx::{Meta, Tx};
