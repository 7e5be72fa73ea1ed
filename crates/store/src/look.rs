//! Looks as rows: append-only, written before what was looked at is shown.

use hemu_domain::{
    access::{Apart, Permit, Purpose, What},
    kernel::{AccountId, CaseId, Instant, LookId},
    organisation::DivisionPath,
};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use crate::{
    Store, StoreError, Tx,
    read::{Binds, not_recused},
    sql::{OnKey, insert, text},
};

/// A look to be written.
#[derive(Debug, Clone)]
pub struct NewLook {
    pub id: LookId,
    pub permit: Permit,
    pub case: Option<CaseId>,
    pub what: What,
    pub purpose: Purpose,
    pub at: Instant,
    /// The day in the city, `YYYY-MM-DD`.
    pub day: String,
}

/// Which looks to list, newest first.
#[derive(Debug, Clone, Default)]
pub struct LookFilter {
    pub account: Option<AccountId>,
    pub case: Option<CaseId>,
    pub from: Option<Instant>,
    pub before: Option<Instant>,
    /// The last of the page before.
    pub after: Option<LookId>,
    pub limit: u32,
}

/// A look as an auditor sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookRow {
    pub id: LookId,
    pub account: AccountId,
    /// Empty for the platform itself.
    pub login: String,
    pub name: String,
    pub unit: String,
    pub role: String,
    pub case: Option<CaseId>,
    pub number: Option<String>,
    pub what: String,
    pub purpose: String,
    pub at: Instant,
}

fn statement(backend: sea_orm::DbBackend, looks: &[NewLook]) -> Statement {
    let columns = ["id", "account_id", "unit_id", "role", "case_id", "what", "purpose", "at", "day"];
    let rows = looks.iter().map(row).collect();
    insert(backend, "look", &columns, rows, OnKey::Keep)
}

fn row(look: &NewLook) -> Vec<Value> {
    vec![
        text(look.id),
        text(look.permit.account()),
        text(look.permit.unit()),
        text(look.permit.role().code()),
        look.case.map(|case| case.to_string()).into(),
        text(look.what.code()),
        text(look.purpose.code()),
        look.at.ms().into(),
        text(&look.day),
    ]
}

impl Tx {
    /// Write a look in the same transaction as the entry that tells of it.
    pub async fn add_look(&mut self, look: &NewLook) -> Result<(), StoreError> {
        self.add_looks(std::slice::from_ref(look)).await
    }

    /// Write looks, at most a few hundred at a time.
    pub async fn add_looks(&mut self, looks: &[NewLook]) -> Result<(), StoreError> {
        if looks.is_empty() {
            return Ok(());
        }
        self.execute(statement(self.backend(), looks)).await.map(|_| ())
    }

    /// How many contacts were revealed to this account on this day. Uses `look_by_budget`.
    pub async fn contacts_seen(&mut self, account: AccountId, day: &str) -> Result<u32, StoreError> {
        let query = "SELECT count(*) AS n FROM look WHERE account_id = $1 AND day = $2 AND what = 'contact' AND purpose <> 'call'";
        let row = self.one(query, [text(account), text(day)]).await?;
        let n: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
        u32::try_from(n).map_err(|e| StoreError::corrupt("look", e))
    }
}

impl Store {
    /// Write a look, durably, before anything is shown.
    pub async fn add_look(&self, look: &NewLook) -> Result<(), StoreError> {
        self.writer().execute_raw(statement(self.backend(), std::slice::from_ref(look))).await?;
        Ok(())
    }

    /// Whether this person's page look of the day is written already. Uses `look_once`.
    pub async fn page_looked(&self, account: AccountId, case: CaseId, day: &str) -> Result<bool, StoreError> {
        let query = "SELECT 1 AS one FROM look WHERE account_id = $1 AND case_id = $2 AND day = $3 AND what = 'case_page' AND purpose = 'work'";
        Ok(self.one(query, [text(account), text(case), text(day)]).await?.is_some())
    }

    /// A page of looks, newest first, without those at cases that recuse the reader or lie outside these divisions.
    pub async fn looks(
        &self,
        filter: &LookFilter,
        apart: &Apart,
        inside: &[DivisionPath],
    ) -> Result<Vec<LookRow>, StoreError> {
        let mut binds = Binds::default();
        let mut conditions = vec!["1 = 1".to_owned()];
        if let Some(account) = filter.account {
            conditions.push(format!("l.account_id = {}", binds.bind(account.to_string())));
        }
        if let Some(case) = filter.case {
            conditions.push(format!("l.case_id = {}", binds.bind(case.to_string())));
        }
        // Identifiers begin with their time, so that every bound is a bound on the key.
        if let Some(from) = filter.from {
            conditions.push(format!("l.id >= {}", binds.bind(LookId::new(from, 0).to_string())));
        }
        if let Some(before) = filter.before {
            conditions.push(format!("l.id < {}", binds.bind(LookId::new(before, 0).to_string())));
        }
        if let Some(after) = filter.after {
            conditions.push(format!("l.id < {}", binds.bind(after.to_string())));
        }
        let places: Vec<String> = inside
            .iter()
            .map(|path| {
                let (from, to) = (binds.bind(path.as_str().to_owned()), binds.bind(path.end()));
                format!("(c.division >= {from} AND c.division < {to})")
            })
            .collect();
        let place = if places.is_empty() { "1 = 0".to_owned() } else { places.join(" OR ") };
        let recusal = not_recused("c.recused", "c.id", apart, &mut binds);
        conditions.push(format!("(l.case_id IS NULL OR (({place}) AND {recusal}))"));
        let query = format!(
            "SELECT l.*, a.login, a.name, c.number FROM look l LEFT JOIN cases c ON c.id = l.case_id LEFT JOIN account a ON a.id = l.account_id \
             WHERE {} ORDER BY l.id DESC LIMIT {}",
            conditions.join(" AND "),
            filter.limit
        );
        self.all(&query, binds.0).await?.iter().map(read).collect()
    }

    /// The looks at one case, newest first: what the resident is told. Uses `look_by_case`.
    pub async fn looks_at(&self, case: CaseId, limit: u32) -> Result<Vec<LookRow>, StoreError> {
        let query = "SELECT l.*, '' AS login, '' AS name, '' AS number FROM look l WHERE l.case_id = $1 ORDER BY l.id DESC LIMIT $2";
        self.all(query, [text(case), Value::from(i64::from(limit))]).await?.iter().map(read).collect()
    }
}

fn read(row: &QueryResult) -> Result<LookRow, StoreError> {
    let bad = |what| StoreError::corrupt("look", what);
    let id = |column: &str| row.try_get::<String>("", column);
    let case: Option<String> = row.try_get("", "case_id")?;
    Ok(LookRow {
        id: id("id")?.parse().map_err(|_| bad("id"))?,
        account: id("account_id")?.parse().map_err(|_| bad("account_id"))?,
        login: row.try_get::<Option<String>>("", "login")?.unwrap_or_default(),
        name: row.try_get::<Option<String>>("", "name")?.unwrap_or_default(),
        unit: id("unit_id")?,
        role: id("role")?,
        case: case.map(|case| case.parse().map_err(|_| bad("case_id"))).transpose()?,
        number: row.try_get("", "number")?,
        what: id("what")?,
        purpose: id("purpose")?,
        at: Instant::from_ms(row.try_get("", "at")?),
    })
}
