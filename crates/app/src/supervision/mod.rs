//! Supervision: the board, and warnings of repeated matters.

mod board;
mod repeats;

pub use board::{Board, BoardPlace, BoardUnit, Counted, URGED_DAYS, supervision_board};
pub use hemu_store::supervision::NotedRepeat;
pub use repeats::{NewRepeatNote, RepeatWarning, note_repeat, repeated_matters};
