//! Grants of access as rows.

use hemu_domain::{
    access::{GrantHeld, GrantKind, Reach, Role},
    kernel::{AccountId, GrantId, Instant},
    organisation::DivisionPath,
};
use sea_orm::QueryResult;

use crate::{
    Store, StoreError, Tx,
    sql::{OnKey, insert, text},
};

/// A grant to be written.
#[derive(Debug, Clone)]
pub struct NewGrant {
    pub id: GrantId,
    pub account: AccountId,
    pub kind: GrantKind,
    pub reach: Reach,
    pub from: Instant,
    pub to: Instant,
    /// The text that holds the reason.
    pub reason: Option<hemu_domain::kernel::RecordId>,
    pub given_by: AccountId,
}

/// What the queries of sessions and actors join: grants in force now, at most twenty of one person.
pub(crate) const JOIN: &str =
    "LEFT JOIN access_grant g ON g.account_id = a.id AND g.valid_from <= $2 AND $2 < g.valid_to";
pub(crate) const COLUMNS: &str = "g.id AS grant_id, g.kind AS grant_kind, g.case_id AS grant_case, g.unit_id AS grant_unit, g.division AS grant_division, g.valid_to AS grant_to";

/// The grant that a row joined, or nothing where there is none.
pub(crate) fn read_joined(row: &QueryResult) -> Result<Option<GrantHeld>, StoreError> {
    let bad = |what| StoreError::corrupt("access_grant", what);
    let optional = |column: &str| row.try_get::<Option<String>>("", column);
    let Some(id) = optional("grant_id")? else { return Ok(None) };
    let reach = match (optional("grant_case")?, optional("grant_unit")?, optional("grant_division")?) {
        (Some(case), None, None) => Reach::Case(case.parse().map_err(|_| bad("case_id"))?),
        (None, Some(unit), None) => Reach::Unit(unit.parse().map_err(|_| bad("unit_id"))?),
        (None, None, Some(path)) => {
            Reach::Division(DivisionPath::parse(&path).ok_or_else(|| bad("division"))?)
        }
        _ => return Err(bad("reach")),
    };
    let kind = optional("grant_kind")?.and_then(|kind| GrantKind::parse(&kind)).ok_or_else(|| bad("kind"))?;
    Ok(Some(GrantHeld {
        id: id.parse().map_err(|_| bad("id"))?,
        reach,
        kind,
        until: Instant::from_ms(row.try_get("", "grant_to")?),
    }))
}

impl Tx {
    /// Write a grant. The entry that tells of it is in the stream of the case or account.
    pub async fn give_grant(&mut self, grant: &NewGrant) -> Result<(), StoreError> {
        let (case, unit, division) = match &grant.reach {
            Reach::Case(case) => (Some(case.to_string()), None, None),
            Reach::Unit(unit) => (None, Some(unit.to_string()), None),
            Reach::Division(path) => (None, None, Some(path.as_str().to_owned())),
        };
        let columns = [
            "id",
            "account_id",
            "kind",
            "case_id",
            "unit_id",
            "division",
            "valid_from",
            "valid_to",
            "reason_id",
            "given_by",
        ];
        let row = vec![
            text(grant.id),
            text(grant.account),
            text(grant.kind.code()),
            case.into(),
            unit.into(),
            division.into(),
            grant.from.ms().into(),
            grant.to.ms().into(),
            grant.reason.map(|reason| reason.to_string()).into(),
            text(grant.given_by),
        ];
        self.execute(insert(self.backend(), "access_grant", &columns, vec![row], OnKey::Fail))
            .await
            .map(|_| ())
    }
}

impl Store {
    /// Everybody in one of these roles at a moment, at most a hundred; of those on leave, who stands in for them.
    pub async fn accounts_in_roles(&self, roles: &[Role], at: Instant) -> Result<Vec<AccountId>, StoreError> {
        let marks: Vec<String> = (2..roles.len() + 2).map(|n| format!("${n}")).collect();
        let query = format!(
            "SELECT DISTINCT w.id AS account_id FROM post p JOIN account a ON a.id = p.account_id AND a.disabled_at IS NULL \
             LEFT JOIN leave l ON l.account_id = p.account_id AND l.valid_from <= $1 AND $1 < l.valid_to \
             JOIN account w ON w.id = COALESCE(l.deputy_id, p.account_id) AND w.disabled_at IS NULL \
             WHERE p.valid_from <= $1 AND (p.valid_to IS NULL OR $1 < p.valid_to) AND p.role IN ({}) ORDER BY 1 LIMIT 100",
            marks.join(", ")
        );
        let values = std::iter::once(at.ms().into()).chain(roles.iter().map(|role| text(role.code())));
        self.all(&query, values)
            .await?
            .iter()
            .map(|row| {
                row.try_get::<String>("", "account_id")?.parse().map_err(|e| StoreError::corrupt("post", e))
            })
            .collect()
    }
}
