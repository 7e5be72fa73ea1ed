//! No floating-point numbers in the rules: they differ between machines and databases.

use super::{
    Finding,
    source::{Source, has_word},
};

pub(crate) fn check(source: &Source) -> Vec<Finding> {
    if !source.is_rust() || !source.path.starts_with("crates/domain/") {
        return Vec::new();
    }
    source
        .code_lines()
        .filter(|(_, code)| ["f32", "f64"].iter().any(|name| has_word(code, name)))
        .map(|(line, _)| Finding {
            file: source.path.clone(),
            line,
            rule: "no-floats",
            remedy: "count in integers: minutes, fen, basis points; statistics belong in crates/measure"
                .to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_in_the_rules_is_found() {
        assert_eq!(check(&Source::new("crates/domain/src/a.rs", "fn a() {}\nlet rate: f64 = x;")).len(), 1);
        assert!(check(&Source::new("crates/measure/src/a.rs", "let rate: f64 = x;")).is_empty());
    }
}
