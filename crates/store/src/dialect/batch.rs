//! Several writes of one transaction, sent together.
//!
//! SQLite runs in this process, so each statement is sent by itself. To PostgreSQL every statement is a round trip,
//! so they become the parts of one `WITH`, which the database carries out as one.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, Value};

use crate::StoreError;

/// Writes waiting to be sent. No two may touch the same row: in one `WITH` none sees another's effect.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    statement: Statement,
    /// It must change exactly this many rows, or the transaction is stale.
    must_change: Option<u64>,
}

impl Batch {
    pub(crate) fn push(&mut self, statement: Statement) {
        self.parts.push(Part { statement, must_change: None });
    }

    pub(crate) fn push_expecting(&mut self, statement: Statement, rows: u64) {
        self.parts.push(Part { statement, must_change: Some(rows) });
    }

    pub(crate) fn len(&self) -> u64 {
        self.parts.len() as u64
    }

    /// Send all. Fails with `Stale` when a part changed another number of rows than it must.
    pub(crate) async fn send(self, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        match tx.get_database_backend() {
            DbBackend::Postgres => self.send_together(tx).await,
            _ => self.send_each(tx).await,
        }
    }

    async fn send_each(self, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        for part in self.parts {
            let changed = tx.execute_raw(part.statement).await?.rows_affected();
            if part.must_change.is_some_and(|rows| rows != changed) {
                return Err(StoreError::Stale);
            }
        }
        Ok(())
    }

    async fn send_together(self, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let mut text = String::from("WITH ");
        let mut values: Vec<Value> = Vec::new();
        let mut counts = Vec::new();
        for (i, part) in self.parts.iter().enumerate() {
            if 0 < i {
                text.push_str(", ");
            }
            text.push_str(&format!("w{i} AS ("));
            shift_placeholders(&part.statement.sql, values.len(), &mut text);
            text.push_str(" RETURNING 1)");
            values.extend(part.statement.values.iter().flat_map(|values| values.0.iter().cloned()));
            counts.push(format!("(SELECT count(*) FROM w{i}) AS c{i}"));
        }
        text.push_str(" SELECT ");
        text.push_str(&counts.join(", "));
        let row = tx.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, text, values)).await?;
        for (i, part) in self.parts.iter().enumerate() {
            let changed: i64 = row.as_ref().map_or(Ok(0), |row| row.try_get("", &format!("c{i}")))?;
            if part.must_change.is_some_and(|rows| i64::try_from(rows) != Ok(changed)) {
                return Err(StoreError::Stale);
            }
        }
        Ok(())
    }
}

/// Copy a statement, raising the numbers of its placeholders. Statements hold no text literals with `$`.
fn shift_placeholders(sql: &str, by: usize, out: &mut String) {
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '$' {
            let mut number = 0_usize;
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                number = number * 10 + digit as usize;
                chars.next();
            }
            out.push_str(&(number + by).to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shift_placeholders;

    #[test]
    fn placeholders_are_raised() {
        let mut out = String::new();
        shift_placeholders("INSERT INTO t (a, b) VALUES ($1, $2), ($3, $12)", 10, &mut out);
        assert_eq!(out, "INSERT INTO t (a, b) VALUES ($11, $12), ($13, $22)");
    }
}
