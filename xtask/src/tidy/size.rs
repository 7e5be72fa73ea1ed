//! A file of more than 400 lines holds more than one thing.

use super::{Finding, allow::AllowList, source::Source};

const LINES_MAX: usize = 400;
/// Generated, or lists that are read by key and not from the top.
const EXEMPT: [&str; 2] = ["schema.ts", "/i18n/"];

pub(crate) fn check(source: &Source, allowed: &mut AllowList) -> Option<Finding> {
    if EXEMPT.iter().any(|part| source.path.contains(part)) {
        return None;
    }
    let lines = source.text.lines().count();
    if lines <= LINES_MAX {
        return None;
    }
    let remedy = match allowed.allows("size", &source.path) {
        Some(limit) if lines == limit => return None,
        Some(limit) if lines < limit => {
            format!("{lines} lines now; lower {limit} in xtask/tidy-allow.txt, the list only shrinks")
        }
        Some(limit) => format!("{lines} lines, {limit} are allowed; take a part out into a file of its own"),
        None => format!("{lines} lines; at most {LINES_MAX}: take a part out into a file of its own"),
    };
    Some(Finding { file: source.path.clone(), line: 0, rule: "size", remedy })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_found_and_exceptions_only_shrink() {
        let long = |lines| Source::new("crates/a.rs", &"x\n".repeat(lines));
        let none = &mut AllowList::default();
        assert!(check(&long(400), none).is_none());
        assert!(check(&long(401), none).is_some());

        let mut listed = AllowList::parse("size crates/a.rs 450").unwrap();
        assert!(check(&long(450), &mut listed).is_none());
        assert!(check(&long(451), &mut listed).is_some());
        assert!(check(&long(449), &mut listed).is_some_and(|finding| finding.remedy.contains("lower")));
    }
}
