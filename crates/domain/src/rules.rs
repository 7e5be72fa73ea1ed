//! What a rule is given besides the case: who, when, under which tables. Nothing is fetched by a rule itself.

use crate::{
    access::Permit,
    calendar::{Calendar, Clock, TimeLimit, find_limit},
    catalogue::{Matter, Precedent},
    kernel::{CaseId, Id, Instant, MatterId, Refusal, UnitId},
    organisation::{DivisionPath, Unit},
    request::Practice,
};

/// The city's tables as they stand, in one snapshot.
#[derive(Debug, Clone)]
pub struct Rules {
    pub calendar: Calendar,
    pub limits: Vec<TimeLimit>,
    pub units: Vec<Unit>,
    pub matters: Vec<Matter>,
    /// Version of the dispatch catalogue.
    pub catalogue_version: u32,
    /// Rulings that the catalogue follows.
    pub precedents: Vec<Precedent>,
    pub practice: Practice,
}

impl Rules {
    /// The unit with this identifier.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The matter with this identifier.
    pub fn matter(&self, id: MatterId) -> Option<&Matter> {
        self.matters.iter().find(|matter| matter.id == id)
    }

    /// The unit that leads a matter at a place: by the narrowest precedent that holds there, else by its duty.
    pub fn lead_unit(&self, matter: &Matter, place: &DivisionPath) -> Option<&Unit> {
        let precedent = self
            .precedents
            .iter()
            .filter(|precedent| precedent.matter == matter.id && precedent.division.contains(place))
            .max_by_key(|precedent| (precedent.division.as_str().len(), precedent.since));
        match precedent.and_then(|precedent| self.unit(precedent.unit)) {
            Some(unit) => Some(unit),
            None => matter.lead_unit(&self.units, place),
        }
    }

    /// The limit for this clock and class on the day of `at`.
    ///
    /// # Errors
    /// `limit_missing` when the table has no row; a limit is never guessed.
    pub fn limit(&self, clock: &str, class: &str, at: Instant) -> Result<&TimeLimit, Refusal> {
        find_limit(&self.limits, clock, class, at.date_in(&self.calendar.zone)).ok_or_else(|| {
            Refusal::new(
                "limit_missing",
                format!("时限表中没有“{clock}/{class}”的规定，请联系目录管理员补充"),
                format!("the table of time limits has no row for {clock}/{class}; ask the catalogue keeper to add it"),
            )
        })
    }
}

/// One step being taken: the proof of permission, the moment, the tables and fresh randomness.
pub struct Step<'a> {
    pub permit: Permit,
    pub at: Instant,
    pub rules: &'a Rules,
    pub random: &'a mut (dyn FnMut() -> u128 + Send),
}

impl Step<'_> {
    /// A fresh identifier.
    pub fn id<K>(&mut self) -> Id<K> {
        Id::new(self.at, (self.random)())
    }

    /// Start a clock of a case against a unit, by the table of limits.
    ///
    /// # Errors
    /// `limit_missing` when the table has no row.
    pub fn start_clock(&mut self, start: &ClockStart<'_>) -> Result<Clock, Refusal> {
        let row = self.rules.limit(start.kind, start.class, self.at)?;
        let limit = if start.halved { row.limit.half() } else { row.limit };
        let mut clock = Clock {
            id: Id::new(self.at, (self.random)()),
            case: start.case,
            kind: start.kind.to_owned(),
            unit: start.unit,
            round: start.round,
            limit,
            legal_basis: row.legal_basis.clone(),
            calendar_version: self.rules.calendar.version,
            started_at: self.at,
            stopped_at: None,
            pauses: Vec::new(),
            extensions: Vec::new(),
            cap: start.cap,
            due_at: None,
            yellow_at: None,
            red_at: None,
            provisional: false,
            alarms: 0,
            muted: false,
        };
        clock.recalculate(&self.rules.calendar);
        Ok(clock)
    }
}

/// Which clock to start.
#[derive(Debug, Clone, Copy)]
pub struct ClockStart<'a> {
    pub case: CaseId,
    pub kind: &'a str,
    pub class: &'a str,
    pub unit: UnitId,
    pub round: u16,
    /// The parent's due moment, never passed.
    pub cap: Option<Instant>,
    /// Half the limit: what a case sent back gets.
    pub halved: bool,
}
