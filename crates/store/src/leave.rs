//! Leave: while somebody is away, the deputy acts in their posts.

use hemu_domain::kernel::{AccountId, Instant, LeaveId};
use sea_orm::QueryResult;

use crate::{
    Meta, Store, StoreError, Tx,
    account::Account,
    account_stream::AccountEntry,
    dialect::batch::Batch,
    sql::{OnKey, insert, sql, text},
};

/// A leave as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    pub id: LeaveId,
    pub account: AccountId,
    pub account_name: String,
    pub deputy: AccountId,
    pub deputy_name: String,
    pub from: Instant,
    pub to: Instant,
}

/// A leave to be noted.
#[derive(Debug, Clone, Copy)]
pub struct NewLeave {
    pub id: LeaveId,
    pub from: Instant,
    pub to: Instant,
}

const LEAVE: &str = "SELECT l.*, a.name AS account_name, d.name AS deputy_name FROM leave l \
     JOIN account a ON a.id = l.account_id JOIN account d ON d.id = l.deputy_id";
/// Leaves read of one account.
const READ_MAX: i64 = 50;

impl Tx {
    /// Note a leave, in the streams of both people.
    pub async fn note_leave(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        deputy: &Account,
        new: NewLeave,
    ) -> Result<(), StoreError> {
        let row =
            vec![text(new.id), text(account.id), text(deputy.id), new.from.ms().into(), new.to.ms().into()];
        let mut batch = Batch::default();
        batch.push(insert(
            self.backend(),
            "leave",
            &["id", "account_id", "deputy_id", "valid_from", "valid_to"],
            vec![row],
            OnKey::Fail,
        ));
        let noted = AccountEntry::LeaveNoted { leave: new.id, deputy: deputy.id, from: new.from, to: new.to };
        self.account_entry(meta, account, "note_leave", &noted, "", vec![], &mut batch)?;
        let named =
            AccountEntry::DeputyNamed { leave: new.id, principal: account.id, from: new.from, to: new.to };
        self.account_entry(meta, deputy, "name_deputy", &named, "", vec![], &mut batch)?;
        self.send(batch).await
    }

    /// End a leave at a moment; before it begins, it never was.
    pub async fn end_leave(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        deputy: &Account,
        leave: LeaveId,
        to: Instant,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.push_expecting(
            sql(
                self.backend(),
                "UPDATE leave SET valid_to = $1 WHERE id = $2 AND $1 < valid_to",
                [to.ms().into(), text(leave)],
            ),
            1,
        );
        let said = AccountEntry::LeaveEnded { leave, to };
        self.account_entry(meta, account, "end_leave", &said, "", vec![], &mut batch)?;
        self.account_entry(meta, deputy, "end_leave", &said, "", vec![], &mut batch)?;
        self.send(batch).await
    }

    /// The leave with this identifier.
    pub async fn leave(&mut self, id: LeaveId) -> Result<Option<Leave>, StoreError> {
        self.one(&format!("{LEAVE} WHERE l.id = $1"), [text(id)]).await?.as_ref().map(read).transpose()
    }

    /// Leaves of an account that are not over.
    pub async fn leaves_of(&mut self, account: AccountId, now: Instant) -> Result<Vec<Leave>, StoreError> {
        let query = format!(
            "{LEAVE} WHERE l.account_id = $1 AND $2 < l.valid_to AND l.valid_from < l.valid_to ORDER BY l.valid_to LIMIT $3"
        );
        self.all(&query, [text(account), now.ms().into(), READ_MAX.into()]).await?.iter().map(read).collect()
    }
}

impl Store {
    /// Leaves that are not over in which somebody is away or stands in, the next first.
    pub async fn leaves_with(&self, account: AccountId, now: Instant) -> Result<Vec<Leave>, StoreError> {
        let mut leaves = Vec::new();
        for side in ["account_id", "deputy_id"] {
            let query = format!(
                "{LEAVE} WHERE l.{side} = $1 AND $2 < l.valid_to AND l.valid_from < l.valid_to ORDER BY l.valid_to LIMIT $3"
            );
            for row in self.all(&query, [text(account), now.ms().into(), READ_MAX.into()]).await? {
                leaves.push(read(&row)?);
            }
        }
        leaves.sort_by_key(|leave| (leave.from, leave.id));
        Ok(leaves)
    }
}

fn read(row: &QueryResult) -> Result<Leave, StoreError> {
    let bad = |what| StoreError::corrupt("leave", what);
    Ok(Leave {
        id: row.try_get::<String>("", "id")?.parse().map_err(|_| bad("id"))?,
        account: row.try_get::<String>("", "account_id")?.parse().map_err(|_| bad("account_id"))?,
        account_name: row.try_get("", "account_name")?,
        deputy: row.try_get::<String>("", "deputy_id")?.parse().map_err(|_| bad("deputy_id"))?,
        deputy_name: row.try_get("", "deputy_name")?,
        from: Instant::from_ms(row.try_get("", "valid_from")?),
        to: Instant::from_ms(row.try_get("", "valid_to")?),
    })
}
