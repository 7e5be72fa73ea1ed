//! The contract: `api/openapi.json` is what the program says, and no schema name stands for two things.

use serde_json::Value;

fn document() -> Value {
    serde_json::from_str(&hemu_http::openapi()).unwrap()
}

#[test]
fn the_committed_document_is_the_one_the_program_prints() {
    let committed =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../api/openapi.json")).unwrap();
    assert!(committed == hemu_http::openapi(), "api/openapi.json is out of date: run `make gen`");
}

/// utoipa keeps the last of two types with one name: the number of names in the source must be the number in the document.
#[test]
fn every_schema_type_of_the_source_has_a_name_of_its_own() {
    let mut names = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let mut derived = false;
            for line in text.lines() {
                derived |= line.starts_with("#[derive(") && line.contains("ToSchema");
                if derived && let Some(rest) = line.strip_prefix("pub(crate) struct ") {
                    names.push(rest.split([' ', '<', ';']).next().unwrap().to_owned());
                    derived = false;
                }
            }
        }
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(count, names.len(), "two schema types share a name");
    let document = document();
    let in_document = document["components"]["schemas"].as_object().unwrap();
    let missing: Vec<&String> = names.iter().filter(|name| !in_document.contains_key(*name)).collect();
    assert!(missing.is_empty(), "not in the document: {missing:?}");
}

#[test]
fn every_operation_has_an_id_a_summary_and_its_problems() {
    let document = document();
    let mut ids = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no id"));
            assert!(
                operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()),
                "{id} has no summary"
            );
            for status in ["400", "401", "403", "404", "409", "422"] {
                assert!(operation["responses"].get(status).is_some(), "{id} does not document {status}");
            }
            ids.push(id.to_owned());
        }
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}
