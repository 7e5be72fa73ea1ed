//! The worklist: the cases in one's scope.

mod list;

pub use list::{Page, WorklistItem, list_cases};
