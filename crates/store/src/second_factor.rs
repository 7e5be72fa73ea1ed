//! The second factor: its secret sealed under the master key, the last time step used, wrong codes.

use hemu_domain::kernel::{AccountId, Instant};
use sea_orm::{QueryResult, Value};

use crate::{
    Meta, Store, StoreError, Tx,
    account::Account,
    account_stream::AccountEntry,
    dialect::batch::Batch,
    sql::{OnKey, insert, sql, text},
};

/// What is kept of the second factor of one account.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret in force.
    pub secret: Option<Vec<u8>>,
    /// A new secret that no code has proved yet.
    pub waiting: Option<Vec<u8>>,
    pub confirmed_at: Option<Instant>,
    pub last_step: u64,
    pub tries: u32,
    pub locked_until: Instant,
}

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactor").field("confirmed_at", &self.confirmed_at).finish_non_exhaustive()
    }
}

const BY_ACCOUNT: &str = "SELECT * FROM second_factor WHERE account_id = $1";

impl Tx {
    /// Keep a new secret until a code proves it. Changes nothing that is in force.
    pub async fn ask_second_factor(
        &mut self,
        meta: Meta<'_>,
        account: AccountId,
        secret: &[u8],
    ) -> Result<(), StoreError> {
        let sealed = self.keys().seal_under_master(&owner(account), secret, meta.random)?;
        let columns = ["account_id", "waiting", "last_step", "tries", "locked_until"];
        let zero = || Value::from(0_i64);
        let row = vec![text(account), sealed.into(), zero(), zero(), zero()];
        let on_key = OnKey::Update { keys: &["account_id"], columns: &["waiting"] };
        self.execute(insert(self.backend(), "second_factor", &columns, vec![row], on_key)).await.map(|_| ())
    }

    /// The second factor, inside the transaction that will change it.
    pub async fn second_factor(&mut self, account: AccountId) -> Result<Option<SecondFactor>, StoreError> {
        let row = self.one(BY_ACCOUNT, [text(account)]).await?;
        row.map(|row| read(&row, self.keys(), account)).transpose()
    }

    /// A code proved the secret that waited: it is in force.
    pub async fn second_factor_on(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        step: u64,
        token_hash: &str,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.push_expecting(
            sql(
                self.backend(),
                "UPDATE second_factor SET sealed = waiting, waiting = NULL, confirmed_at = $1, last_step = $2, tries = 0, locked_until = 0 WHERE account_id = $3",
                [meta.at.ms().into(), step_value(step), text(account.id)],
            ),
            1,
        );
        batch.push(self.given_in(meta, token_hash));
        let said = AccountEntry::SecondFactorOn;
        self.account_step(meta, account, "second_factor_on", &said, "", vec![], batch).await
    }

    /// A code was right.
    pub async fn second_factor_given(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        step: u64,
        token_hash: &str,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.push_expecting(
            sql(
                self.backend(),
                "UPDATE second_factor SET last_step = $1, tries = 0, locked_until = 0 WHERE account_id = $2 AND last_step < $1",
                [step_value(step), text(account.id)],
            ),
            1,
        );
        batch.push(self.given_in(meta, token_hash));
        let said = AccountEntry::SecondFactorGiven;
        self.account_step(meta, account, "second_factor_given", &said, "", vec![], batch).await
    }

    /// A code was wrong: count it, and lock when told to.
    pub async fn second_factor_failed(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        tries: u32,
        locked_until: Instant,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.push(sql(
            self.backend(),
            "UPDATE second_factor SET tries = $1, locked_until = $2 WHERE account_id = $3",
            [i64::from(tries).into(), locked_until.ms().into(), text(account.id)],
        ));
        let said = AccountEntry::SecondFactorFailed { tries, locked: meta.at < locked_until };
        self.account_step(meta, account, "second_factor_failed", &said, "", vec![], batch).await
    }

    /// Take the second factor off, with every session: the telephone was lost.
    pub async fn take_off_second_factor(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        let backend = self.backend();
        batch.push(sql(backend, "DELETE FROM second_factor WHERE account_id = $1", [text(account.id)]));
        batch.push(sql(backend, "DELETE FROM session WHERE account_id = $1", [text(account.id)]));
        let said = AccountEntry::SecondFactorTakenOff;
        self.account_step(meta, account, "take_off_second_factor", &said, "", vec![], batch).await
    }

    fn given_in(&self, meta: Meta<'_>, token_hash: &str) -> sea_orm::Statement {
        sql(
            self.backend(),
            "UPDATE session SET second_factor_at = $1 WHERE token_hash = $2",
            [meta.at.ms().into(), text(token_hash)],
        )
    }
}

impl Store {
    /// The second factor of an account.
    pub async fn second_factor(&self, account: AccountId) -> Result<Option<SecondFactor>, StoreError> {
        let row = self.one(BY_ACCOUNT, [text(account)]).await?;
        row.map(|row| read(&row, self.keys(), account)).transpose()
    }
}

fn owner(account: AccountId) -> String {
    format!("second_factor:{account}")
}

fn step_value(step: u64) -> Value {
    i64::try_from(step).unwrap_or(i64::MAX).into()
}

fn read(
    row: &QueryResult,
    keys: &crate::vault::KeyRing,
    account: AccountId,
) -> Result<SecondFactor, StoreError> {
    let bad = |e| StoreError::corrupt("second_factor", e);
    let open = |column: &str| -> Result<Option<Vec<u8>>, StoreError> {
        row.try_get::<Option<Vec<u8>>>("", column)?
            .map(|sealed| keys.open_under_master(&owner(account), &sealed))
            .transpose()
    };
    Ok(SecondFactor {
        secret: open("sealed")?,
        waiting: open("waiting")?,
        confirmed_at: row.try_get::<Option<i64>>("", "confirmed_at")?.map(Instant::from_ms),
        last_step: u64::try_from(row.try_get::<i64>("", "last_step")?).map_err(bad)?,
        tries: u32::try_from(row.try_get::<i64>("", "tries")?).map_err(bad)?,
        locked_until: Instant::from_ms(row.try_get("", "locked_until")?),
    })
}
