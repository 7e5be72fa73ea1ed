//! Names that say nothing are refused: a type is called by what it is, a file by what is in it.

use super::{Finding, source::Source};

const TYPE_ENDINGS: [&str; 5] = ["Manager", "Helper", "Util", "Utils", "Service"];
const FILES: [&str; 4] = ["common", "utils", "util", "helpers"];

pub(crate) fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |line, remedy: String| {
        findings.push(Finding { file: source.path.clone(), line, rule: "names", remedy })
    };
    let file = source.path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
    if FILES.contains(&file) || source.path.split('/').any(|folder| FILES.contains(&folder)) {
        report(0, "name the file by what is in it; what is used once belongs where it is used".to_owned());
    }
    if source.is_rust() {
        for (line, code) in source.code_lines() {
            if let Some(name) =
                declared_type(code).filter(|name| TYPE_ENDINGS.iter().any(|ending| name.ends_with(ending)))
            {
                report(
                    line,
                    format!("`{name}` says nothing; one use case is one function in a file with its verb"),
                );
            }
        }
    }
    findings
}

fn declared_type(code: &str) -> Option<&str> {
    let mut words = code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    words.find(|word| ["struct", "enum", "trait", "type"].contains(word))?;
    words.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_nothing_are_found() {
        assert_eq!(
            check(&Source::new(
                "crates/app/src/a.rs",
                "pub struct RequestManager {}\npub(crate) trait DateHelper {}"
            ))
            .len(),
            2
        );
        assert_eq!(check(&Source::new("crates/app/src/utils.rs", "")).len(), 1);
        assert_eq!(check(&Source::new("web/apps/desk/src/helpers.ts", "")).len(), 1);
        assert!(
            check(&Source::new("crates/app/src/a.rs", "use tower::Service;\npub struct Serviced;"))
                .is_empty()
        );
    }
}
