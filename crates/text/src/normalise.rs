//! One spelling for comparing: NFKC, lower case, white space gone.

use unicode_normalization::UnicodeNormalization;

/// The text as it is compared: compatibility forms folded, lower case, without white space.
pub fn normalise(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn full_width_and_spaces_do_not_matter() {
        assert_eq!(normalise("ＡＢＣ 小 区\n１２"), "abc小区12");
    }
}
