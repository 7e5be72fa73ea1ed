//! The rules, without a database.

mod clocks;
mod machine;
