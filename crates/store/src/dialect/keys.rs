//! Where keys lie: a file of its own on SQLite, a schema of its own on PostgreSQL.

use sea_orm::DbBackend;

/// What is said before and after keys are deleted, so that the bytes go as well: splitting pages leaves copies in free
/// space, and the write-ahead log keeps older pages. Erasing is rare, and the key table small.
pub(crate) const fn around_destroying(
    backend: DbBackend,
) -> (&'static [&'static str], &'static [&'static str]) {
    match backend {
        DbBackend::Postgres => (&[], &["VACUUM hemu_keys.data_key"]),
        _ => (&["PRAGMA secure_delete = ON"], &["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]),
    }
}

/// Statements that make the key table, and its name.
pub(crate) const fn key_table(backend: DbBackend) -> (&'static [&'static str], &'static str) {
    match backend {
        DbBackend::Postgres => (
            &[
                "CREATE SCHEMA IF NOT EXISTS hemu_keys",
                "CREATE TABLE IF NOT EXISTS hemu_keys.data_key (id TEXT PRIMARY KEY, wrapped BYTEA NOT NULL, made_at BIGINT NOT NULL)",
            ],
            "hemu_keys.data_key",
        ),
        _ => (
            &[
                "CREATE TABLE IF NOT EXISTS data_key (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL, made_at INTEGER NOT NULL) STRICT",
            ],
            "data_key",
        ),
    }
}
