//! Accounts, posts and sessions.

use hemu_domain::{
    access::{PostHeld, Role},
    kernel::{AccountId, Instant, PostId, UnitId},
    ledger::{StreamId, StreamKind, ZERO},
};
use sea_orm::{QueryResult, Value};
use serde::Serialize;

use crate::{
    Meta, Store, StoreError, Tx,
    dialect::batch::Batch,
    session::read_post,
    sql::{OnKey, insert, sql, text},
    tx::{ENTRY_COLUMNS, Tip, entry_row},
};

/// An account as sign-in needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub email: String,
    pub password_hash: String,
    pub password_set_at: Instant,
    pub failed_tries: u32,
    pub locked_until: Instant,
    pub disabled_at: Option<Instant>,
    version: u32,
    ledger_head: [u8; 32],
}

/// A new account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub email: String,
    pub password_hash: String,
}

/// A new post.
#[derive(Debug, Clone, Copy)]
pub struct NewPost {
    pub id: PostId,
    pub account: AccountId,
    pub unit: UnitId,
    pub role: Role,
    pub from: Instant,
    pub to: Option<Instant>,
}

/// What the ledger says of an account: no names.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum AccountEntry {
    Opened,
    PostGiven { unit: UnitId, role: Role, from: Instant, to: Option<Instant> },
    SignedIn,
    SignInFailed { tries: u32, locked: bool },
    SignedOut,
    PasswordChanged,
    PhoneSet { known: bool },
}

const BY_LOGIN: &str = "SELECT * FROM account WHERE login = $1";
const BY_ID: &str = "SELECT * FROM account WHERE id = $1";

impl Tx {
    /// Open an account.
    pub async fn open_account(&mut self, meta: Meta<'_>, new: &NewAccount) -> Result<(), StoreError> {
        let backend = self.backend();
        let (entry, head) = entry_row(
            meta,
            &StreamId::of(StreamKind::Account, new.id),
            "open_account",
            Tip { length: 0, head: ZERO },
            &AccountEntry::Opened,
        )?;
        let columns = [
            "id",
            "login",
            "name",
            "email",
            "password_hash",
            "password_set_at",
            "failed_tries",
            "locked_until",
            "disabled_at",
            "version",
            "ledger_head",
        ];
        let row = vec![
            text(new.id),
            text(&new.login),
            text(&new.name),
            text(&new.email),
            text(&new.password_hash),
            meta.at.ms().into(),
            0_i64.into(),
            0_i64.into(),
            Value::BigInt(None),
            1_i64.into(),
            head.to_vec().into(),
        ];
        let mut batch = Batch::default();
        batch.push(insert(backend, "account", &columns, vec![row], OnKey::Fail));
        batch.push(insert(backend, "ledger_entry", &ENTRY_COLUMNS, vec![entry], OnKey::Fail));
        batch.push(used_password(backend, new.id, meta.at, &new.password_hash));
        self.send(batch).await
    }

    /// Give a post.
    pub async fn give_post(&mut self, meta: Meta<'_>, post: &NewPost) -> Result<(), StoreError> {
        let account = self
            .account_by(BY_ID, &post.account.to_string())
            .await?
            .ok_or_else(|| StoreError::corrupt("account", "no such account"))?;
        let row = vec![
            text(post.id),
            text(post.account),
            text(post.unit),
            text(post.role.code()),
            post.from.ms().into(),
            post.to.map(Instant::ms).into(),
        ];
        let mut batch = Batch::default();
        batch.push(insert(
            self.backend(),
            "post",
            &["id", "account_id", "unit_id", "role", "valid_from", "valid_to"],
            vec![row],
            OnKey::Fail,
        ));
        let said = AccountEntry::PostGiven { unit: post.unit, role: post.role, from: post.from, to: post.to };
        self.account_step(meta, &account, "give_post", &said, "", vec![], batch).await
    }

