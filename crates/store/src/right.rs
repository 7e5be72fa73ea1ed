//! What people ask about their own data, and forgetting what a case said.

use hemu_domain::{
    kernel::{AccountId, CaseId, Instant, RightId, UnitId},
    request::{RightKind, RightState},
};
use sea_orm::QueryResult;

use crate::{
    Store, StoreError, Tx,
    sql::{OnKey, insert, sql, text},
};

/// One thing that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightRow {
    pub id: RightId,
    pub case: CaseId,
    pub right: RightKind,
    pub state: RightState,
    pub asked_at: Instant,
    pub due_at: Instant,
    pub decided_at: Option<Instant>,
}

/// One that waits, as the desk lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRight {
    pub row: RightRow,
    pub number: String,
    pub stage: String,
}

const COLUMNS: [&str; 8] =
    ["id", "case_id", "kind", "state", "asked_at", "due_at", "decided_by", "decided_at"];

impl Tx {
    /// Something was asked.
    pub async fn add_right(&mut self, right: &RightRow) -> Result<(), StoreError> {
        let row = vec![
            text(right.id),
            text(right.case),
            text(right.right.code()),
            text(right.state.code()),
            right.asked_at.ms().into(),
            right.due_at.ms().into(),
            Option::<String>::None.into(),
            Option::<i64>::None.into(),
        ];
        self.execute(insert(self.backend(), "subject_request", &COLUMNS, vec![row], OnKey::Fail)).await?;
        Ok(())
    }

    /// Everything asked about a case, oldest first. Uses `subject_request_by_case`.
    pub async fn rights_of(&mut self, case: CaseId) -> Result<Vec<RightRow>, StoreError> {
        self.all(OF_CASE, [text(case)]).await?.iter().map(read).collect()
    }

    /// It was decided.
    ///
    /// # Errors
    /// `Stale` when somebody else was faster.
    pub async fn settle_right(
        &mut self,
        id: RightId,
        state: RightState,
        by: AccountId,
        at: Instant,
    ) -> Result<(), StoreError> {
        let statement = sql(
            self.backend(),
            "UPDATE subject_request SET state = $1, decided_by = $2, decided_at = $3 WHERE id = $4 AND state = 'open'",
            [text(state.code()), text(by), at.ms().into(), text(id)],
        );
        if self.execute(statement).await? == 1 { Ok(()) } else { Err(StoreError::Stale) }
    }

    /// Remove texts and parties of a case, and what the outside world answered when its requester was written to.
    pub async fn forget_case(&mut self, case: CaseId) -> Result<(), StoreError> {
        for query in [
            "DELETE FROM vault_record WHERE case_id = $1",
            "UPDATE notice_attempt SET outcome = 'erased' WHERE notice_id IN (SELECT id FROM notice WHERE case_id = $1 AND account_id IS NULL)",
            "UPDATE job SET last_error = '' WHERE subject = $1",
        ] {
            self.execute(sql(self.backend(), query, [text(case)])).await?;
        }
        Ok(())
    }
}

const OF_CASE: &str = "SELECT * FROM subject_request WHERE case_id = $1 ORDER BY asked_at, id";

impl Store {
    /// What was asked under this identifier.
    pub async fn right(&self, id: RightId) -> Result<Option<RightRow>, StoreError> {
        self.one("SELECT * FROM subject_request WHERE id = $1", [text(id)])
            .await?
            .as_ref()
            .map(read)
            .transpose()
    }

    /// Everything asked about a case, oldest first. Uses `subject_request_by_case`.
    pub async fn rights_of(&self, case: CaseId) -> Result<Vec<RightRow>, StoreError> {
        self.all(OF_CASE, [text(case)]).await?.iter().map(read).collect()
    }

    /// What waits for the desks of these centres, nearest due first, after a place in that order. Uses
    /// `subject_request_open`.
    pub async fn rights_waiting(
        &self,
        centres: &[UnitId],
        after: Option<(Instant, RightId)>,
        limit: u32,
    ) -> Result<Vec<WaitingRight>, StoreError> {
        let (due, id) = after.map_or((i64::MIN, String::new()), |(due, id)| (due.ms(), id.to_string()));
        let marks: Vec<String> = (4..centres.len() + 4).map(|n| format!("${n}")).collect();
        let query = format!(
            "SELECT s.*, c.number, c.stage FROM subject_request s JOIN cases c ON c.id = s.case_id \
             WHERE s.state = 'open' AND (s.due_at, s.id) > ($1, $2) AND c.centre_id IN ({}) ORDER BY s.due_at, s.id LIMIT $3",
            marks.join(", ")
        );
        let mut values = vec![due.into(), text(id), i64::from(limit).into()];
        values.extend(centres.iter().map(text));
        self.all(&query, values)
            .await?
            .iter()
            .map(|row| {
                Ok(WaitingRight {
                    row: read(row)?,
                    number: row.try_get("", "number")?,
                    stage: row.try_get("", "stage")?,
                })
            })
            .collect()
    }
}

fn read(row: &QueryResult) -> Result<RightRow, StoreError> {
    let bad = |what: &str| StoreError::corrupt("subject_request", what);
    Ok(RightRow {
        id: row.try_get::<String>("", "id")?.parse().map_err(|_| bad("id"))?,
        case: row.try_get::<String>("", "case_id")?.parse().map_err(|_| bad("case_id"))?,
        right: RightKind::parse(&row.try_get::<String>("", "kind")?).ok_or_else(|| bad("kind"))?,
        state: RightState::parse(&row.try_get::<String>("", "state")?).ok_or_else(|| bad("state"))?,
        asked_at: Instant::from_ms(row.try_get("", "asked_at")?),
        due_at: Instant::from_ms(row.try_get("", "due_at")?),
        decided_at: row.try_get::<Option<i64>>("", "decided_at")?.map(Instant::from_ms),
    })
}
