//! Counts of facts, under the reader's scope.

use hemu_domain::{
    access::Scope,
    kernel::{Instant, UnitId},
};

use super::{
    scope::{Binds, merged},
    worklist::{Order, Seek},
};
use crate::{Store, StoreError};

/// Which facts to count.
#[derive(Debug, Clone, Copy)]
pub struct NumbersFilter {
    pub from: Instant,
    pub before: Instant,
}

/// So many facts of one measure, unit and value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactCount {
    pub measure: String,
    pub unit: Option<UnitId>,
    /// 0 for measures whose values are summed, such as minutes.
    pub value: i64,
    pub count: i64,
    pub sum: i64,
}

impl Store {
    /// Count facts of cases in scope. Uses `fact_by_measure`.
    pub async fn count_facts(
        &self,
        scope: &Scope,
        filter: NumbersFilter,
    ) -> Result<Vec<FactCount>, StoreError> {
        let mut binds = Binds::default();
        let (from, before) = (binds.bind(filter.from.ms()), binds.bind(filter.before.ms()));
        let Some(visible) = merged(scope, &Seek::all(Order::Newest), &mut binds) else {
            return Ok(Vec::new());
        };
        let query = format!(
            "SELECT f.measure, f.unit_id, CASE WHEN f.measure = 'reply_minutes' THEN 0 ELSE f.value END AS shown, count(*) AS n, CAST(SUM(f.value) AS BIGINT) AS total FROM fact f \
             WHERE f.valid_at >= {from} AND f.valid_at < {before} AND f.superseded_at IS NULL AND f.case_id IN (SELECT v.case_id FROM ({visible}) v) \
             GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        );
        let rows = self.all(&query, binds.0).await?;
        rows.iter()
            .map(|row| {
                let unit: Option<String> = row.try_get("", "unit_id")?;
                Ok(FactCount {
                    measure: row.try_get("", "measure")?,
                    unit: unit
                        .map(|id| id.parse().map_err(|e| StoreError::corrupt("fact", e)))
                        .transpose()?,
                    value: row.try_get("", "shown")?,
                    count: row.try_get("", "n")?,
                    sum: row.try_get("", "total")?,
                })
            })
            .collect()
    }
}
