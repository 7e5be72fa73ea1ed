//! The one access rule: a union of clauses, each units-or-divisions × kinds × labels × dates.
//!
//! `Scope::allows` evaluates it in memory; `store::dialect::scope` compiles it to SQL; a property test
//! (`store/tests/scope.rs`) proves that both agree and that no clause could be left out of either.

use crate::{
    kernel::{Instant, Kind, Label, Reader, UnitId},
    organisation::DivisionPath,
};

/// What the rule looks at in a case.
#[derive(Debug, Clone, Copy)]
pub struct Facets<'a> {
    pub kind: Kind,
    pub label: Label,
    pub division: &'a DivisionPath,
    pub readers: &'a [Reader],
    pub opened_at: Instant,
}

/// How far a clause reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Cases that this unit holds, assists, led or supervises.
    Unit(UnitId),
    /// Cases in this division and below.
    Division(DivisionPath),
}

/// One way to be allowed. Every part must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub reach: Reach,
    pub kinds: Vec<Kind>,
    pub labels: Vec<Label>,
    /// Cases opened at or after this moment.
    pub opened_from: Option<Instant>,
    /// Cases opened before this moment.
    pub opened_before: Option<Instant>,
}

impl Clause {
    /// Whether this clause alone allows the case.
    pub fn allows(&self, case: &Facets<'_>) -> bool {
        let reached = match &self.reach {
            Reach::Unit(unit) => case.readers.iter().any(|reader| reader.unit == *unit),
            Reach::Division(path) => path.contains(case.division),
        };
        reached
            && self.kinds.contains(&case.kind)
            && self.labels.contains(&case.label)
            && self.opened_from.is_none_or(|from| from <= case.opened_at)
            && self.opened_before.is_none_or(|before| case.opened_at < before)
    }
}

/// At most eight clauses; a case is visible when any allows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    clauses: Vec<Clause>,
}

impl Scope {
    /// The most clauses a scope may have: a list merges as many seeks.
    pub const CLAUSES_MAX: usize = 8;

    /// A scope of these clauses, without repeats, the first eight.
    pub fn of(clauses: impl IntoIterator<Item = Clause>) -> Self {
        let mut kept: Vec<Clause> = Vec::new();
        for clause in clauses {
            if kept.len() < Self::CLAUSES_MAX && !kept.contains(&clause) {
                kept.push(clause);
            }
        }
        Self { clauses: kept }
    }

    /// Its clauses.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Whether the case may be seen.
    pub fn allows(&self, case: &Facets<'_>) -> bool {
        self.clauses.iter().any(|clause| clause.allows(case))
    }
}
