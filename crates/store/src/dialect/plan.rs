//! Query plans, for the tests that assert which index a list uses.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};

use crate::StoreError;

/// The plan of a statement, as lines of text. On PostgreSQL, whose planner scans tiny tables whatever indexes there are,
/// scans and sorts are made dear first, so that the plan shows which index serves.
pub(crate) async fn explain(db: &DatabaseConnection, statement: Statement) -> Result<String, StoreError> {
    let backend = db.get_database_backend();
    let tx = db.begin().await?;
    let (prefix, column) = if backend == DbBackend::Postgres {
        for setting in ["enable_seqscan", "enable_bitmapscan", "enable_sort"] {
            tx.execute_unprepared(&format!("SET LOCAL {setting} = off")).await?;
        }
        ("EXPLAIN ", "QUERY PLAN")
    } else {
        ("EXPLAIN QUERY PLAN ", "detail")
    };
    let values = statement.values.map(|values| values.0).unwrap_or_default();
    let rows = tx
        .query_all_raw(Statement::from_sql_and_values(backend, format!("{prefix}{}", statement.sql), values))
        .await?;
    let lines: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get::<String>("", column)).collect();
    tx.rollback().await?;
    Ok(lines?.join("\n"))
}
