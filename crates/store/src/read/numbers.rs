//! Counts of facts, under the reader's scope.

use hemu_domain::{
    access::{Reach, Scope},
    kernel::{Instant, UnitId},
};

use super::scope::Binds;
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
        let reaches: Vec<String> = scope
            .clauses()
            .iter()
            .map(|clause| match &clause.reach {
                Reach::Unit(unit) => {
                    let unit = binds.bind(unit.to_string());
                    format!("EXISTS (SELECT 1 FROM case_reader r WHERE r.case_id = f.case_id AND r.unit_id = {unit})")
                }
                Reach::Division(path) => format!("(f.division >= {} AND f.division < {})", binds.bind(path.as_str().to_owned()), binds.bind(path.end())),
            })
            .collect();
        if reaches.is_empty() {
            return Ok(Vec::new());
        }
        let query = format!(
            "SELECT f.measure, f.unit_id, CASE WHEN f.measure = 'reply_minutes' THEN 0 ELSE f.value END AS shown, count(*) AS n, CAST(SUM(f.value) AS BIGINT) AS total FROM fact f \
             WHERE f.valid_at >= {from} AND f.valid_at < {before} AND f.superseded_at IS NULL AND ({}) \
             GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            reaches.join(" OR ")
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
