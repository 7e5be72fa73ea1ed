//! Wrong passwords, counted by keyed hash of the login: accounts that exist and logins that do not look alike.

use hemu_domain::kernel::Instant;
use sea_orm::ConnectionTrait;

use crate::{
    Store, StoreError, Tx,
    sql::{OnKey, insert, sql, text},
};

/// The tries of one login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoginTries {
    pub tries: u32,
    pub tried_at: Instant,
    pub locked_until: Instant,
}

/// The most logins that are counted: guessed names must not fill the disk.
const LOGINS_MAX: i64 = 100_000;
/// How many of the oldest go when there are that many.
const FORGOTTEN: i64 = 1_000;
const TRIES: &str = "SELECT tries, tried_at, locked_until FROM login_tries WHERE login_hash = $1";

impl Tx {
    /// The tries of a login, inside the transaction that will count one.
    pub async fn login_tries(&mut self, login_hash: &str) -> Result<Option<LoginTries>, StoreError> {
        self.one(TRIES, [text(login_hash)]).await?.as_ref().map(read).transpose()
    }

    /// Keep the tries of a login.
    pub async fn count_try(
        &mut self,
        login_hash: &str,
        now: &LoginTries,
        is_new: bool,
    ) -> Result<(), StoreError> {
        if is_new {
            let row = self.one("SELECT COUNT(*) AS n FROM login_tries", []).await?;
            let kept: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
            if LOGINS_MAX <= kept {
                let query = "DELETE FROM login_tries WHERE login_hash IN (SELECT login_hash FROM login_tries ORDER BY tried_at LIMIT $1)";
                self.execute(sql(self.backend(), query, [FORGOTTEN.into()])).await?;
            }
        }
        let row = vec![
            text(login_hash),
            i64::from(now.tries).into(),
            now.tried_at.ms().into(),
            now.locked_until.ms().into(),
        ];
        let on_key = OnKey::Update { keys: &["login_hash"], columns: &["tries", "tried_at", "locked_until"] };
        let columns = ["login_hash", "tries", "tried_at", "locked_until"];
        self.execute(insert(self.backend(), "login_tries", &columns, vec![row], on_key)).await.map(|_| ())
    }

    /// Forget the tries of a login: the password was right.
    pub async fn forget_tries(&mut self, login_hash: &str) -> Result<(), StoreError> {
        let query = "DELETE FROM login_tries WHERE login_hash = $1";
        self.execute(sql(self.backend(), query, [text(login_hash)])).await.map(|_| ())
    }
}

impl Store {
    /// The tries of a login.
    pub async fn login_tries(&self, login_hash: &str) -> Result<Option<LoginTries>, StoreError> {
        self.one(TRIES, [text(login_hash)]).await?.as_ref().map(read).transpose()
    }

    /// Forget tries that count no longer.
    pub async fn sweep_tries(&self, tried_before: Instant) -> Result<u64, StoreError> {
        let query = "DELETE FROM login_tries WHERE tried_at < $1";
        let statement = sql(self.backend(), query, [tried_before.ms().into()]);
        Ok(self.writer().execute_raw(statement).await?.rows_affected())
    }
}

fn read(row: &sea_orm::QueryResult) -> Result<LoginTries, StoreError> {
    Ok(LoginTries {
        tries: u32::try_from(row.try_get::<i64>("", "tries")?)
            .map_err(|e| StoreError::corrupt("login_tries", e))?,
        tried_at: Instant::from_ms(row.try_get("", "tried_at")?),
        locked_until: Instant::from_ms(row.try_get("", "locked_until")?),
    })
}
