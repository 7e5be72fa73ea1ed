//! Queries shaped for screens. A list is not a decision: no aggregate is loaded.

mod board;
mod narrow;
mod numbers;
mod repeats;
mod scope;
mod worklist;

pub use board::{BoardCount, BoardCounts, BoardFilter};
pub use narrow::{Narrow, OpenAsk};
pub use numbers::{FactCount, NumbersFilter};
pub use repeats::{Repeat, RepeatsFilter};
pub(crate) use scope::{Binds, not_recused};
pub use worklist::{Cursor, Listed, Order, WorklistFilter, WorklistRow};
