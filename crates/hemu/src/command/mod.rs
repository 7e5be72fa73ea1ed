//! Commands of the shell.

mod import;
mod init;
mod ledger;
mod looks;

pub(crate) use import::{ImportCommand, import};
pub(crate) use init::{InitArgs, init};
pub(crate) use ledger::{LedgerCommand, ledger};
pub(crate) use looks::{LooksArgs, looks};
