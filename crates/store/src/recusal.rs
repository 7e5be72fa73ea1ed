//! Recusals as rows, and what only the flags on a case say.

use hemu_domain::{
    access::{Recusal, RecusalReason, Recused},
    kernel::{AccountId, Case, CaseId, Instant, Label},
};
use sea_orm::{DbBackend, QueryResult, Statement};

use crate::{
    Store, StoreError, Tx,
    sql::{OnKey, insert, text},
};

const OF_CASE: &str =
    "SELECT unit_id, account_id, reason FROM case_recusal WHERE case_id = $1 ORDER BY unit_id, account_id";

/// The rows of recusals that were not there before, or nothing.
pub(crate) fn new_rows(
    backend: DbBackend,
    before: &[Recusal],
    next: &Case,
    at: Instant,
) -> Option<Statement> {
    let rows: Vec<_> = next
        .recusals
        .iter()
        .filter(|recusal| !before.contains(recusal))
        .map(|recusal| {
            let (unit, account) = match recusal.who {
                Recused::Unit(unit) => (Some(unit.to_string()), None),
                Recused::Account(account) => (None, Some(account.to_string())),
            };
            vec![text(next.id), unit.into(), account.into(), text(recusal.reason.code()), at.ms().into()]
        })
        .collect();
    let columns = ["case_id", "unit_id", "account_id", "reason", "recorded_at"];
    (!rows.is_empty()).then(|| insert(backend, "case_recusal", &columns, rows, OnKey::Keep))
}

fn read(row: &QueryResult) -> Result<Recusal, StoreError> {
    let bad = |what| StoreError::corrupt("case_recusal", what);
    let (unit, account): (Option<String>, Option<String>) =
        (row.try_get("", "unit_id")?, row.try_get("", "account_id")?);
    let who = match (unit, account) {
        (Some(unit), None) => Recused::Unit(unit.parse().map_err(|_| bad("unit_id"))?),
        (None, Some(account)) => Recused::Account(account.parse().map_err(|_| bad("account_id"))?),
        _ => return Err(bad("neither unit nor account")),
    };
    let reason: String = row.try_get("", "reason")?;
    Ok(Recusal { who, reason: RecusalReason::parse(&reason).ok_or_else(|| bad("reason"))? })
}

impl Tx {
    /// The recusals of a case, asked only where its flag says that there are some.
    pub(crate) async fn recusals(&mut self, case: CaseId) -> Result<Vec<Recusal>, StoreError> {
        self.all(OF_CASE, [text(case)]).await?.iter().map(read).collect()
    }
}

impl Store {
    /// The recusals of a case, asked only where its flag says that there are some.
    pub(crate) async fn recusals(&self, case: CaseId) -> Result<Vec<Recusal>, StoreError> {
        self.all(OF_CASE, [text(case)]).await?.iter().map(read).collect()
    }

    /// Whether those who are told of a case must be asked one by one whether they may know of it.
    pub async fn is_guarded(&self, case: CaseId) -> Result<bool, StoreError> {
        let row = self.one("SELECT label, recused FROM cases WHERE id = $1", [text(case)]).await?;
        row.map_or(Ok(false), |row| {
            let label: String = row.try_get("", "label")?;
            Ok(label == Label::Sealed.code() || row.try_get::<i64>("", "recused")? != 0)
        })
    }

    /// Accounts by the keyed hash of their own telephone, at most twenty thousand.
    pub async fn accounts_with_phone(&self) -> Result<Vec<(String, AccountId)>, StoreError> {
        let query = "SELECT phone_hash, id FROM account WHERE phone_hash IS NOT NULL AND disabled_at IS NULL LIMIT 20000";
        self.all(query, [])
            .await?
            .iter()
            .map(|row| {
                let id: String = row.try_get("", "id")?;
                Ok((
                    row.try_get("", "phone_hash")?,
                    id.parse().map_err(|e| StoreError::corrupt("account", e))?,
                ))
            })
            .collect()
    }
}
