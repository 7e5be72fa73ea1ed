//! The dispatch catalogue: reading, suggesting, publishing.

mod publish;
mod suggest;

pub use publish::{MatterDraft, publish_matters};
pub use suggest::{MatterSuggestion, suggest_matters};
