//! Which candidates a text speaks of, by the words residents use for them.

use crate::normalise;

/// Something that can be suggested, with the words that speak for it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    pub words: &'a [String],
}

/// A suggestion with its share of all that was found, and the words that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Index among the candidates.
    pub candidate: usize,
    /// Share of the weight found, in basis points.
    pub confidence: u32,
    pub words: Vec<String>,
}

/// Text beyond this many characters is not read.
const READ_MAX: usize = 4_000;

/// At most `limit` candidates, the likeliest first. A word weighs the square of its length, because longer words
/// say more, and less the more candidates share it.
pub fn suggest(text: &str, candidates: &[Candidate<'_>], limit: usize) -> Vec<Suggestion> {
    let text: String = normalise(&text.chars().take(READ_MAX).collect::<String>());
    let mut found: Vec<(u64, Suggestion)> = Vec::new();
    for (candidate, Candidate { words }) in candidates.iter().enumerate() {
        let hits: Vec<&String> =
            words.iter().filter(|word| !word.is_empty() && text.contains(&normalise(word))).collect();
        let weight: u64 = hits.iter().map(|word| weight(word, candidates)).sum();
        if 0 < weight {
            found.push((
                weight,
                Suggestion { candidate, confidence: 0, words: hits.into_iter().cloned().collect() },
            ));
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.candidate.cmp(&b.1.candidate)));
    let total: u64 = found.iter().map(|(weight, _)| weight).sum();
    found
        .into_iter()
        .take(limit)
        .map(|(weight, mut suggestion)| {
            suggestion.confidence = u32::try_from(weight * 10_000 / total.max(1)).unwrap_or(10_000);
            suggestion
        })
        .collect()
}

fn weight(word: &str, candidates: &[Candidate<'_>]) -> u64 {
    let length = word.chars().count() as u64;
    let shared = candidates.iter().filter(|other| other.words.iter().any(|own| own == word)).count() as u64;
    length * length * 100 / shared.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_and_rarer_word_wins_and_is_named() {
        let water = ["停水".to_owned(), "自来水".to_owned(), "水压".to_owned()];
        let noise = ["噪音".to_owned(), "扰民".to_owned()];
        let candidates = [Candidate { words: &water }, Candidate { words: &noise }];

        let found = suggest("小区 自来水 停水两天，施工 噪 音也大", &candidates, 5);

        assert_eq!(found.iter().map(|s| s.candidate).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(found[0].words, ["停水", "自来水"]);
        assert!(found[1].confidence < found[0].confidence);
        assert!(suggest("天气真好", &candidates, 5).is_empty());
    }
}
