//! Accounts and signing in.

use hemu_domain::{
    kernel::{AccountId, Instant, SessionId},
    ledger::{StreamId, StreamKind, ZERO},
};
use sea_orm::{QueryResult, Value};

use crate::{
    Meta, Store, StoreError, Tx,
    account_stream::AccountEntry,
    dialect::batch::Batch,
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
    pub disabled_at: Option<Instant>,
    pub(crate) version: u32,
    pub(crate) ledger_head: [u8; 32],
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

/// A session to be opened.
#[derive(Debug, Clone)]
pub struct NewSessionRow {
    pub id: SessionId,
    pub token_hash: String,
    pub csrf_token: String,
    /// Family of the browser.
    pub browser: String,
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

    /// The account with this login, inside the transaction that will change it.
    pub async fn account_by_login(&mut self, login: &str) -> Result<Option<Account>, StoreError> {
        self.account_by(BY_LOGIN, login).await
    }

    /// The account with this identifier, inside the transaction that will change it.
    pub async fn account(&mut self, id: AccountId) -> Result<Option<Account>, StoreError> {
        self.account_by(BY_ID, &id.to_string()).await
    }

    /// Signed in: open a session.
    pub async fn signed_in(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        session: &NewSessionRow,
    ) -> Result<(), StoreError> {
        let row = vec![
            text(&session.token_hash),
            text(session.id),
            text(account.id),
            text(&session.csrf_token),
            meta.at.ms().into(),
            meta.at.ms().into(),
            Value::BigInt(None),
            text(&session.browser),
        ];
        let columns = [
            "token_hash",
            "id",
            "account_id",
            "csrf_token",
            "created_at",
            "seen_at",
            "second_factor_at",
            "browser",
        ];
        let mut batch = Batch::default();
        batch.push(insert(self.backend(), "session", &columns, vec![row], OnKey::Fail));
        self.account_step(meta, account, "sign_in", &AccountEntry::SignedIn, "", vec![], batch).await
    }

    /// A wrong password: say so in the account's stream. The tries are counted by `Tx::count_try`.
    pub async fn sign_in_failed(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        tries: u32,
        locked: bool,
    ) -> Result<(), StoreError> {
        let said = AccountEntry::SignInFailed { tries, locked };
        self.account_step(meta, account, "sign_in_failed", &said, "", vec![], Batch::default()).await
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

    /// End one session of an account, or all but one, or all.
    pub async fn end_sessions(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        session: Option<SessionId>,
        kept: Option<SessionId>,
    ) -> Result<(), StoreError> {
        let backend = self.backend();
        let mut batch = Batch::default();
        batch.push(match (session, kept) {
            (Some(one), _) => sql(
                backend,
                "DELETE FROM session WHERE account_id = $1 AND id = $2",
                [text(account.id), text(one)],
            ),
            (None, Some(kept)) => sql(
                backend,
                "DELETE FROM session WHERE account_id = $1 AND id <> $2",
                [text(account.id), text(kept)],
            ),
            (None, None) => sql(backend, "DELETE FROM session WHERE account_id = $1", [text(account.id)]),
        });
        let said = AccountEntry::SessionsEnded { session, kept };
        self.account_step(meta, account, "end_sessions", &said, "", vec![], batch).await
    }

    /// The lock after wrong passwords or codes was taken off.
    pub async fn unlocked(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        login_hash: &str,
    ) -> Result<(), StoreError> {
        let backend = self.backend();
        let mut batch = Batch::default();
        batch.push(sql(backend, "DELETE FROM login_tries WHERE login_hash = $1", [text(login_hash)]));
        batch.push(sql(
            backend,
            "UPDATE second_factor SET tries = 0, locked_until = 0 WHERE account_id = $1",
            [text(account.id)],
        ));
        self.account_step(meta, account, "unlock", &AccountEntry::Unlocked, "", vec![], batch).await
    }

    /// Shut an account, with all its sessions, or open it again.
    pub async fn set_disabled(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        disabled: bool,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        let (action, said, at) = if disabled {
            batch.push(sql(self.backend(), "DELETE FROM session WHERE account_id = $1", [text(account.id)]));
            ("disable", AccountEntry::Disabled, Some(meta.at.ms()))
        } else {
            ("enable", AccountEntry::Enabled, None)
        };
        self.account_step(meta, account, action, &said, ", disabled_at = $5", vec![at.into()], batch).await
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

    /// The account with this identifier.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        self.one(BY_ID, [text(id)]).await?.as_ref().map(read).transpose()
    }
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
        disabled_at: row.try_get::<Option<i64>>("", "disabled_at")?.map(Instant::from_ms),
        version: number("version")?,
        ledger_head: row.try_get::<Vec<u8>>("", "ledger_head")?.try_into().map_err(|_| bad("ledger_head"))?,
    })
}
