//! Supervision (督办): the words of the board, and warnings of repeated matters.

mod board;
mod repeats;

pub use board::{AgeBand, Colour};
pub(crate) use repeats::in_territory;
pub use repeats::{REPEATS_MIN, RepeatNote, check_repeats, may_note, trend};
