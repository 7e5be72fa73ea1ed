//! Chinese text: normalising it and finding what a matter is about by plain words. Pure.
//!
//! Suggestions are suggestions (invariant 12): each carries the words that led to it; a person decides.

mod normalise;
mod suggest;

pub use normalise::normalise;
pub use suggest::{Candidate, Suggestion, suggest};
