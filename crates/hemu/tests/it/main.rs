//! The binary itself, as its users run it.

mod kill;
mod server;
mod shell;
