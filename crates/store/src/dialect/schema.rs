//! The logical schema as the database itself tells it, for the parity test.

use sea_orm::DbBackend;

/// A query whose rows are `table column notnull`, sorted.
pub(crate) const fn columns_query(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "SELECT table_name || ' ' || column_name || ' ' || CASE is_nullable WHEN 'NO' THEN 'required' ELSE 'optional' END AS line \
             FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1"
        }
        _ => {
            "SELECT m.name || ' ' || c.name || ' ' || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 'required' ELSE 'optional' END AS line \
             FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1"
        }
    }
}

/// A query whose rows are the names of indexes that were made by name, sorted.
pub(crate) const fn indexes_query(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "SELECT indexname AS line FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key' ORDER BY 1"
        }
        _ => {
            "SELECT name AS line FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        }
    }
}

/// Statements after which ledger rows can be tampered with: only the ledger tests use them.
pub(crate) const fn disarm_ledger(backend: DbBackend) -> &'static [&'static str] {
    match backend {
        DbBackend::Postgres => &[
            "ALTER TABLE ledger_entry DISABLE TRIGGER USER",
            "ALTER TABLE ledger_checkpoint DISABLE TRIGGER USER",
            "ALTER TABLE ledger_leaf DISABLE TRIGGER USER",
        ],
        _ => &[
            "DROP TRIGGER IF EXISTS ledger_entry_no_update",
            "DROP TRIGGER IF EXISTS ledger_entry_no_delete",
            "DROP TRIGGER IF EXISTS ledger_checkpoint_no_update",
            "DROP TRIGGER IF EXISTS ledger_checkpoint_no_delete",
            "DROP TRIGGER IF EXISTS ledger_leaf_no_update",
            "DROP TRIGGER IF EXISTS ledger_leaf_no_delete",
        ],
    }
}
