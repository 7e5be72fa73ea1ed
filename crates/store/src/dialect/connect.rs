//! Connections: pools, pragmas, time-outs. Set here for every pool, in one place.

use std::{path::Path, time::Duration};

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

/// Write and read connections to one database.
#[derive(Debug, Clone)]
pub(crate) struct Pools {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
}

/// Prepared statements kept per connection: multi-row inserts come in a few widths each.
const STATEMENTS_KEPT: usize = 500;
const READERS: u32 = 4;

/// SQLite: WAL, synchronous FULL, one writer and several readers that cannot write.
pub(crate) async fn sqlite(file: &Path) -> Result<Pools, DbErr> {
    let url = format!("sqlite://{}?mode=rwc", file.display());
    let writer = connect_sqlite(&url, 1, false).await?;
    let reader = connect_sqlite(&url, READERS, true).await?;
    Ok(Pools { writer, reader })
}

async fn connect_sqlite(url: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(30));
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "MEMORY")
            .pragma("query_only", if read_only { "1" } else { "0" })
            .statement_cache_capacity(STATEMENTS_KEPT)
    });
    Database::connect(options).await
}

/// PostgreSQL: one pool for reading and writing.
pub(crate) async fn postgres(url: &str, connections: u32) -> Result<Pools, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(30));
    options.map_sqlx_postgres_opts(|postgres| {
        postgres
            .options([
                ("idle_in_transaction_session_timeout", "60s"),
                ("statement_timeout", "60s"),
                ("lock_timeout", "10s"),
            ])
            .statement_cache_capacity(STATEMENTS_KEPT)
    });
    let writer = Database::connect(options).await?;
    Ok(Pools { reader: writer.clone(), writer })
}
