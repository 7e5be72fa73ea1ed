//! Notices that go outside: to requesters, by short message or mail.

use hemu_domain::kernel::{CaseId, Instant, NoticeId, RecordId};
use sea_orm::{QueryResult, Value};

use super::{COLUMNS, NewNotice, NoticeRow, WAITING, read, row_of};
use crate::{
    Store, StoreError, Tx, dialect,
    sql::{OnKey, insert, sql, text},
};

/// A notice that goes outside, with what came of its last attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideRow {
    pub notice: NoticeRow,
    /// The requester's record in the vault.
    pub party: Option<RecordId>,
    pub sent_at: Option<Instant>,
    pub hold_until: Option<Instant>,
    /// The notice it repeats.
    pub again_of: Option<NoticeId>,
    pub last_outcome: Option<String>,
}

/// A page of the outbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutsideFilter {
    pub state: Option<String>,
    /// Moment and notice where the last page ended.
    pub after: Option<(Instant, NoticeId)>,
    pub limit: u32,
}

/// What a repeat needs to know of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    pub id: NoticeId,
    pub case: CaseId,
    pub channel: String,
    pub template: String,
    pub state: String,
    pub party: Option<RecordId>,
    pub again_of: Option<NoticeId>,
}

const WITH_OUTCOME: &str = "SELECT n.*, c.number, \
     (SELECT a.outcome FROM notice_attempt a WHERE a.notice_id = n.id ORDER BY a.attempt DESC LIMIT 1) AS last_outcome \
     FROM notice n JOIN cases c ON c.id = n.case_id WHERE n.account_id IS NULL";
const ONE: &str = "SELECT id, case_id, channel, template, state, party_id, again_of FROM notice WHERE id = $1 AND account_id IS NULL";
/// No case is told of so often; a page has an end.
const OF_A_CASE_MAX: i64 = 200;

impl Store {
    /// The latest notices of one case that went outside, oldest first.
    pub async fn notices_outside_of(&self, case: CaseId) -> Result<Vec<OutsideRow>, StoreError> {
        let query =
            format!("{WITH_OUTCOME} AND n.case_id = $1 ORDER BY n.created_at DESC, n.id DESC LIMIT $2");
        let mut rows: Vec<OutsideRow> = self
            .all(&query, [text(case), OF_A_CASE_MAX.into()])
            .await?
            .iter()
            .map(read_outside)
            .collect::<Result<_, _>>()?;
        rows.reverse();
        Ok(rows)
    }

    /// A page of everything that went outside, newest first. Uses `notice_outside` or `notice_outside_by_state`.
    pub async fn notices_outside(&self, filter: &OutsideFilter) -> Result<Vec<OutsideRow>, StoreError> {
        let (query, values) = page_query(filter);
        self.all(&query, values).await?.iter().map(read_outside).collect()
    }

    /// How the database would answer `notices_outside`: for the test of its indexes.
    #[doc(hidden)]
    pub async fn notices_outside_plan(&self, filter: &OutsideFilter) -> Result<String, StoreError> {
        let (query, values) = page_query(filter);
        dialect::plan::explain(self.reader(), sql(self.backend(), &query, values)).await
    }

    /// One notice that went outside.
    pub async fn notice_outside(&self, id: NoticeId) -> Result<Option<Outside>, StoreError> {
        self.one(ONE, [text(id)]).await?.map(|row| read_one(&row)).transpose()
    }
}

impl Tx {
    /// One notice that went outside, and how often it was sent again since a moment.
    pub async fn notice_to_repeat(
        &mut self,
        id: NoticeId,
        since: Instant,
    ) -> Result<Option<(Outside, u32)>, StoreError> {
        let Some(row) = self.one(ONE, [text(id)]).await? else { return Ok(None) };
        let notice = read_one(&row)?;
        let root = notice.again_of.unwrap_or(notice.id);
        let counted = self
            .one(
                "SELECT count(*) AS n FROM notice WHERE case_id = $1 AND again_of = $2 AND $3 < created_at",
                [text(notice.case), text(root), since.ms().into()],
            )
            .await?;
        let n: i64 = counted.map_or(Ok(0), |row| row.try_get("", "n"))?;
        Ok(Some((notice, u32::try_from(n).unwrap_or(u32::MAX))))
    }

    /// Write the notice that repeats another, to be sent by the job that the step of the case leaves.
    pub async fn repeat_notice(
        &mut self,
        of: &Outside,
        again: NoticeId,
        at: Instant,
    ) -> Result<(), StoreError> {
        let notice = NewNotice {
            id: again,
            case: of.case,
            account: None,
            channel: &of.channel,
            template: &of.template,
            state: WAITING,
            party: of.party,
            job: "",
            again_of: Some(of.again_of.unwrap_or(of.id)),
        };
        let row = row_of(&notice, at);
        self.execute(insert(self.backend(), "notice", &COLUMNS, vec![row], OnKey::Fail)).await?;
        Ok(())
    }
}

fn page_query(filter: &OutsideFilter) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![i64::from(filter.limit).into()];
    let mut conditions = String::new();
    if let Some(state) = &filter.state {
        values.push(text(state));
        conditions.push_str(&format!(" AND n.state = ${}", values.len()));
    }
    if let Some((at, id)) = filter.after {
        values.push(at.ms().into());
        values.push(text(id));
        let (at, id) = (values.len() - 1, values.len());
        conditions.push_str(&format!(" AND (n.created_at, n.id) < (${at}, ${id})"));
    }
    (format!("{WITH_OUTCOME}{conditions} ORDER BY n.created_at DESC, n.id DESC LIMIT $1"), values)
}

fn read_one(row: &QueryResult) -> Result<Outside, StoreError> {
    let bad = |e| StoreError::corrupt("notice", e);
    Ok(Outside {
        id: row.try_get::<String>("", "id")?.parse().map_err(bad)?,
        case: row.try_get::<String>("", "case_id")?.parse().map_err(bad)?,
        channel: row.try_get("", "channel")?,
        template: row.try_get("", "template")?,
        state: row.try_get("", "state")?,
        party: row
            .try_get::<Option<String>>("", "party_id")?
            .map(|id| id.parse())
            .transpose()
            .map_err(bad)?,
        again_of: row
            .try_get::<Option<String>>("", "again_of")?
            .map(|id| id.parse())
            .transpose()
            .map_err(bad)?,
    })
}

fn read_outside(row: &QueryResult) -> Result<OutsideRow, StoreError> {
    let Outside { party, again_of, .. } = read_one(row)?;
    let moment = |column: &str| -> Result<Option<Instant>, StoreError> {
        Ok(row.try_get::<Option<i64>>("", column)?.map(Instant::from_ms))
    };
    Ok(OutsideRow {
        notice: read(row)?,
        party,
        sent_at: moment("sent_at")?,
        hold_until: moment("hold_until")?,
        again_of,
        last_outcome: row.try_get("", "last_outcome")?,
    })
}
