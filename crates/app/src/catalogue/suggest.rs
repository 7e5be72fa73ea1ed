//! Suggest matters for a text by the plain words residents use, with the unit that would lead at the place.

use hemu_domain::{catalogue::Matter, kernel::DivisionId, organisation::Unit};
use hemu_text::{Candidate, suggest};

use crate::{AppError, Call, Ctx};

/// A suggestion: a person decides.
#[derive(Debug, Clone)]
pub struct MatterSuggestion {
    pub matter: Matter,
    /// Share of the weight found, in basis points.
    pub confidence: u32,
    /// The words that led here.
    pub words: Vec<String>,
    pub lead: Option<Unit>,
}

const SUGGESTIONS_MAX: usize = 5;

/// Suggest matters.
pub async fn suggest_matters(
    ctx: &Ctx,
    call: &Call,
    text: &str,
    division: Option<DivisionId>,
) -> Result<Vec<MatterSuggestion>, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let place = match division {
        None => None,
        Some(id) => ctx.store.division(id).await?.map(|division| division.path),
    };
    let candidates: Vec<Candidate<'_>> =
        rules.matters.iter().map(|matter| Candidate { words: &matter.words }).collect();
    Ok(suggest(text, &candidates, SUGGESTIONS_MAX)
        .into_iter()
        .filter_map(|found| {
            let matter = rules.matters.get(found.candidate)?.clone();
            let lead = place.as_ref().and_then(|place| rules.lead_unit(&matter, place)).cloned();
            Some(MatterSuggestion { matter, confidence: found.confidence, words: found.words, lead })
        })
        .collect())
}