    /// The account with this login, inside the transaction that will change it.
    pub async fn account_by_login(&mut self, login: &str) -> Result<Option<Account>, StoreError> {
        self.account_by(BY_LOGIN, login).await
    }

    /// The account with this identifier, inside the transaction that will change it.
    pub async fn account(&mut self, id: AccountId) -> Result<Option<Account>, StoreError> {
        self.account_by(BY_ID, &id.to_string()).await
    }

    /// Signed in: reset the tries and open a session.
    pub async fn signed_in(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        token_hash: &str,
        csrf_token: &str,
    ) -> Result<(), StoreError> {
        let row = vec![
            text(token_hash),
            text(account.id),
            text(csrf_token),
            meta.at.ms().into(),
            meta.at.ms().into(),
        ];
        let mut batch = Batch::default();
        batch.push(insert(
            self.backend(),
            "session",
            &["token_hash", "account_id", "csrf_token", "created_at", "seen_at"],
            vec![row],
            OnKey::Fail,
        ));
        self.account_step(
            meta,
            account,
            "sign_in",
            &AccountEntry::SignedIn,
            ", failed_tries = 0, locked_until = 0",
            vec![],
            batch,
        )
        .await
    }

    /// A wrong password: count it, and lock when told to.
    pub async fn sign_in_failed(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        tries: u32,
        locked_until: Instant,
    ) -> Result<(), StoreError> {
        let said = AccountEntry::SignInFailed { tries, locked: meta.at < locked_until };
        let values = vec![i64::from(tries).into(), locked_until.ms().into()];
        self.account_step(
            meta,
            account,
            "sign_in_failed",
            &said,
            ", failed_tries = $5, locked_until = $6",
            values,
            Batch::default(),
        )
        .await
    }

    /// Set a new password, keep the hash among those used, and end every session.
    pub async fn set_password(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        password_hash: &str,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.push(used_password(self.backend(), account.id, meta.at, password_hash));
        batch.push(sql(self.backend(), "DELETE FROM session WHERE account_id = $1", [text(account.id)]));
        let values = vec![text(password_hash), meta.at.ms().into()];
        self.account_step(
            meta,
            account,
            "set_password",
            &AccountEntry::PasswordChanged,
            ", password_hash = $5, password_set_at = $6",
            values,
            batch,
        )
        .await
    }

    /// Keep, or forget, the keyed hash of the person's own telephone, so that their own cases recuse them.
    pub async fn set_phone(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        phone_hash: Option<&str>,
    ) -> Result<(), StoreError> {
        let said = AccountEntry::PhoneSet { known: phone_hash.is_some() };
        let values = vec![phone_hash.map(str::to_owned).into()];
        self.account_step(meta, account, "set_phone", &said, ", phone_hash = $5", values, Batch::default())
            .await?;
        // The rules' cache holds the hashes: every process reads them again.
        self.rules_changed().await
    }

    /// End a session.
    pub async fn signed_out(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        token_hash: &str,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.push(sql(self.backend(), "DELETE FROM session WHERE token_hash = $1", [text(token_hash)]));
        self.account_step(meta, account, "sign_out", &AccountEntry::SignedOut, "", vec![], batch).await
    }

    #[expect(clippy::too_many_arguments, reason = "one private statement shared by every step of an account")]
    async fn account_step(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        action: &str,
        said: &AccountEntry,
        sets: &str,
        values: Vec<Value>,
        mut batch: Batch,
    ) -> Result<(), StoreError> {
        let tip = Tip { length: account.version, head: account.ledger_head };
        let (entry, head) =
            entry_row(meta, &StreamId::of(StreamKind::Account, account.id), action, tip, said)?;
        let mut all: Vec<Value> = vec![
            (i64::from(tip.length) + 1).into(),
            head.to_vec().into(),
            text(account.id),
            i64::from(tip.length).into(),
        ];
        all.extend(values);
        batch.push_expecting(
            sql(
                self.backend(),
                &format!(
                    "UPDATE account SET version = $1, ledger_head = $2{sets} WHERE id = $3 AND version = $4"
                ),
                all,
            ),
            1,
        );
        batch.push(insert(self.backend(), "ledger_entry", &ENTRY_COLUMNS, vec![entry], OnKey::Fail));
        self.send(batch).await
    }

