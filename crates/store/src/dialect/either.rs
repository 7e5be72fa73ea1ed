//! One of two, as each database can seek it: PostgreSQL takes `IN` over columns of other tables apart into `OR`, which
//! no index serves; an array it looks up.

use sea_orm::DbBackend;

/// A condition that a column is one of two.
pub(crate) fn is_either(backend: DbBackend, column: &str, one: &str, other: &str) -> String {
    match backend {
        DbBackend::Postgres => format!("{column} = ANY (ARRAY[{one}, {other}])"),
        _ => format!("{column} IN ({one}, {other})"),
    }
}
