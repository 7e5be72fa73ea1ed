//! Taking hold of rows before they are read. SQLite has one writer at a time and needs none of it.

use sea_orm::DbBackend;

/// The query that locks rows of a table by their keys, in order of the keys.
pub(crate) fn lock_rows(backend: DbBackend, table: &str, keys: usize) -> Option<String> {
    if backend != DbBackend::Postgres || keys == 0 {
        return None;
    }
    let marks: Vec<String> = (1..=keys).map(|n| format!("${n}")).collect();
    Some(format!("SELECT id FROM {table} WHERE id IN ({}) ORDER BY id FOR UPDATE", marks.join(", ")))
}
