//! Small builders over SeaORM, so that statements read as what they do.

use sea_orm::{
    DbBackend, Statement, Value,
    sea_query::{Alias, Expr, OnConflict, Query},
};

/// What to do when the key exists.
pub(crate) enum OnKey<'a> {
    Fail,
    /// Leave the row that is there.
    Keep,
    /// Update these columns of the row with these key columns.
    Update {
        keys: &'a [&'a str],
        columns: &'a [&'a str],
    },
}

/// Insert rows in one statement.
pub(crate) fn insert(
    backend: DbBackend,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
    on_key: OnKey<'_>,
) -> Statement {
    let mut query = Query::insert();
    query.into_table(Alias::new(table)).columns(columns.iter().map(|column| Alias::new(*column)));
    for row in rows {
        query.values_panic(row.into_iter().map(Expr::val));
    }
    match on_key {
        OnKey::Fail => {}
        OnKey::Keep => {
            query.on_conflict(OnConflict::new().do_nothing().to_owned());
        }
        OnKey::Update { keys, columns } => {
            let mut conflict = OnConflict::columns(keys.iter().map(|key| Alias::new(*key)));
            conflict.update_columns(columns.iter().map(|column| Alias::new(*column)));
            query.on_conflict(conflict);
        }
    }
    backend.build(&query)
}

/// A statement written out, with `$1`, `$2`, … for its values on both databases.
pub(crate) fn sql(backend: DbBackend, text: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(backend, text, values)
}

/// Text as a value.
pub(crate) fn text(value: impl std::fmt::Display) -> Value {
    Value::from(value.to_string())
}
