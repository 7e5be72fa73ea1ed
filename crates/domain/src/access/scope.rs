//! The one access rule: a union of clauses, each units-or-divisions-or-a-case × kinds × labels × dates, without the
//! cases from which the person is recused.
//!
//! `Scope::allows` evaluates it in memory; `store::read::scope` compiles it to SQL; a property test
//! (`store/tests/it/scope.rs`) proves that both agree and that no part could be left out of either.

use super::{Apart, Recusal};
use crate::{
    kernel::{AccountId, CaseId, Instant, Kind, Label, Reader, ReaderRole, UnitId},
    organisation::DivisionPath,
};

/// What the rule looks at in a case.
#[derive(Debug, Clone, Copy)]
pub struct Facets<'a> {
    pub id: CaseId,
    pub kind: Kind,
    pub label: Label,
    pub division: &'a DivisionPath,
    pub readers: &'a [Reader],
    pub opened_at: Instant,
    /// Who must not see it, whatever clause allows it.
    pub recused: &'a [Recusal],
}

/// How far a clause reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Cases that this unit holds, assists, led or supervises.
    Unit(UnitId),
    /// Cases in this division and below.
    Division(DivisionPath),
    /// One case.
    Case(CaseId),
}

/// One way to be allowed. Every part must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub reach: Reach,
    pub kinds: Vec<Kind>,
    pub labels: Vec<Label>,
    /// A sealed case is reached through a unit only where the unit is one of these to it.
    pub sealed_as: Vec<ReaderRole>,
    /// Cases opened at or after this moment.
    pub opened_from: Option<Instant>,
    /// Cases opened before this moment.
    pub opened_before: Option<Instant>,
}

impl Clause {
    /// Everything that this reach holds with these labels.
    pub fn all(reach: Reach, labels: Vec<Label>, sealed_as: &[ReaderRole]) -> Self {
        Self {
            reach,
            kinds: Kind::ALL.to_vec(),
            labels,
            sealed_as: sealed_as.to_vec(),
            opened_from: None,
            opened_before: None,
        }
    }

    /// Whether this clause alone allows the case.
    pub fn allows(&self, case: &Facets<'_>) -> bool {
        let reached = match &self.reach {
            Reach::Unit(unit) => case.readers.iter().any(|reader| {
                reader.unit == *unit && (case.label != Label::Sealed || self.sealed_as.contains(&reader.role))
            }),
            Reach::Division(path) => path.contains(case.division),
            Reach::Case(id) => case.id == *id,
        };
        reached
            && self.kinds.contains(&case.kind)
            && self.labels.contains(&case.label)
            && self.opened_from.is_none_or(|from| from <= case.opened_at)
            && self.opened_before.is_none_or(|before| case.opened_at < before)
    }
}

/// At most eight clauses; a case is visible when any allows it and no recusal keeps the person away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    clauses: Vec<Clause>,
    apart: Apart,
}

impl Scope {
    /// The most clauses a scope may have: a list merges as many seeks.
    pub const CLAUSES_MAX: usize = 8;

    /// A scope of these clauses, without repeats, the first eight: what comes later is left out.
    pub fn of(clauses: impl IntoIterator<Item = Clause>) -> Self {
        let mut kept: Vec<Clause> = Vec::new();
        for clause in clauses {
            if kept.len() < Self::CLAUSES_MAX && !kept.contains(&clause) {
                kept.push(clause);
            }
        }
        Self { clauses: kept, apart: Apart::default() }
    }

    /// The same scope for this person, who holds posts in these units: cases that recuse either are not seen.
    #[must_use]
    pub fn apart_from(mut self, account: AccountId, units: impl IntoIterator<Item = UnitId>) -> Self {
        self.apart.account = Some(account);
        self.apart.units.clear();
        for unit in units {
            if !self.apart.units.contains(&unit) {
                self.apart.units.push(unit);
            }
        }
        self
    }

    /// Its clauses.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Whose recusals count.
    pub fn apart(&self) -> &Apart {
        &self.apart
    }

    /// Whether the case may be seen.
    pub fn allows(&self, case: &Facets<'_>) -> bool {
        self.apart.kept_by(case.recused).is_none() && self.clauses.iter().any(|clause| clause.allows(case))
    }
}
