//! The dispatch catalogue: reading, suggesting, publishing.

mod care;
mod publish;
mod suggest;
mod try_draft;

pub use care::{compare_catalogue, end_precedent, list_precedents, places_of};
pub use publish::{MatterDraft, publish_matters};
pub use suggest::{MatterSuggestion, suggest_matters};
pub use try_draft::{Tried, TriedMatter, try_draft};
