//! Re-audits: the population as facts tell it, what was fixed and drawn, and the findings.

use hemu_domain::{
    kernel::{AccountId, CaseId, Instant, ReAuditId, UnitId},
    ledger::{Hash, StreamId, StreamKind},
    organisation::DivisionPath,
    re_audit::{Drawn, Finding, Member, Plan, Stratum},
};
use sea_orm::{QueryResult, Value};
use serde::Serialize;

use crate::{
    Meta, Store, StoreError, Tx,
    sql::{OnKey, insert, sql, text},
};

/// A re-audit as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReAudit {
    pub id: ReAuditId,
    pub plan: Plan,
    pub size: i64,
    pub root: Hash,
    pub fixed_by: String,
    pub unit: UnitId,
    pub fixed_at: Instant,
    /// Which entry of its stream fixed it.
    pub fixed_seq: i64,
    pub draw: Option<DrawMade>,
    /// How many findings there are.
    pub found: i64,
}

/// A draw that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawMade {
    pub checkpoint: i64,
    /// The root of that checkpoint.
    pub seed: Hash,
    pub drawn: i64,
    pub at: Instant,
    pub seq: i64,
}

/// A drawn case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnCase {
    pub case: CaseId,
    pub drawn: Drawn,
    pub found: Option<Found>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub finding: Finding,
    /// The unit it is about.
    pub unit: UnitId,
    pub by: String,
    pub at: Instant,
}

/// The first checkpoint that holds a fixing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedCheckpoint {
    pub number: i64,
    pub root: Hash,
}

/// What the ledger says when a population is fixed. Case numbers are no personal data.
#[derive(Debug, Serialize)]
struct Fixed<'a> {
    re_audit: ReAuditId,
    territory: &'a DivisionPath,
    from: Instant,
    before: Instant,
    percent: u32,
    size: usize,
    root: String,
    command: &'a str,
}

/// What the ledger says when it is drawn from.
#[derive(Debug, Serialize)]
struct DrawEntry<'a> {
    re_audit: ReAuditId,
    checkpoint: i64,
    seed: String,
    drawn: Vec<&'a str>,
    command: &'a str,
}

fn stream() -> StreamId {
    StreamId::of(StreamKind::ReAudit, "draws")
}

impl Tx {
    /// Fix a population.
    pub async fn fix_re_audit(
        &mut self,
        meta: Meta<'_>,
        id: ReAuditId,
        plan: &Plan,
        size: usize,
        root: &Hash,
    ) -> Result<(), StoreError> {
        let entry = Fixed {
            re_audit: id,
            territory: &plan.territory,
            from: plan.from,
            before: plan.before,
            percent: plan.percent,
            size,
            root: hex(root),
            command: meta.command_digest,
        };
        let seq = self.register(meta, stream(), "fix", &entry).await?;
        let row = vec![
            text(id),
            text(plan.territory.as_str()),
            plan.from.ms().into(),
            plan.before.ms().into(),
            i64::from(plan.percent).into(),
            i64::try_from(size).unwrap_or(i64::MAX).into(),
            root.to_vec().into(),
            text(meta.permit.account()),
            text(meta.permit.unit()),
            meta.at.ms().into(),
            i64::from(seq).into(),
        ];
        let columns = [
            "id",
            "territory",
            "from_at",
            "before_at",
            "percent",
            "size",
            "root",
            "fixed_by",
            "unit_id",
            "fixed_at",
            "fixed_seq",
        ];
        self.execute(insert(self.backend(), "re_audit", &columns, vec![row], OnKey::Fail)).await?;
        Ok(())
    }

    /// Keep what was drawn.
    ///
    /// # Errors
    /// `Stale` when it has been drawn already.
    pub async fn draw_re_audit(
        &mut self,
        meta: Meta<'_>,
        id: ReAuditId,
        seed: &SeedCheckpoint,
        drawn: &[(CaseId, Drawn)],
    ) -> Result<(), StoreError> {
        let entry = DrawEntry {
            re_audit: id,
            checkpoint: seed.number,
            seed: hex(&seed.root),
            drawn: drawn.iter().map(|(_, one)| one.member.number.as_str()).collect(),
            command: meta.command_digest,
        };
        let seq = self.register(meta, stream(), "draw", &entry).await?;
        let backend = self.backend();
        let changed = self
            .execute(sql(
                backend,
                "UPDATE re_audit SET checkpoint = $1, seed = $2, drawn = $3, drawn_at = $4, drawn_seq = $5 WHERE id = $6 AND drawn_at IS NULL",
                [
                    seed.number.into(),
                    seed.root.to_vec().into(),
                    i64::try_from(drawn.len()).unwrap_or(i64::MAX).into(),
                    meta.at.ms().into(),
                    i64::from(seq).into(),
                    text(id),
                ],
            ))
            .await?;
        if changed != 1 {
            return Err(StoreError::Stale);
        }
        let columns = ["re_audit_id", "case_id", "number", "stratum", "place"];
        for chunk in drawn.chunks(200) {
            let rows: Vec<Vec<Value>> = chunk
                .iter()
                .map(|(case, one)| {
                    vec![
                        text(id),
                        text(case),
                        text(&one.member.number),
                        text(one.member.stratum.code()),
                        i64::from(one.place).into(),
                    ]
                })
                .collect();
            self.execute(insert(backend, "re_audit_case", &columns, rows, OnKey::Fail)).await?;
        }
        Ok(())
    }

