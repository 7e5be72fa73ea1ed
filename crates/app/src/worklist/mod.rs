//! The worklist: the cases in one's scope.

mod list;

pub use hemu_store::read::{Cursor, Narrow, OpenAsk, Order, WorklistFilter, WorklistRow};
pub use list::{Page, WorklistItem, list_cases};
