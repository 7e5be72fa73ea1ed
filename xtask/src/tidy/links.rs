//! What the documents name exists: links between them, and paths of the repository.

use std::{fs, path::Path};

use super::Finding;

const FOLDERS: [&str; 8] = ["crates/", "web/", "e2e/", "docs/", "scripts/", "xtask/", "api/", ".ci/"];
const PICTURES: &str = "docs/images";
/// The worked example makes these.
const EXAMPLE: &str = "/urge.rs";

/// One document.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
}

pub(crate) fn read(root: &Path) -> Result<Vec<Page>, String> {
    let mut pages = Vec::new();
    for folder in ["", "docs/", "docs/decisions/", "docs/machines/"] {
        for entry in fs::read_dir(root.join(folder)).map_err(|e| format!("{folder}: {e}"))? {
            let entry = entry.map_err(|e| format!("{folder}: {e}"))?;
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            if path.ends_with(".md") {
                pages.push(Page {
                    text: fs::read_to_string(entry.path()).map_err(|e| format!("{path}: {e}"))?,
                    path,
                });
            }
        }
    }
    Ok(pages)
}

/// `exists` is asked with paths from the root of the repository.
pub(crate) fn check(pages: &[Page], exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Pictures are taken by `make screenshots`; before the first time there is no folder.
    let pictures_taken = exists(PICTURES);
    for page in pages {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (i, line) in page.text.lines().enumerate() {
            let linked = targets(line).map(|target| resolve(folder, target));
            let named = line
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|name| FOLDERS.iter().any(|known| name.starts_with(known)))
                .map(str::to_owned);
            for path in linked
                .chain(named)
                .filter(|path| !path.contains(['<', '*', '{', ' ']) && !path.ends_with(EXAMPLE))
            {
                let awaited = !pictures_taken && path.starts_with(PICTURES);
                if !awaited && !exists(path.trim_end_matches('/')) {
                    findings.push(Finding {
                        file: page.path.clone(),
                        line: i + 1,
                        rule: "links",
                        remedy: format!("`{path}` does not exist; name what is there"),
                    });
                }
            }
        }
    }
    findings
}

/// Targets of `[text](target)` that are neither addresses nor places within the page.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next())
        .filter(|target| !target.is_empty() && !target.contains(':'))
}

fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_paths_that_lead_nowhere_are_found() {
        let page = |text: &str| [Page { path: "docs/a.md".into(), text: text.into() }];
        let exists = |path: &str| ["README.md", "crates/store", "docs/b.md"].contains(&path);

        assert_eq!(check(&page("[a](../LOST.md) and [b](c.md), `crates/gone.rs`"), &exists).len(), 3);
        assert!(check(&page("[a](../README.md), [b](b.md#part), [c](https://example.org), `crates/store/`, `crates/<kind>/x.rs`"), &exists).is_empty());
    }
}
