//! Sessions, and the actor behind one with the posts held at the moment.

use hemu_domain::{
    access::{Actor, GrantHeld, PostHeld, Role},
    kernel::{AccountId, Instant, LeaveId, SessionId},
    organisation::DivisionPath,
};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult};

use crate::{
    Store, StoreError,
    dialect::{self, either::is_either},
    grant,
    sql::{sql, text},
};

/// A session with the person behind it and the posts they hold now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub actor: Actor,
    /// Those whom the person stands for now, by name.
    pub principals: Vec<(AccountId, String)>,
    /// The leave they are on, and until when.
    pub leave: Option<(LeaveId, Instant)>,
    pub csrf_token: String,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub password_set_at: Instant,
    /// A second factor is on for this account.
    pub second_factor: bool,
    /// When its code was last given in this session.
    pub second_factor_at: Option<Instant>,
    /// Generation of the tables that rules read, so that one statement serves both.
    pub rules_generation: i64,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    pub id: SessionId,
    pub created_at: Instant,
    pub seen_at: Instant,
    /// Family of the browser, such as `firefox`.
    pub browser: String,
}

/// The most posts that count for one person, those of others included.
const HELD_MAX: usize = 20;

/// The posts in somebody's hands now, `a` being the account: their own, and those of whom they stand for. Rows
/// repeat where several are stood for; `Hands` takes each post once.
fn hands(backend: DbBackend) -> String {
    let held = is_either(backend, "p.account_id", "a.id", "acts.account_id");
    format!(
        "LEFT JOIN leave away ON away.account_id = a.id AND away.valid_from <= $2 AND $2 < away.valid_to \
         LEFT JOIN leave acts ON acts.deputy_id = a.id AND acts.valid_from <= $2 AND $2 < acts.valid_to \
         LEFT JOIN post p ON {held} AND p.valid_from <= $2 AND (p.valid_to IS NULL OR $2 < p.valid_to) \
         LEFT JOIN account b ON b.id = p.account_id \
         LEFT JOIN unit u ON u.id = p.unit_id"
    )
}

const HANDS_COLUMNS: &str = "a.id AS account_id, a.name, away.id AS leave_id, away.valid_to AS leave_to, p.id AS post_id, p.account_id AS holder, \
     p.unit_id, p.role, u.territory, b.name AS holder_name, b.disabled_at AS holder_disabled";

fn session_query(backend: DbBackend) -> String {
    let hands = hands(backend);
    format!(
        "SELECT s.id AS session_id, s.csrf_token, s.created_at, s.seen_at, s.second_factor_at, a.password_set_at, f.confirmed_at, \
             m.value AS generation, {HANDS_COLUMNS}, {} FROM session s JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL \
             JOIN meta m ON m.key = 'rules_generation' LEFT JOIN second_factor f ON f.account_id = a.id {hands} {} \
             WHERE s.token_hash = $1 ORDER BY p.id, g.id",
        grant::COLUMNS,
        grant::JOIN
    )
}

impl Store {
    /// The session behind a token, with the posts held at this moment, deputies resolved. One statement.
    pub async fn session(&self, token_hash: &str, now: Instant) -> Result<Option<Session>, StoreError> {
        let query = session_query(self.backend());
        let rows = self.all(&query, [text(token_hash), now.ms().into()]).await?;
        let Some(first) = rows.first() else { return Ok(None) };
        let Hands { actor, principals, leave } = Hands::read(first, &rows)?;
        let generation: String = first.try_get("", "generation")?;
        Ok(Some(Session {
            id: first
                .try_get::<String>("", "session_id")?
                .parse()
                .map_err(|e| StoreError::corrupt("session", e))?,
            actor,
            principals,
            leave,
            csrf_token: first.try_get("", "csrf_token")?,
            created_at: Instant::from_ms(first.try_get("", "created_at")?),
            seen_at: Instant::from_ms(first.try_get("", "seen_at")?),
            password_set_at: Instant::from_ms(first.try_get("", "password_set_at")?),
            second_factor: first.try_get::<Option<i64>>("", "confirmed_at")?.is_some(),
            second_factor_at: first.try_get::<Option<i64>>("", "second_factor_at")?.map(Instant::from_ms),
            rules_generation: generation.parse().map_err(|e| StoreError::corrupt("meta", e))?,
        }))
    }

