//! The rules of the house that no compiler checks. One file per rule, each with a test that shows it can fail.

mod allow;
mod database;
mod docs;
mod floats;
mod layers;
mod licences;
mod links;
mod migrations;
mod names;
mod personal;
mod size;
mod source;
mod unfinished;

use std::{fmt, path::Path};

use allow::AllowList;

/// Something to put right: where, which rule, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) file: String,
    /// 0 when the whole file is meant.
    pub(crate) line: usize,
    pub(crate) rule: &'static str,
    pub(crate) remedy: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, rule, remedy } = self;
        if *line == 0 {
            write!(f, "{file}: [{rule}] {remedy}")
        } else {
            write!(f, "{file}:{line}: [{rule}] {remedy}")
        }
    }
}

/// Check everything.
pub(crate) fn run(root: &Path) -> Result<Vec<Finding>, String> {
    let sources = source::read_all(root)?;
    let mut allowed = AllowList::read(&root.join("xtask/tidy-allow.txt"))?;
    let mut findings = Vec::new();
    for source in &sources {
        findings.extend(database::check(source, &mut allowed));
        findings.extend(docs::check(source));
        findings.extend(floats::check(source));
        findings.extend(names::check(source));
        findings.extend(size::check(source, &mut allowed));
        findings.extend(unfinished::check(source));
    }
    findings.extend(migrations::check(&migrations::read(root)?));
    findings.extend(personal::check(&personal::read(root)?));
    findings.extend(links::check(&links::read(root)?, &|path| root.join(path).exists()));
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .exec()
        .map_err(|e| format!("cargo metadata: {e}"))?;
    findings.extend(layers::check(&layers::read(&metadata)));
    findings.extend(licences::check(&licences::read(&metadata)));
    findings.extend(allowed.unused());
    findings.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(findings)
}
