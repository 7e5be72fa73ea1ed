//! Merged cases: the link from child to parent, and the order in which two cases are taken hold of.

use hemu_domain::kernel::CaseId;
use sea_orm::QueryResult;

use crate::{Store, StoreError, Tx, dialect::lock::lock_rows, sql::text};

impl Tx {
    /// Take hold of cases, always in the same order, so that two merges that cross cannot both succeed.
    pub async fn hold_cases(&mut self, cases: &[CaseId]) -> Result<(), StoreError> {
        let mut sorted = cases.to_vec();
        sorted.sort_unstable();
        if let Some(query) = lock_rows(self.backend(), "cases", sorted.len()) {
            self.all(&query, sorted.iter().map(text)).await?;
        }
        Ok(())
    }
}

impl Store {
    /// Cases merged into this one, oldest first. Uses `cases_by_parent`.
    pub async fn children_of(&self, parent: CaseId, limit: u32) -> Result<Vec<CaseId>, StoreError> {
        self.all(
            "SELECT id FROM cases WHERE merged_into = $1 ORDER BY id LIMIT $2",
            [text(parent), i64::from(limit).into()],
        )
        .await?
        .iter()
        .map(id)
        .collect()
    }

    /// Number and stage of these cases.
    pub async fn case_heads(&self, cases: &[CaseId]) -> Result<Vec<(CaseId, String, String)>, StoreError> {
        let mut heads = Vec::new();
        for chunk in cases.chunks(100) {
            let marks: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
            let query =
                format!("SELECT id, number, stage FROM cases WHERE id IN ({}) ORDER BY id", marks.join(", "));
            for row in self.all(&query, chunk.iter().map(text)).await? {
                heads.push((id(&row)?, row.try_get("", "number")?, row.try_get("", "stage")?));
            }
        }
        Ok(heads)
    }

    /// Open cases filed under an older machine than this, oldest first.
    pub async fn open_cases_before_machine(
        &self,
        kind: &str,
        version: u16,
        after: Option<CaseId>,
        limit: u32,
    ) -> Result<Vec<CaseId>, StoreError> {
        let after = after.map_or_else(String::new, |case| case.to_string());
        self.all(
            "SELECT id FROM cases WHERE kind = $1 AND closed_at IS NULL AND machine_version < $2 AND id > $3 ORDER BY id LIMIT $4",
            [text(kind), i64::from(version).into(), text(after), i64::from(limit).into()],
        )
        .await?
        .iter()
        .map(id)
        .collect()
    }

    /// Open cases, oldest first: what a recount goes through.
    pub async fn open_cases(&self, after: Option<CaseId>, limit: u32) -> Result<Vec<CaseId>, StoreError> {
        let after = after.map_or_else(String::new, |case| case.to_string());
        self.all(
            "SELECT id FROM cases WHERE closed_at IS NULL AND id > $1 ORDER BY id LIMIT $2",
            [text(after), i64::from(limit).into()],
        )
        .await?
        .iter()
        .map(id)
        .collect()
    }
}

fn id(row: &QueryResult) -> Result<CaseId, StoreError> {
    row.try_get::<String>("", "id")?.parse().map_err(|e| StoreError::corrupt("cases", e))
}