    async fn account_by(&mut self, query: &str, value: &str) -> Result<Option<Account>, StoreError> {
        self.one(query, [text(value)]).await?.as_ref().map(read).transpose()
    }
}

fn used_password(
    backend: sea_orm::DbBackend,
    account: AccountId,
    at: Instant,
    hash: &str,
) -> sea_orm::Statement {
    insert(
        backend,
        "password_used",
        &["account_id", "set_at", "password_hash"],
        vec![vec![text(account), at.ms().into(), text(hash)]],
        OnKey::Keep,
    )
}

impl Store {
    /// The account with this login.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>, StoreError> {
        self.one(BY_LOGIN, [text(login)]).await?.as_ref().map(read).transpose()
    }

    /// The last passwords of an account, newest first.
    pub async fn passwords_used(&self, id: AccountId, limit: u32) -> Result<Vec<String>, StoreError> {
        let rows = self
            .all(
                "SELECT password_hash FROM password_used WHERE account_id = $1 ORDER BY set_at DESC LIMIT $2",
                [text(id), i64::from(limit).into()],
            )
            .await?;
        rows.iter().map(|row| Ok(row.try_get("", "password_hash")?)).collect()
    }

    /// Logins, names and posts, for the organisation page. Uses the primary key.
    pub async fn accounts(&self, after: &str, limit: u32) -> Result<Vec<AccountRow>, StoreError> {
        let rows = self
            .all(
                "SELECT id, login, name, disabled_at FROM account WHERE login > $1 ORDER BY login LIMIT $2",
                [text(after), i64::from(limit).into()],
            )
            .await?;
        let mut accounts = Vec::new();
        for row in &rows {
            let id: String = row.try_get("", "id")?;
            let posts = self.all("SELECT p.unit_id, p.role, u.territory FROM post p JOIN unit u ON u.id = p.unit_id WHERE p.account_id = $1 ORDER BY p.id LIMIT 20", [text(&id)]).await?;
            let mut held = Vec::new();
            for post in &posts {
                held.extend(read_post(post)?);
            }
            accounts.push(AccountRow {
                id: id.parse().map_err(|e| StoreError::corrupt("account", e))?,
                login: row.try_get("", "login")?,
                name: row.try_get("", "name")?,
                posts: held,
            });
        }
        Ok(accounts)
    }
}

/// A line of the organisation page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub posts: Vec<PostHeld>,
}

fn read(row: &QueryResult) -> Result<Account, StoreError> {
    let bad = |what| StoreError::corrupt("account", what);
    let number = |column: &str| -> Result<u32, StoreError> {
        u32::try_from(row.try_get::<i64>("", column)?).map_err(|_| bad("number"))
    };
    Ok(Account {
        id: row.try_get::<String>("", "id")?.parse().map_err(|_| bad("id"))?,
        login: row.try_get("", "login")?,
        name: row.try_get("", "name")?,
        email: row.try_get("", "email")?,
        password_hash: row.try_get("", "password_hash")?,
        password_set_at: Instant::from_ms(row.try_get("", "password_set_at")?),
        failed_tries: number("failed_tries")?,
        locked_until: Instant::from_ms(row.try_get("", "locked_until")?),
        disabled_at: row.try_get::<Option<i64>>("", "disabled_at")?.map(Instant::from_ms),
        version: number("version")?,
        ledger_head: row.try_get::<Vec<u8>>("", "ledger_head")?.try_into().map_err(|_| bad("ledger_head"))?,
    })
}
