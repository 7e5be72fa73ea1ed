//! Opening a database: connect, migrate, find the keys.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

use crate::{
    StoreError, Tx,
    dialect::{self, connect::Pools},
    migrate,
    vault::KeyRing,
};

/// Where the data lies.
#[derive(Debug, Clone)]
pub enum Place {
    /// A folder with the embedded databases and the keys.
    Folder(PathBuf),
    /// A PostgreSQL server; the master key lies in a folder beside the program, never in the database.
    Server { url: String, keys: PathBuf, connections: u32 },
}

/// An open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pools: Pools,
    keys: KeyRing,
    statements: Arc<AtomicU64>,
}

impl Store {
    /// Connect, migrate and read the master key; make what does not exist.
    ///
    /// # Errors
    /// When the database cannot be reached, the migrations do not fit, or the key file cannot be read.
    pub async fn open(place: &Place) -> Result<Self, StoreError> {
        let (pools, key_pools, folder) = match place {
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder)
                    .map_err(|e| StoreError::Keys(format!("{}: {e}", folder.display())))?;
                (
                    dialect::connect::sqlite(&folder.join("hemu.sqlite")).await?,
                    dialect::connect::sqlite(&folder.join("keys.sqlite")).await?,
                    folder,
                )
            }
            Place::Server { url, keys, connections } => (
                dialect::connect::postgres(url, *connections).await?,
                dialect::connect::postgres(url, 4).await?,
                keys,
            ),
        };
        migrate::migrate(&pools.writer).await?;
        let keys = KeyRing::open(key_pools, folder).await?;
        Ok(Self { pools, keys, statements: Arc::default() })
    }

    /// Begin a transaction that may write. On SQLite it is the only one until it ends.
    pub async fn begin_write(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let inner = self.pools.writer.begin_with_options(options).await?;
        Ok(Tx::new(inner, self.keys.clone(), Arc::clone(&self.statements)))
    }

    /// Close every connection.
    pub async fn close(self) -> Result<(), StoreError> {
        self.keys.close().await?;
        self.pools.reader.close().await?;
        Ok(self.pools.writer.close().await?)
    }

    /// The keys of the vault.
    pub fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// `sqlite` or `postgres`.
    pub fn backend_name(&self) -> &'static str {
        if self.backend() == DbBackend::Postgres { "postgres" } else { "sqlite" }
    }

    /// Statements sent since the store was opened, as the rules of the house count them.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Run statements of the tests' own: tampering, and nothing else.
    #[doc(hidden)]
    pub async fn execute_for_test(&self, text: &str) -> Result<u64, StoreError> {
        Ok(self.pools.writer.execute_raw(crate::sql::sql(self.backend(), text, [])).await?.rows_affected())
    }

    /// Take the guards off the ledger, for the tests that prove tampering is found.
    #[doc(hidden)]
    pub async fn disarm_ledger_for_test(&self) -> Result<(), StoreError> {
        for text in dialect::schema::disarm_ledger(self.backend()) {
            self.pools.writer.execute_unprepared(text).await?;
        }
        Ok(())
    }

    /// Columns and named indexes of the schema, for the parity test.
    #[doc(hidden)]
    pub async fn schema_for_test(&self) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let lines = |rows: Vec<QueryResult>| {
            rows.iter().map(|row| row.try_get::<String>("", "line")).collect::<Result<Vec<_>, _>>()
        };
        let columns = self.all(dialect::schema::columns_query(self.backend()), []).await?;
        let indexes = self.all(dialect::schema::indexes_query(self.backend()), []).await?;
        Ok((lines(columns)?, lines(indexes)?))
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.pools.reader.get_database_backend()
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.pools.reader
    }

    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.pools.writer
    }

    pub(crate) async fn all(
        &self,
        text: &str,
        values: impl IntoIterator<Item = sea_orm::Value>,
    ) -> Result<Vec<QueryResult>, StoreError> {
        self.all_of(crate::sql::sql(self.backend(), text, values)).await
    }

    pub(crate) async fn all_of(&self, statement: Statement) -> Result<Vec<QueryResult>, StoreError> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        Ok(self.reader().query_all_raw(statement).await?)
    }

    pub(crate) async fn one(
        &self,
        text: &str,
        values: impl IntoIterator<Item = sea_orm::Value>,
    ) -> Result<Option<QueryResult>, StoreError> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        Ok(self.reader().query_one_raw(crate::sql::sql(self.backend(), text, values)).await?)
    }
}

impl Store {
    /// A fact about the installation itself.
    pub async fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        let row = self.one("SELECT value FROM meta WHERE key = $1", [crate::sql::text(key)]).await?;
        Ok(row.map(|row| row.try_get("", "value")).transpose()?)
    }

    /// Set a fact about the installation itself.
    pub async fn set_meta(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let on_key = crate::sql::OnKey::Update { keys: &["key"], columns: &["value"] };
        let row = vec![crate::sql::text(key), crate::sql::text(value)];
        self.pools
            .writer
            .execute_raw(crate::sql::insert(self.backend(), "meta", &["key", "value"], vec![row], on_key))
            .await?;
        Ok(())
    }
}
