//! The database library stays inside `store` (invariant 2), what differs between the two inside its `dialect`, and
//! cases are written in one place (invariant 3).

use super::{
    Finding,
    allow::AllowList,
    source::{Source, has_word},
};

pub(crate) fn check(source: &Source, allowed: &mut AllowList) -> Vec<Finding> {
    if !source.is_rust() || !source.path.starts_with("crates/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut report = |line, rule, remedy: &str| {
        findings.push(Finding { file: source.path.clone(), line, rule, remedy: remedy.to_owned() })
    };
    let in_store = source.path.starts_with("crates/store/");
    let in_dialect = source.path.starts_with("crates/store/src/dialect/");
    let at_the_edge =
        ["crates/http/src/", "crates/worker/src/"].iter().any(|folder| source.path.starts_with(folder));
    for (line, code) in source.code_lines() {
        if !in_store && ["sea_orm", "sea_query", "sqlx"].iter().any(|name| has_word(code, name)) {
            report(
                line,
                "database-library",
                "only crates/store knows the database library; add a method there that takes and gives domain types",
            );
        }
        if !in_dialect
            && has_word(code, "DbBackend")
            && code.contains("DbBackend::")
            && allowed.allows("backend", &source.path).is_none()
        {
            report(
                line,
                "backend",
                "what differs between SQLite and PostgreSQL belongs in crates/store/src/dialect",
            );
        }
        if at_the_edge
            && code.contains(".store.")
            && allowed.allows("past-the-use-case", &source.path).is_none()
        {
            report(
                line,
                "past-the-use-case",
                "call a use case in crates/app; the edge does not see the store",
            );
        }
    }
    if source.path.starts_with("crates/store/src/") && source.path != WRITER {
        for (i, text) in source.text.lines().enumerate() {
            if WRITES.iter().any(|sql| text.contains(sql)) {
                report(
                    i + 1,
                    "one-writer",
                    "cases are written by `Tx::apply` in crates/store/src/tx.rs alone, and ledger entries are never changed",
                );
            }
        }
    }
    findings
}

const WRITER: &str = "crates/store/src/tx.rs";
const WRITES: [&str; 6] = [
    "UPDATE cases",
    "INTO cases",
    "DELETE FROM cases",
    "insert(backend, \"cases\"",
    "UPDATE ledger_entry",
    "DELETE FROM ledger_entry",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&Source::new(path, text), &mut AllowList::default())
            .into_iter()
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn the_database_library_outside_the_store_is_found() {
        assert_eq!(rules("crates/app/src/a.rs", "use sea_orm::Value;"), ["database-library"]);
        assert!(rules("crates/store/src/a.rs", "use sea_orm::Value;").is_empty());
        assert!(rules("crates/app/src/a.rs", "// sea_orm is not used here").is_empty());
    }

    #[test]
    fn a_difference_outside_the_dialect_is_found_unless_listed() {
        let text = "if backend == DbBackend::Postgres {}";
        assert_eq!(rules("crates/store/src/a.rs", text), ["backend"]);
        assert!(rules("crates/store/src/dialect/a.rs", text).is_empty());
        let mut listed = AllowList::parse("backend crates/store/src/a.rs").unwrap();
        assert!(check(&Source::new("crates/store/src/a.rs", text), &mut listed).is_empty());
    }

    #[test]
    fn a_second_writer_is_found() {
        assert_eq!(
            rules("crates/store/src/a.rs", "sql(backend, \"UPDATE cases SET stage = $1\", [])"),
            ["one-writer"]
        );
        assert_eq!(
            rules("crates/store/src/a.rs", "insert(backend, \"cases\", &COLUMNS, rows, OnKey::Fail)"),
            ["one-writer"]
        );
        assert!(
            rules("crates/store/src/tx.rs", "insert(backend, \"cases\", &COLUMNS, rows, OnKey::Fail)")
                .is_empty()
        );
    }

    #[test]
    fn a_route_that_reaches_past_its_use_case_is_found() {
        assert_eq!(rules("crates/http/src/a.rs", "ctx.store.request(id).await?;"), ["past-the-use-case"]);
    }
}
