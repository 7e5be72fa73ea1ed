//! Migrations: pairs of SQL files with equal names, embedded, forward only, each checked by its sum.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, TransactionTrait};
use sha2::{Digest, Sha256};

use crate::{
    StoreError,
    sql::{sql, text},
};

/// One step of the schema in both dialects.
#[derive(Debug)]
pub struct Migration {
    pub name: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        /// All migrations, in order.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),*];
    };
}

migrations![
    "0001_kernel",
    "0002_request",
    "0003_disagreement",
    "0004_identity",
    "0005_access",
    "0006_file",
    "0007_notice",
    "0008_supervision",
    "0009_resident",
];

/// Bring the database to the schema of this program. Returns how many steps were taken.
///
/// # Errors
/// Refuses a database that has a step this program does not know, or one whose text has changed.
pub(crate) async fn migrate(db: &DatabaseConnection) -> Result<usize, StoreError> {
    let backend = db.get_database_backend();
    db.execute_unprepared(
        "CREATE TABLE IF NOT EXISTS schema_step (name TEXT PRIMARY KEY, checksum TEXT NOT NULL)",
    )
    .await?;
    let rows =
        db.query_all_raw(sql(backend, "SELECT name, checksum FROM schema_step ORDER BY name", [])).await?;
    let mut done: Vec<(String, String)> = Vec::new();
    for row in rows {
        done.push((row.try_get("", "name")?, row.try_get("", "checksum")?));
    }
    if let Some((name, _)) = done.iter().find(|(name, _)| MIGRATIONS.iter().all(|known| known.name != name)) {
        return Err(StoreError::Migration(format!(
            "the database has step {name}, which this program does not know; start a newer hemu"
        )));
    }
    let mut taken = 0;
    for migration in MIGRATIONS {
        let script = if backend == DbBackend::Postgres { migration.postgres } else { migration.sqlite };
        let checksum: String = Sha256::digest(script).iter().map(|byte| format!("{byte:02x}")).collect();
        match done.iter().find(|(name, _)| name == migration.name) {
            Some((_, known)) if *known == checksum => {}
            Some(_) => {
                return Err(StoreError::Migration(format!(
                    "step {} has changed since it was taken",
                    migration.name
                )));
            }
            None => {
                let tx = db.begin().await?;
                tx.execute_unprepared(script).await?;
                tx.execute_raw(sql(
                    backend,
                    "INSERT INTO schema_step (name, checksum) VALUES ($1, $2)",
                    [text(migration.name), text(checksum)],
                ))
                .await?;
                tx.commit().await?;
                taken += 1;
            }
        }
    }
    Ok(taken)
}
