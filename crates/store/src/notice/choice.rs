//! What each member of staff wants to be told, and whom a notice therefore reaches.

use hemu_domain::kernel::{AccountId, Instant, UnitId};
use sea_orm::{QueryResult, Value};

use crate::{
    Store, StoreError,
    sql::{OnKey, insert, sql, text},
};

/// How an account wants to be told of one template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub template: String,
    pub in_app: bool,
    pub mail: bool,
}

/// An account that a notice is for, and how it wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    pub account: AccountId,
    pub email: String,
    pub in_app: bool,
    pub mail: bool,
}

const COLUMNS: &str = "a.id, a.email, coalesce(c.in_app, 1) AS in_app, coalesce(c.mail, 0) AS mail";

impl Store {
    /// Everyone in post at a unit at a moment; of those on leave, who stands in for them, with their choice for a template.
    pub async fn reached_at(
        &self,
        unit: UnitId,
        template: &str,
        at: Instant,
    ) -> Result<Vec<Reached>, StoreError> {
        let query = format!(
            "SELECT DISTINCT {COLUMNS} FROM post p JOIN account w ON w.id = p.account_id AND w.disabled_at IS NULL \
             LEFT JOIN leave l ON l.account_id = p.account_id AND l.valid_from <= $2 AND $2 < l.valid_to \
             JOIN account a ON a.id = COALESCE(l.deputy_id, p.account_id) AND a.disabled_at IS NULL \
             LEFT JOIN notice_choice c ON c.account_id = a.id AND c.template = $3 \
             WHERE p.unit_id = $1 AND p.valid_from <= $2 AND (p.valid_to IS NULL OR $2 < p.valid_to) ORDER BY 1 LIMIT 500"
        );
        self.all(&query, [text(unit), at.ms().into(), text(template)])
            .await?
            .iter()
            .map(read_reached)
            .collect()
    }

    /// One account with its choice for a template; nobody when it was disabled.
    pub async fn reached_account(
        &self,
        account: AccountId,
        template: &str,
    ) -> Result<Vec<Reached>, StoreError> {
        let query = format!(
            "SELECT {COLUMNS} FROM account a LEFT JOIN notice_choice c ON c.account_id = a.id AND c.template = $2 \
             WHERE a.id = $1 AND a.disabled_at IS NULL"
        );
        self.all(&query, [text(account), text(template)]).await?.iter().map(read_reached).collect()
    }

    /// What an account has chosen; templates without a row are as they come.
    pub async fn notice_choices(&self, account: AccountId) -> Result<Vec<Choice>, StoreError> {
        let rows = self
            .all(
                "SELECT template, in_app, mail FROM notice_choice WHERE account_id = $1 ORDER BY template",
                [text(account)],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Choice {
                    template: row.try_get("", "template")?,
                    in_app: row.try_get::<i64>("", "in_app")? == 1,
                    mail: row.try_get::<i64>("", "mail")? == 1,
                })
            })
            .collect()
    }

    /// Set what an account has chosen, in place of what was there.
    pub async fn set_notice_choices(&self, account: AccountId, choices: &[Choice]) -> Result<(), StoreError> {
        let backend = self.backend();
        let mut tx = self.begin_write().await?;
        tx.execute(sql(backend, "DELETE FROM notice_choice WHERE account_id = $1", [text(account)])).await?;
        if !choices.is_empty() {
            let rows: Vec<Vec<Value>> = choices
                .iter()
                .map(|choice| {
                    vec![
                        text(account),
                        text(&choice.template),
                        i64::from(choice.in_app).into(),
                        i64::from(choice.mail).into(),
                    ]
                })
                .collect();
            let columns = ["account_id", "template", "in_app", "mail"];
            tx.execute(insert(backend, "notice_choice", &columns, rows, OnKey::Fail)).await?;
        }
        tx.commit().await
    }
}

fn read_reached(row: &QueryResult) -> Result<Reached, StoreError> {
    Ok(Reached {
        account: row.try_get::<String>("", "id")?.parse().map_err(|e| StoreError::corrupt("account", e))?,
        email: row.try_get("", "email")?,
        in_app: row.try_get::<i64>("", "in_app")? == 1,
        mail: row.try_get::<i64>("", "mail")? == 1,
    })
}
