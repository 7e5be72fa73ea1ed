//! What Hemu will not hold about a person (invariant 13): no score, label, track, ethnicity, religion and the like.

use std::{fs, path::Path};

use super::Finding;

const PEOPLE: [&str; 11] = [
    "account",
    "person",
    "people",
    "party",
    "resident",
    "requester",
    "household",
    "family",
    "member",
    "user",
    "contact",
];
const REFUSED: [&str; 20] = [
    "score",
    "rank",
    "label",
    "tag",
    "colour",
    "color",
    "track",
    "trajectory",
    "location",
    "blacklist",
    "watchlist",
    "credit",
    "ethnicity",
    "ethnic",
    "religion",
    "political",
    "education",
    "income",
    "face",
    "fingerprint",
];

/// One SQL file.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) path: String,
    pub(crate) text: String,
}

pub(crate) fn read(root: &Path) -> Result<Vec<Script>, String> {
    let mut scripts = Vec::new();
    for database in ["sqlite", "postgres"] {
        let folder = format!("crates/store/migrations/{database}");
        for entry in fs::read_dir(root.join(&folder)).map_err(|e| format!("{folder}: {e}"))? {
            let entry = entry.map_err(|e| format!("{folder}: {e}"))?;
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            scripts.push(Script {
                text: fs::read_to_string(entry.path()).map_err(|e| format!("{path}: {e}"))?,
                path,
            });
        }
    }
    Ok(scripts)
}

pub(crate) fn check(scripts: &[Script]) -> Vec<Finding> {
    scripts.iter().flat_map(check_one).collect()
}

fn check_one(script: &Script) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut table = String::new();
    for (i, line) in script.text.lines().enumerate() {
        let sql = line.split("--").next().unwrap_or_default().to_lowercase();
        for statement in ["create table ", "alter table "] {
            if let Some((_, rest)) = sql.split_once(statement) {
                let rest = rest.trim_start_matches("if not exists ").trim_start_matches("if exists ");
                table = rest
                    .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next()
                    .unwrap_or_default()
                    .to_owned();
            }
        }
        let about_people = table.split('_').any(|part| PEOPLE.contains(&part));
        let refused =
            words(&sql).find(|name| *name != table && name.split('_').any(|part| REFUSED.contains(&part)));
        if let Some(name) = refused.filter(|_| about_people) {
            findings.push(Finding {
                file: script.path.clone(),
                line: i + 1,
                rule: "people-are-not-rated",
                remedy: format!("`{name}` on `{table}`: Hemu holds no such thing about a person; labels belong to a case (architecture, section 7)"),
            });
        }
        if sql.contains(';') {
            table.clear();
        }
    }
    findings
}

fn words(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        check(&[Script { path: "a.sql".into(), text: text.into() }]).len()
    }

    #[test]
    fn a_rating_on_a_person_is_found() {
        assert_eq!(found("CREATE TABLE account (\n  id TEXT,\n  credit_score INTEGER\n);"), 1);
        assert_eq!(found("ALTER TABLE case_party ADD COLUMN religion TEXT;"), 1);
        assert_eq!(
            found(
                "CREATE TABLE cases (\n  label TEXT\n);\n-- account label\nCREATE INDEX a ON cases (label);"
            ),
            0
        );
    }
}
