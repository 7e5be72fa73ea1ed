//! The ledger stream of an account: what is said of each step, and the step itself.

use hemu_domain::{
    access::Role,
    kernel::{AccountId, Instant, LeaveId, PostId, SessionId, UnitId},
    ledger::{StreamId, StreamKind},
};
use sea_orm::Value;
use serde::Serialize;

use crate::{
    Meta, StoreError, Tx,
    account::Account,
    dialect::batch::Batch,
    sql::{OnKey, insert, sql, text},
    tx::{ENTRY_COLUMNS, Tip, entry_row},
};

/// What the ledger says of an account: no names.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum AccountEntry {
    Opened,
    PostGiven {
        unit: UnitId,
        role: Role,
        from: Instant,
        to: Option<Instant>,
    },
    PostEnded {
        post: PostId,
        to: Instant,
    },
    /// Goes on leave; the deputy acts in their posts.
    LeaveNoted {
        leave: LeaveId,
        deputy: AccountId,
        from: Instant,
        to: Instant,
    },
    /// Stands for somebody on leave.
    DeputyNamed {
        leave: LeaveId,
        principal: AccountId,
        from: Instant,
        to: Instant,
    },
    LeaveEnded {
        leave: LeaveId,
        to: Instant,
    },
    SignedIn,
    SignInFailed {
        tries: u32,
        locked: bool,
    },
    SignedOut,
    PasswordChanged,
    PhoneSet {
        known: bool,
    },
    SecondFactorOn,
    SecondFactorGiven,
    SecondFactorFailed {
        tries: u32,
        locked: bool,
    },
    SecondFactorTakenOff,
    /// One session when it is named, else all of them, or all but the one named as kept.
    SessionsEnded {
        session: Option<SessionId>,
        kept: Option<SessionId>,
    },
    Unlocked,
    Disabled,
    Enabled,
}

impl Tx {
    #[expect(clippy::too_many_arguments, reason = "one statement shared by every step of an account")]
    pub(crate) async fn account_step(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        action: &str,
        said: &AccountEntry,
        sets: &str,
        values: Vec<Value>,
        mut batch: Batch,
    ) -> Result<(), StoreError> {
        self.account_entry(meta, account, action, said, sets, values, &mut batch)?;
        self.send(batch).await
    }

    /// The new version of an account and its entry, as parts of a batch.
    #[expect(clippy::too_many_arguments, reason = "one statement shared by every step of an account")]
    pub(crate) fn account_entry(
        &self,
        meta: Meta<'_>,
        account: &Account,
        action: &str,
        said: &AccountEntry,
        sets: &str,
        values: Vec<Value>,
        batch: &mut Batch,
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
        Ok(())
    }
}