    /// The plan of reading a session, for the test that asserts its indexes.
    #[doc(hidden)]
    pub async fn session_plan(&self) -> Result<String, StoreError> {
        let statement = sql(self.backend(), &session_query(self.backend()), [text("token"), 0_i64.into()]);
        dialect::plan::explain(self.reader(), statement).await
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
        let hands = hands(self.backend());
        let query = format!(
            "SELECT {HANDS_COLUMNS}, {} FROM account a {hands} {} WHERE {column} = $1 AND a.disabled_at IS NULL ORDER BY p.id, g.id",
            grant::COLUMNS,
            grant::JOIN
        );
        let rows = self.all(&query, [text(value), now.ms().into()]).await?;
        rows.first().map(|first| Ok(Hands::read(first, &rows)?.actor)).transpose()
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

    /// The sessions of an account, newest first.
    pub async fn sessions_of(&self, account: AccountId, limit: u32) -> Result<Vec<OpenSession>, StoreError> {
        let rows = self
            .all(
                "SELECT id, created_at, seen_at, browser FROM session WHERE account_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
                [text(account), i64::from(limit).into()],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(OpenSession {
                    id: row
                        .try_get::<String>("", "id")?
                        .parse()
                        .map_err(|e| StoreError::corrupt("session", e))?,
                    created_at: Instant::from_ms(row.try_get("", "created_at")?),
                    seen_at: Instant::from_ms(row.try_get("", "seen_at")?),
                    browser: row.try_get("", "browser")?,
                })
            })
            .collect()
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

struct Hands {
    actor: Actor,
    principals: Vec<(AccountId, String)>,
    leave: Option<(LeaveId, Instant)>,
}

impl Hands {
    /// Out of rows that joined `hands` and grants, each with each: own posts first, every post and grant once. Whoever
    /// is on leave holds none; a grant is the person's own and goes to no deputy.
    fn read(first: &QueryResult, rows: &[QueryResult]) -> Result<Self, StoreError> {
        let bad = |e: &dyn std::fmt::Display| StoreError::corrupt("post", e);
        let account: AccountId = first.try_get::<String>("", "account_id")?.parse().map_err(|e| bad(&e))?;
        let leave = match first.try_get::<Option<String>>("", "leave_id")? {
            None => None,
            Some(id) => {
                Some((id.parse().map_err(|e| bad(&e))?, Instant::from_ms(first.try_get("", "leave_to")?)))
            }
        };
        let mut seen: Vec<String> = Vec::new();
        let (mut own, mut lent) = (Vec::new(), Vec::new());
        let mut grants: Vec<GrantHeld> = Vec::new();
        let mut principals: Vec<(AccountId, String)> = Vec::new();
        for row in rows.iter().filter(|_| leave.is_none()) {
            grants.extend(grant::read_joined(row)?.filter(|grant| !grants.contains(grant)));
            let Some(id) = row.try_get::<Option<String>>("", "post_id")? else { continue };
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let holder: AccountId = row.try_get::<String>("", "holder")?.parse().map_err(|e| bad(&e))?;
            if holder == account {
                own.extend(read_post(row, None)?);
            } else if row.try_get::<Option<i64>>("", "holder_disabled")?.is_none() {
                lent.extend(read_post(row, Some(holder))?);
                if principals.iter().all(|(known, _)| *known != holder) {
                    principals.push((holder, row.try_get("", "holder_name")?));
                }
            }
        }
        own.extend(lent);
        own.truncate(HELD_MAX);
        let actor = Actor { account, name: first.try_get("", "name")?, posts: own, grants };
        Ok(Self { actor, principals, leave })
    }
}

/// A post out of a row that joined it, or nothing where there is none.
pub(crate) fn read_post(
    row: &QueryResult,
    on_behalf_of: Option<AccountId>,
) -> Result<Option<PostHeld>, StoreError> {
    let Some(unit) = row.try_get::<Option<String>>("", "unit_id")? else { return Ok(None) };
    let bad = |what| StoreError::corrupt("post", what);
    Ok(Some(PostHeld {
        unit: unit.parse().map_err(|_| bad("unit_id"))?,
        role: Role::parse(&row.try_get::<String>("", "role")?).ok_or_else(|| bad("role"))?,
        territory: DivisionPath::parse(&row.try_get::<String>("", "territory")?)
            .ok_or_else(|| bad("territory"))?,
        on_behalf_of,
    }))
}
