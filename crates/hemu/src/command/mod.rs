//! Commands of the shell.

mod audit;
mod import;
mod init;
mod ledger;
mod looks;
mod open_cases;

pub(crate) use audit::{AuditCommand, audit};
pub(crate) use import::{ImportCommand, import};
pub(crate) use init::{InitArgs, init};
pub(crate) use ledger::{LedgerCommand, ledger};
pub(crate) use looks::{LooksArgs, looks};
pub(crate) use open_cases::{migrate_machine, recount};
