//! Time limits and the clocks that run against them.
//!
//! Calendars are loaded, never computed: the State Council's yearly notice is data. A year that is not loaded
//! is said, not guessed (`TraceStep::YearMissing`).

mod clock;
mod count;
mod explain;
mod limit;
mod table;

pub use clock::{Clock, Colour, Extension, Pause};
pub use count::{Due, Span, TraceStep, due_after, read_trace};
pub use explain::{Sentence, explain};
pub use limit::{Limit, LimitUnit, TimeLimit, find_limit, limits_with};
pub use table::{Calendar, DayKind, WorkInterval};
