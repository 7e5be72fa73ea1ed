//! Repeated matters: recorded cases counted by matter and place, from facts. Never by who filed: facts do not know.

use hemu_domain::{
    access::Scope,
    kernel::{Instant, MatterId},
    organisation::DivisionPath,
};

use super::{
    narrow::Narrow,
    scope::{Binds, merged},
    worklist::{Order, Seek},
};
use crate::{Store, StoreError, dialect, sql::sql};

/// Which repeats.
#[derive(Debug, Clone)]
pub struct RepeatsFilter {
    /// The period before begins here.
    pub before_from: Instant,
    pub from: Instant,
    pub until: Instant,
    pub at_least: u32,
    /// Matters that are counted by street and not by community.
    pub by_street: Vec<MatterId>,
    pub limit: u32,
}

/// The same matter at the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    pub matter: MatterId,
    pub place: DivisionPath,
    pub cases: i64,
    /// In the period before, of the same length.
    pub before: i64,
}

/// Characters of a path down to the street, and down to the community.
const STREET: usize = 15;
const COMMUNITY: usize = 20;

impl Store {
    /// Matters of which many came in at one place, most first. Seeks on `fact_by_measure`.
    ///
    /// A case counts once, when it was recorded, under the matter that it has by now; what was voided does not count.
    pub async fn repeats(&self, scope: &Scope, filter: &RepeatsFilter) -> Result<Vec<Repeat>, StoreError> {
        let Some((query, binds)) = repeats_query(scope, filter) else { return Ok(Vec::new()) };
        let bad = |e: &dyn std::fmt::Display| StoreError::corrupt("fact", e);
        self.all(&query, binds.0)
            .await?
            .iter()
            .map(|row| {
                Ok(Repeat {
                    matter: row.try_get::<String>("", "matter_id")?.parse().map_err(|e| bad(&e))?,
                    place: DivisionPath::parse(&row.try_get::<String>("", "place")?)
                        .ok_or_else(|| bad(&"division"))?,
                    cases: row.try_get("", "n")?,
                    before: row.try_get("", "n_before")?,
                })
            })
            .collect()
    }

    /// The plan, for the test that asserts its index.
    #[doc(hidden)]
    pub async fn repeats_plan(&self, scope: &Scope, filter: &RepeatsFilter) -> Result<String, StoreError> {
        let Some((query, binds)) = repeats_query(scope, filter) else { return Ok(String::new()) };
        dialect::plan::explain(self.reader(), sql(self.backend(), &query, binds.0)).await
    }
}

fn repeats_query(scope: &Scope, filter: &RepeatsFilter) -> Option<(String, Binds)> {
    let mut binds = Binds::default();
    let [begin, from, until] = [filter.before_from, filter.from, filter.until].map(|at| binds.bind(at.ms()));
    let at_least = binds.bind(i64::from(filter.at_least));
    let streets: Vec<String> = filter.by_street.iter().map(|matter| binds.bind(matter.to_string())).collect();
    let place = if streets.is_empty() {
        format!("substr(m.division, 1, {COMMUNITY})")
    } else {
        format!(
            "CASE WHEN m.matter_id IN ({}) THEN substr(m.division, 1, {STREET}) ELSE substr(m.division, 1, {COMMUNITY}) END",
            streets.join(", ")
        )
    };
    // An accusation is nobody's repeated matter.
    let narrow = Narrow { not_sealed: true, ..Narrow::default() };
    let visible = merged(scope, &Seek { narrow: Some(&narrow), ..Seek::all(Order::Newest) }, &mut binds)?;
    let query = format!(
        "SELECT p.matter_id, p.place, COUNT(*) FILTER (WHERE p.valid_at >= {from}) AS n, COUNT(*) FILTER (WHERE p.valid_at < {from}) AS n_before \
         FROM (SELECT m.matter_id, {place} AS place, m.valid_at FROM (\
           SELECT f.division, f.valid_at, (SELECT g.matter_id FROM fact g WHERE g.case_id = f.case_id AND g.measure IN ('recorded', 'dispatched') \
             AND g.matter_id IS NOT NULL ORDER BY g.seq DESC LIMIT 1) AS matter_id \
           FROM fact f WHERE f.measure = 'recorded' AND f.valid_at >= {begin} AND f.valid_at < {until} \
             AND NOT EXISTS (SELECT 1 FROM fact x WHERE x.case_id = f.case_id AND x.measure = 'voided') \
             AND f.case_id IN (SELECT v.case_id FROM ({visible}) v)) m WHERE m.matter_id IS NOT NULL) p \
         GROUP BY p.matter_id, p.place HAVING COUNT(*) FILTER (WHERE p.valid_at >= {from}) >= {at_least} ORDER BY n DESC, p.matter_id, p.place LIMIT {}",
        filter.limit
    );
    Some((query, binds))
}
