//! Every Rust file says first what it is for.

use super::{Finding, source::Source};

pub(crate) fn check(source: &Source) -> Option<Finding> {
    let first = source.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let told = first.strip_prefix("//!").is_some_and(|said| !said.trim().is_empty());
    (source.is_rust() && !told).then(|| Finding {
        file: source.path.clone(),
        line: 1,
        rule: "file-doc",
        remedy: "begin with `//!` and one sentence: what this file is for".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_its_sentence_is_found() {
        assert!(check(&Source::new("crates/a/src/lib.rs", "use std::fs;\n//! Late.")).is_some());
        assert!(check(&Source::new("crates/a/src/lib.rs", "//!\nfn a() {}")).is_some());
        assert!(check(&Source::new("crates/a/src/lib.rs", "//! What it is for.\n")).is_none());
    }
}
