//! Divisions, units, accounts and posts.

mod import_divisions;
mod open_account;
mod open_unit;

pub use import_divisions::{DivisionsImported, import_divisions};
pub use open_account::{NewMember, open_account};
pub use open_unit::{NewUnit, open_unit};
