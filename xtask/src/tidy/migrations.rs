//! Every migration exists for both databases under one name, has a number of its own, and is in the program's list.

use std::{collections::BTreeSet, fs, path::Path};

use super::Finding;

const FOLDER: &str = "crates/store/migrations";
const LIST: &str = "crates/store/src/migrate.rs";

/// Names without `.sql`, by database, and those the program knows.
#[derive(Debug, Default)]
pub(crate) struct Migrations {
    pub(crate) sqlite: BTreeSet<String>,
    pub(crate) postgres: BTreeSet<String>,
    pub(crate) listed: Vec<String>,
}

pub(crate) fn read(root: &Path) -> Result<Migrations, String> {
    let list = fs::read_to_string(root.join(LIST)).map_err(|e| format!("{LIST}: {e}"))?;
    let listed = list
        .split_once("migrations![")
        .and_then(|(_, rest)| rest.split_once(']'))
        .map_or("", |(inside, _)| inside);
    let listed = listed
        .split(',')
        .map(|name| name.trim().trim_matches('"').to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    Ok(Migrations { sqlite: names(root, "sqlite")?, postgres: names(root, "postgres")?, listed })
}

fn names(root: &Path, database: &str) -> Result<BTreeSet<String>, String> {
    let folder = format!("{FOLDER}/{database}");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(root.join(&folder)).map_err(|e| format!("{folder}: {e}"))? {
        let name = entry.map_err(|e| format!("{folder}: {e}"))?.file_name().to_string_lossy().into_owned();
        names.insert(name.strip_suffix(".sql").unwrap_or(&name).to_owned());
    }
    Ok(names)
}

pub(crate) fn check(found: &Migrations) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report =
        |file: String, remedy: String| findings.push(Finding { file, line: 0, rule: "migrations", remedy });
    for name in found.sqlite.difference(&found.postgres) {
        report(
            format!("{FOLDER}/sqlite/{name}.sql"),
            "write the same step for PostgreSQL under the same name".to_owned(),
        );
    }
    for name in found.postgres.difference(&found.sqlite) {
        report(
            format!("{FOLDER}/postgres/{name}.sql"),
            "write the same step for SQLite under the same name".to_owned(),
        );
    }
    let mut numbers = BTreeSet::new();
    for name in &found.sqlite {
        let number = name.split('_').next().unwrap_or_default();
        if number.len() != 4 || !number.bytes().all(|b| b.is_ascii_digit()) {
            report(format!("{FOLDER}/sqlite/{name}.sql"), "call it NNNN_what.sql".to_owned());
        } else if !numbers.insert(number) {
            report(
                format!("{FOLDER}/sqlite/{name}.sql"),
                format!("number {number} is taken; use the next one"),
            );
        }
    }
    let known: Vec<&String> = found.sqlite.iter().collect();
    if found.listed.iter().collect::<Vec<_>>() != known {
        report(
            LIST.to_owned(),
            format!(
                "`migrations![…]` lists {:?}, the folder has {known:?}; they must be equal and in order",
                found.listed
            ),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_pairs_equal_numbers_and_unlisted_steps_are_found() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
        let good = Migrations {
            sqlite: set(&["0001_a", "0002_b"]),
            postgres: set(&["0001_a", "0002_b"]),
            listed: vec!["0001_a".into(), "0002_b".into()],
        };
        assert!(check(&good).is_empty());
        assert_eq!(check(&Migrations { postgres: set(&["0001_a", "0003_c"]), ..good }).len(), 2);

        let twice = Migrations {
            sqlite: set(&["0001_a", "0001_b"]),
            postgres: set(&["0001_a", "0001_b"]),
            listed: vec!["0001_a".into()],
        };
        assert_eq!(check(&twice).len(), 2);
    }
}
