//! The allow-list: exceptions that exist today. It may only shrink, so a line that is no longer needed is an error.

use std::{fs, path::Path};

use super::Finding;

const FILE: &str = "xtask/tidy-allow.txt";

/// Lines `rule path`, or `rule path number` for sizes.
#[derive(Debug, Default)]
pub(crate) struct AllowList {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    line: usize,
    rule: String,
    path: String,
    number: usize,
    used: bool,
}

impl AllowList {
    pub(crate) fn read(file: &Path) -> Result<Self, String> {
        Self::parse(&fs::read_to_string(file).map_err(|e| format!("{FILE}: {e}"))?)
    }

    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut entries = Vec::new();
        for (i, line) in text.lines().enumerate() {
            let words: Vec<&str> = line.split('#').next().unwrap_or_default().split_whitespace().collect();
            let (rule, path, number) = match words.as_slice() {
                [] => continue,
                [rule, path] => (rule, path, 0),
                [rule, path, number] => (
                    rule,
                    path,
                    number.parse().map_err(|_| format!("{FILE}:{}: `{number}` is no number", i + 1))?,
                ),
                _ => return Err(format!("{FILE}:{}: write `rule path` or `rule path number`", i + 1)),
            };
            entries.push(Entry {
                line: i + 1,
                rule: (*rule).to_owned(),
                path: (*path).to_owned(),
                number,
                used: false,
            });
        }
        Ok(Self { entries })
    }

    /// The number allowed for this rule and path (0 when none was given), if the exception exists.
    pub(crate) fn allows(&mut self, rule: &str, path: &str) -> Option<usize> {
        let entry = self.entries.iter_mut().find(|entry| entry.rule == rule && entry.path == path)?;
        entry.used = true;
        Some(entry.number)
    }

    /// Exceptions that nothing needs any more.
    pub(crate) fn unused(&self) -> Vec<Finding> {
        self.entries
            .iter()
            .filter(|entry| !entry.used)
            .map(|entry| Finding {
                file: FILE.to_owned(),
                line: entry.line,
                rule: "allow-list",
                remedy: format!(
                    "`{} {}` is no longer needed; remove the line, the list only shrinks",
                    entry.rule, entry.path
                ),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_that_nothing_needs_is_found() {
        let mut allowed = AllowList::parse("# why\nsize crates/a.rs 500\nbackend crates/b.rs\n").unwrap();

        assert_eq!(allowed.allows("size", "crates/a.rs"), Some(500));
        assert_eq!(allowed.allows("size", "crates/b.rs"), None);
        assert_eq!(allowed.unused().len(), 1);
        assert!(AllowList::parse("size a.rs many").is_err());
    }
}
