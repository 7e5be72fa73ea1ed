//! Queries shaped for screens. A list is not a decision: no aggregate is loaded.

mod numbers;
mod scope;
mod worklist;

pub use numbers::{FactCount, NumbersFilter};
pub(crate) use scope::{Binds, not_recused};
pub use worklist::{Cursor, Listed, Order, WorklistFilter, WorklistRow};
