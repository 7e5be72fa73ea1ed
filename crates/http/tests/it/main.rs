//! The API over a real socket, on both databases.

mod access;
mod bad_input;
mod client;
mod commands;
mod contract;
