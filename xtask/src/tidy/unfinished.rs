//! Nothing unfinished or switched off without a name and an issue.

use super::{Finding, source::Source};

const IN_CODE: [&str; 3] = ["todo!", "unimplemented!", "#[ignore"];
const MARK: &str = concat!("TO", "DO");

pub(crate) fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |line, remedy: &str| {
        findings.push(Finding {
            file: source.path.clone(),
            line,
            rule: "unfinished",
            remedy: remedy.to_owned(),
        })
    };
    if source.is_rust() {
        for (line, code) in source.code_lines() {
            if IN_CODE.iter().any(|word| code.contains(word)) {
                report(line, "finish it or take it out; a test that cannot run is no test");
            }
        }
    }
    for (i, text) in source.text.lines().enumerate() {
        if text.match_indices(MARK).any(|(at, _)| !is_signed(text.get(at + MARK.len()..).unwrap_or_default()))
        {
            report(i + 1, "say who and where: `(name, issue)` directly after the mark");
        }
    }
    findings
}

/// `(name, issue)`.
fn is_signed(after: &str) -> bool {
    let Some(inside) = after.strip_prefix('(').and_then(|rest| rest.split_once(')')) else { return false };
    inside.0.split_once(',').is_some_and(|(name, issue)| !name.trim().is_empty() && !issue.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_work_is_found() {
        assert_eq!(check(&Source::new("crates/a.rs", "fn a() { todo!() }\n#[ignore]\nfn b() {}")).len(), 2);
        assert_eq!(check(&Source::new("web/a.ts", &format!("// {MARK}: later"))).len(), 1);
        assert!(
            check(&Source::new("crates/a.rs", &format!("// {MARK}(lin, #12): until the table is loaded")))
                .is_empty()
        );
    }
}
