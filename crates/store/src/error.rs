//! What can go wrong in the database. Never shown to users beyond "storage failed".

/// A storage failure or a conflict.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody changed the row since it was read.
    #[error("the row has changed since it was read")]
    Stale,
    /// The command with this key has been carried out before.
    #[error("the command was carried out before")]
    Repeated,
    /// Another row has this value already.
    #[error("{0} is taken")]
    Taken(&'static str),
    /// A row that should be impossible.
    #[error("impossible row in {table}: {what}")]
    Corrupt { table: &'static str, what: String },
    /// A text could not be opened: its key is gone or its bytes were changed.
    #[error("a sealed text cannot be opened")]
    Sealed,
    /// The migrations of the database and of the program do not fit.
    #[error("migration: {0}")]
    Migration(String),
    /// The key store cannot be used.
    #[error("key store: {0}")]
    Keys(String),
    /// The database said no.
    #[error("database")]
    Database(#[source] sea_orm::DbErr),
}

impl StoreError {
    pub(crate) fn corrupt(table: &'static str, what: impl std::fmt::Display) -> Self {
        Self::Corrupt { table, what: what.to_string() }
    }
}

impl From<sea_orm::DbErr> for StoreError {
    fn from(error: sea_orm::DbErr) -> Self {
        let Some(sea_orm::SqlErr::UniqueConstraintViolation(message)) = error.sql_err() else {
            return Self::Database(error);
        };
        // SQLite names the columns, PostgreSQL the index.
        let names = |what: &[&str]| what.iter().any(|name| message.contains(name));
        if names(&[
            "ledger_entry.command_key",
            "ledger_entry_by_command",
            "upload.command_key",
            "upload_by_command",
            "file.id",
            "file_pkey",
        ]) {
            Self::Repeated
        } else if names(&["ledger_entry.", "ledger_entry_pkey"]) {
            Self::Stale
        } else if names(&["cases.number", "cases_number_key"]) {
            Self::Taken("number")
        } else if names(&["account.login", "account_login_key"]) {
            Self::Taken("login")
        } else if names(&["unit.name", "unit_name_key"]) {
            Self::Taken("name")
        } else if names(&["matter.code", "matter_in_force"]) {
            Self::Taken("code")
        } else if names(&["import_row"]) {
            Self::Taken("row")
        } else {
            Self::Database(error)
        }
    }
}