    /// Keep a finding beside the drawn case. Returns whether there was none before.
    pub async fn set_finding(
        &mut self,
        meta: Meta<'_>,
        id: ReAuditId,
        case: CaseId,
        finding: Finding,
        about: UnitId,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(sql(
                self.backend(),
                "UPDATE re_audit_case SET finding = $1, unit_id = $2, found_by = $3, found_at = $4 WHERE re_audit_id = $5 AND case_id = $6 AND finding IS NULL",
                [
                    text(finding.code()),
                    text(about),
                    text(meta.permit.account()),
                    meta.at.ms().into(),
                    text(id),
                    text(case),
                ],
            ))
            .await?;
        Ok(changed == 1)
    }
}

const RE_AUDIT: &str = "SELECT r.*, a.name, (SELECT COUNT(*) FROM re_audit_case c WHERE c.re_audit_id = r.id AND c.finding IS NOT NULL) AS found \
                        FROM re_audit r JOIN account a ON a.id = r.fixed_by";

impl Store {
    /// Cases that ended in a period and place, by facts known at a moment: the same answer whenever it is asked. Each
    /// case once, with its last ending in the period. Seeks on `fact_by_measure`.
    pub async fn ended_cases(
        &self,
        plan: &Plan,
        known_at: Instant,
        limit: u32,
    ) -> Result<Vec<(CaseId, Member)>, StoreError> {
        let query = "SELECT f.case_id, c.number, CASE WHEN f.value = 1 THEN 'handled' \
               WHEN EXISTS (SELECT 1 FROM fact x WHERE x.case_id = f.case_id AND x.seq = f.seq AND x.measure IN ('excluded', 'voided', 'transferred', 'withdrawn')) THEN 'ended_otherwise' \
               ELSE 'settled_on_spot' END AS stratum \
             FROM fact f JOIN cases c ON c.id = f.case_id \
             WHERE f.measure = 'closed' AND f.valid_at >= $1 AND f.valid_at < $2 AND f.recorded_at <= $3 AND f.division >= $4 AND f.division < $5 \
               AND NOT EXISTS (SELECT 1 FROM fact y WHERE y.case_id = f.case_id AND y.measure = 'closed' AND y.seq > f.seq AND y.valid_at < $2 AND y.recorded_at <= $3) \
             ORDER BY c.number LIMIT $6";
        let bad = |e: &dyn std::fmt::Display| StoreError::corrupt("fact", e);
        let values = [
            plan.from.ms().into(),
            plan.before.ms().into(),
            known_at.ms().into(),
            text(plan.territory.as_str()),
            text(plan.territory.end()),
            i64::from(limit).into(),
        ];
        self.all(query, values)
            .await?
            .iter()
            .map(|row| {
                let stratum: String = row.try_get("", "stratum")?;
                let member = Member {
                    stratum: Stratum::parse(&stratum).ok_or_else(|| bad(&"stratum"))?,
                    number: row.try_get("", "number")?,
                };
                Ok((row.try_get::<String>("", "case_id")?.parse().map_err(|e| bad(&e))?, member))
            })
            .collect()
    }

    /// Re-audits, newest first.
    pub async fn re_audits(&self, limit: u32) -> Result<Vec<ReAudit>, StoreError> {
        self.all(
            &format!("{RE_AUDIT} ORDER BY r.fixed_at DESC, r.id DESC LIMIT $1"),
            [i64::from(limit).into()],
        )
        .await?
        .iter()
        .map(read)
        .collect()
    }

    /// The re-audit with this identifier.
    pub async fn re_audit(&self, id: ReAuditId) -> Result<Option<ReAudit>, StoreError> {
        self.one(&format!("{RE_AUDIT} WHERE r.id = $1"), [text(id)]).await?.as_ref().map(read).transpose()
    }

    /// What was drawn, by stratum and place.
    pub async fn drawn_cases(&self, id: ReAuditId) -> Result<Vec<DrawnCase>, StoreError> {
        let query = "SELECT c.*, a.name FROM re_audit_case c LEFT JOIN account a ON a.id = c.found_by WHERE c.re_audit_id = $1 ORDER BY c.stratum, c.place, c.number LIMIT 10000";
        self.all(query, [text(id)]).await?.iter().map(read_drawn).collect()
    }

