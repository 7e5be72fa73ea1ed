//! Query plans, for the tests that assert which index a list uses.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::StoreError;

/// The plan of a statement, as lines of text.
pub(crate) async fn explain(db: &DatabaseConnection, statement: Statement) -> Result<String, StoreError> {
    let backend = db.get_database_backend();
    let (prefix, column) = if backend == DbBackend::Postgres { ("EXPLAIN ", "QUERY PLAN") } else { ("EXPLAIN QUERY PLAN ", "detail") };
    let values = statement.values.map(|values| values.0).unwrap_or_default();
    let rows = db.query_all_raw(Statement::from_sql_and_values(backend, format!("{prefix}{}", statement.sql), values)).await?;
    let lines: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get::<String>("", column)).collect();
    Ok(lines?.join("\n"))
}
