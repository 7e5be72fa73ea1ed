//! People as the organisation page lists them.

use std::collections::HashMap;

use hemu_domain::{
    access::PostHeld,
    kernel::{AccountId, Instant, UnitId},
};

use sea_orm::QueryResult;

use crate::{Store, StoreError, session::read_post, sql::text};

/// A line of the organisation page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub disabled: bool,
    /// Held now, without those of others.
    pub posts: Vec<PostHeld>,
}

impl Store {
    /// The names of these accounts.
    pub async fn account_names(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, String>, StoreError> {
        let mut names = HashMap::new();
        for chunk in ids.chunks(100) {
            let query = format!("SELECT id, name FROM account WHERE id IN ({})", marks(1, chunk.len()));
            for row in self.all(&query, chunk.iter().map(text)).await? {
                let id: String = row.try_get("", "id")?;
                let id = id.parse().map_err(|e| StoreError::corrupt("account", e))?;
                names.insert(id, row.try_get("", "name")?);
            }
        }
        Ok(names)
    }

    /// A page of logins with names and the posts they hold now, for the organisation page.
    pub async fn accounts(
        &self,
        after: &str,
        now: Instant,
        limit: u32,
    ) -> Result<Vec<AccountRow>, StoreError> {
        let query =
            "SELECT id, login, name, disabled_at FROM account WHERE login > $1 ORDER BY login LIMIT $2";
        let rows = self.all(query, [text(after), i64::from(limit).into()]).await?;
        let mut accounts = rows.iter().map(read_account).collect::<Result<Vec<_>, _>>()?;
        self.add_posts(&mut accounts, now).await?;
        Ok(accounts)
    }

    /// People who hold a post in one of these units now, by name.
    pub async fn people_in(
        &self,
        units: &[UnitId],
        now: Instant,
        limit: u32,
    ) -> Result<Vec<AccountRow>, StoreError> {
        if units.is_empty() {
            return Ok(Vec::new());
        }
        let query = format!(
            "SELECT id, login, name, disabled_at FROM account WHERE disabled_at IS NULL AND id IN (SELECT account_id FROM post WHERE unit_id IN ({}) \
             AND valid_from <= $1 AND (valid_to IS NULL OR $1 < valid_to)) ORDER BY login LIMIT $2",
            marks(3, units.len())
        );
        let values = [now.ms().into(), i64::from(limit).into()];
        let rows = self.all(&query, values.into_iter().chain(units.iter().map(text))).await?;
        let mut people = rows.iter().map(read_account).collect::<Result<Vec<_>, _>>()?;
        self.add_posts(&mut people, now).await?;
        Ok(people)
    }

    async fn add_posts(&self, accounts: &mut [AccountRow], now: Instant) -> Result<(), StoreError> {
        for chunk in accounts.chunks_mut(100) {
            let query = format!(
                "SELECT p.account_id, p.unit_id, p.role, u.territory FROM post p JOIN unit u ON u.id = p.unit_id \
                 WHERE p.account_id IN ({}) AND p.valid_from <= $1 AND (p.valid_to IS NULL OR $1 < p.valid_to) ORDER BY p.id",
                marks(2, chunk.len())
            );
            let values = std::iter::once(now.ms().into()).chain(chunk.iter().map(|row| text(row.id)));
            for row in self.all(&query, values).await? {
                let holder: String = row.try_get("", "account_id")?;
                if let Some(account) = chunk.iter_mut().find(|account| account.id.to_string() == holder) {
                    account.posts.extend(read_post(&row, None)?);
                }
            }
        }
        Ok(())
    }
}

/// An account, its posts still to be added.
fn read_account(row: &QueryResult) -> Result<AccountRow, StoreError> {
    Ok(AccountRow {
        id: row.try_get::<String>("", "id")?.parse().map_err(|e| StoreError::corrupt("account", e))?,
        login: row.try_get("", "login")?,
        name: row.try_get("", "name")?,
        disabled: row.try_get::<Option<i64>>("", "disabled_at")?.is_some(),
        posts: Vec::new(),
    })
}

/// `$3, $4, …`: placeholders for so many values from a number on.
fn marks(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
