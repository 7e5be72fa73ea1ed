//! Sessions, and the actor behind one with the posts held at the moment.

use hemu_domain::{
    access::{Actor, GrantHeld, PostHeld, Role},
    kernel::{AccountId, Instant},
    organisation::DivisionPath,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    Store, StoreError, grant,
    sql::{sql, text},
};

/// A session with the person behind it and the posts they hold now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub actor: Actor,
    pub csrf_token: String,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub password_set_at: Instant,
    /// Generation of the tables that rules read, so that one statement serves both.
    pub rules_generation: i64,
}

impl Store {
    /// The session behind a token, with the posts held at this moment. One statement.
    pub async fn session(&self, token_hash: &str, now: Instant) -> Result<Option<Session>, StoreError> {
        let query = format!(
            "SELECT s.account_id, s.csrf_token, s.created_at, s.seen_at, a.name, a.password_set_at, p.unit_id, p.role, u.territory, m.value AS generation, {} \
                     FROM session s JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL \
                     JOIN meta m ON m.key = 'rules_generation' \
                     LEFT JOIN post p ON p.account_id = s.account_id AND p.valid_from <= $2 AND (p.valid_to IS NULL OR $2 < p.valid_to) \
                     LEFT JOIN unit u ON u.id = p.unit_id {} WHERE s.token_hash = $1 ORDER BY p.id, g.id",
            grant::COLUMNS,
            grant::JOIN
        );
        let rows = self.all(&query, [text(token_hash), now.ms().into()]).await?;
        let Some(first) = rows.first() else { return Ok(None) };
        let (posts, grants) = held(&rows)?;
        let generation: String = first.try_get("", "generation")?;
        Ok(Some(Session {
            actor: Actor {
                account: first
                    .try_get::<String>("", "account_id")?
                    .parse()
                    .map_err(|e| StoreError::corrupt("session", e))?,
                name: first.try_get("", "name")?,
                posts,
                grants,
            },
            csrf_token: first.try_get("", "csrf_token")?,
            created_at: Instant::from_ms(first.try_get("", "created_at")?),
            seen_at: Instant::from_ms(first.try_get("", "seen_at")?),
            password_set_at: Instant::from_ms(first.try_get("", "password_set_at")?),
            rules_generation: generation.parse().map_err(|e| StoreError::corrupt("meta", e))?,
        }))
    }

    /// The actor behind a login, with the posts held at this moment: for simulations and commands of the shell.
    pub async fn actor(&self, login: &str, now: Instant) -> Result<Option<Actor>, StoreError> {
        self.actor_where("a.login", login, now).await
    }

    /// The actor behind an account, with the posts held at this moment.
    pub async fn actor_by_id(&self, account: AccountId, now: Instant) -> Result<Option<Actor>, StoreError> {
        self.actor_where("a.id", &account.to_string(), now).await
    }

    async fn actor_where(
        &self,
        column: &str,
        value: &str,
        now: Instant,
    ) -> Result<Option<Actor>, StoreError> {
        let query = format!(
            "SELECT a.id AS account_id, a.name, p.unit_id, p.role, u.territory, {} FROM account a \
             LEFT JOIN post p ON p.account_id = a.id AND p.valid_from <= $2 AND (p.valid_to IS NULL OR $2 < p.valid_to) \
             LEFT JOIN unit u ON u.id = p.unit_id {} WHERE {column} = $1 AND a.disabled_at IS NULL ORDER BY p.id, g.id",
            grant::COLUMNS,
            grant::JOIN
        );
        let rows = self.all(&query, [text(value), now.ms().into()]).await?;
        let Some(first) = rows.first() else { return Ok(None) };
        let (posts, grants) = held(&rows)?;
        Ok(Some(Actor {
            account: first
                .try_get::<String>("", "account_id")?
                .parse()
                .map_err(|e| StoreError::corrupt("account", e))?,
            name: first.try_get("", "name")?,
            posts,
            grants,
        }))
    }

    /// The session was used now.
    pub async fn touch_session(&self, token_hash: &str, now: Instant) -> Result<(), StoreError> {
        self.writer()
            .execute_raw(sql(
                self.backend(),
                "UPDATE session SET seen_at = $1 WHERE token_hash = $2",
                [now.ms().into(), text(token_hash)],
            ))
            .await?;
        Ok(())
    }

    /// Forget sessions that nobody can use any more.
    pub async fn sweep_sessions(
        &self,
        created_before: Instant,
        seen_before: Instant,
    ) -> Result<u64, StoreError> {
        let statement = sql(
            self.backend(),
            "DELETE FROM session WHERE created_at < $1 OR seen_at < $2",
            [created_before.ms().into(), seen_before.ms().into()],
        );
        Ok(self.writer().execute_raw(statement).await?.rows_affected())
    }
}

/// Posts and grants out of rows that joined each with each: every post and grant once.
fn held(rows: &[QueryResult]) -> Result<(Vec<PostHeld>, Vec<GrantHeld>), StoreError> {
    let (mut posts, mut grants) = (Vec::new(), Vec::new());
    for row in rows {
        posts.extend(read_post(row)?.filter(|post| !posts.contains(post)));
        grants.extend(grant::read_joined(row)?.filter(|grant| !grants.contains(grant)));
    }
    Ok((posts, grants))
}

/// A post out of a row that joined it, or nothing where there is none.
pub(crate) fn read_post(row: &QueryResult) -> Result<Option<PostHeld>, StoreError> {
    let Some(unit) = row.try_get::<Option<String>>("", "unit_id")? else { return Ok(None) };
    let bad = |what| StoreError::corrupt("post", what);
    Ok(Some(PostHeld {
        unit: unit.parse().map_err(|_| bad("unit_id"))?,
        role: Role::parse(&row.try_get::<String>("", "role")?).ok_or_else(|| bad("role"))?,
        territory: DivisionPath::parse(&row.try_get::<String>("", "territory")?)
            .ok_or_else(|| bad("territory"))?,
    }))
}