    /// The first checkpoint that holds this entry of the stream of re-audits: made after it, and by nobody's choice.
    pub async fn seed_checkpoint(&self, seq: i64) -> Result<Option<SeedCheckpoint>, StoreError> {
        let query = "SELECT k.number, k.root FROM ledger_leaf l JOIN ledger_checkpoint k ON k.number = l.checkpoint WHERE l.stream = $1 AND l.length >= $2 ORDER BY l.checkpoint LIMIT 1";
        self.one(query, [text(stream().0), seq.into()])
            .await?
            .map(|row| Ok(SeedCheckpoint { number: row.try_get("", "number")?, root: hash(&row, "root")? }))
            .transpose()
    }

    /// The body of an entry of the stream of re-audits, as it stands in the ledger.
    pub async fn re_audit_entry(&self, seq: i64) -> Result<Option<String>, StoreError> {
        self.one(
            "SELECT body FROM ledger_entry WHERE stream = $1 AND seq = $2",
            [text(stream().0), seq.into()],
        )
        .await?
        .map(|row| Ok(row.try_get("", "body")?))
        .transpose()
    }

    /// Everybody who took a step of a case, but for looking at it again.
    pub async fn took_part(&self, case: CaseId) -> Result<Vec<AccountId>, StoreError> {
        let query = "SELECT DISTINCT actor FROM ledger_entry WHERE stream = $1 AND action <> 're_audit'";
        self.all(query, [text(StreamId::of(StreamKind::Case, case).0)])
            .await?
            .iter()
            .map(|row| {
                row.try_get::<String>("", "actor")?
                    .parse()
                    .map_err(|e| StoreError::corrupt("ledger_entry", e))
            })
            .collect()
    }
}

fn hash(row: &QueryResult, column: &str) -> Result<Hash, StoreError> {
    row.try_get::<Vec<u8>>("", column)?.try_into().map_err(|_| StoreError::corrupt("re_audit", column))
}

/// Bytes as the ledger and people write them.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(row: &QueryResult) -> Result<ReAudit, StoreError> {
    let bad = |e: &dyn std::fmt::Display| StoreError::corrupt("re_audit", e);
    let at = |column: &str| -> Result<Instant, StoreError> { Ok(Instant::from_ms(row.try_get("", column)?)) };
    let draw = match row.try_get::<Option<i64>>("", "checkpoint")? {
        None => None,
        Some(checkpoint) => Some(DrawMade {
            checkpoint,
            seed: hash(row, "seed")?,
            drawn: row.try_get("", "drawn")?,
            at: at("drawn_at")?,
            seq: row.try_get("", "drawn_seq")?,
        }),
    };
    Ok(ReAudit {
        id: row.try_get::<String>("", "id")?.parse().map_err(|e| bad(&e))?,
        plan: Plan {
            territory: DivisionPath::parse(&row.try_get::<String>("", "territory")?)
                .ok_or_else(|| bad(&"territory"))?,
            from: at("from_at")?,
            before: at("before_at")?,
            percent: u32::try_from(row.try_get::<i64>("", "percent")?).map_err(|e| bad(&e))?,
        },
        size: row.try_get("", "size")?,
        root: hash(row, "root")?,
        fixed_by: row.try_get("", "name")?,
        unit: row.try_get::<String>("", "unit_id")?.parse().map_err(|e| bad(&e))?,
        fixed_at: at("fixed_at")?,
        fixed_seq: row.try_get("", "fixed_seq")?,
        draw,
        found: row.try_get("", "found")?,
    })
}

fn read_drawn(row: &QueryResult) -> Result<DrawnCase, StoreError> {
    let bad = |e: &dyn std::fmt::Display| StoreError::corrupt("re_audit_case", e);
    let found = match row.try_get::<Option<String>>("", "finding")? {
        None => None,
        Some(finding) => Some(Found {
            finding: Finding::parse(&finding).ok_or_else(|| bad(&"finding"))?,
            unit: row.try_get::<String>("", "unit_id")?.parse().map_err(|e| bad(&e))?,
            by: row.try_get("", "name")?,
            at: Instant::from_ms(row.try_get("", "found_at")?),
        }),
    };
    Ok(DrawnCase {
        case: row.try_get::<String>("", "case_id")?.parse().map_err(|e| bad(&e))?,
        drawn: Drawn {
            member: Member {
                stratum: Stratum::parse(&row.try_get::<String>("", "stratum")?)
                    .ok_or_else(|| bad(&"stratum"))?,
                number: row.try_get("", "number")?,
            },
            place: u32::try_from(row.try_get::<i64>("", "place")?).map_err(|e| bad(&e))?,
        },
        found,
    })
}
