//! A list narrowed to what stands behind one number of the board: by unit, place, colour, age and what is going on.
//! A test opens the list behind every number of the board and counts it.

use hemu_domain::{
    kernel::{Instant, UnitId},
    organisation::DivisionPath,
    supervision::{AgeBand, Colour},
};

use super::scope::Binds;

/// What is asked about in a case and not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenAsk {
    /// Something waits for a decision.
    Decision,
    /// A supervision order is not settled.
    Order,
}

/// What a list is narrowed to. Nothing of it widens what the scope allows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Narrow {
    /// Only cases that have not ended.
    pub open: bool,
    pub holder: Option<UnitId>,
    /// The lead unit; `Some(None)` for cases that have none.
    pub lead: Option<Option<UnitId>>,
    pub division: Option<DivisionPath>,
    /// Colour at a moment.
    pub colour: Option<(Colour, Instant)>,
    /// Age at a moment.
    pub age: Option<(AgeBand, Instant)>,
    /// Only cases that are merged into another.
    pub merged: bool,
    pub asks: Option<OpenAsk>,
    /// Only cases that somebody urged since.
    pub urged_since: Option<Instant>,
    /// Without accusations.
    pub not_sealed: bool,
}

/// The colour of a case by its nearest clock, as SQL. `now` is a placeholder, `of` the alias of `cases`.
fn colour_of(of: &str, now: &str) -> String {
    format!(
        "CASE WHEN {of}.next_due IS NULL THEN 'none' WHEN {of}.next_due <= {now} THEN 'overdue' WHEN {of}.red_at <= {now} THEN 'red' \
         WHEN {of}.yellow_at <= {now} THEN 'yellow' ELSE 'green' END"
    )
}

/// That an ask of this sort is not settled.
pub(crate) const fn asked(what: OpenAsk) -> &'static str {
    match what {
        OpenAsk::Decision => "a.state IN ('open', 'answered') AND a.kind <> 'order'",
        OpenAsk::Order => "a.state IN ('open', 'answered') AND a.kind = 'order'",
    }
}

impl Narrow {
    /// Conditions for a seek on `table`, which is `cases` or has the case in `case_id`.
    pub(crate) fn conditions(&self, table: &str, binds: &mut Binds) -> Vec<String> {
        let direct = table == "cases";
        let id = if direct { "cases.id".to_owned() } else { format!("{table}.case_id") };
        let of = if direct { "cases" } else { "d" };
        let mut conditions = self.of_case(of, binds);
        if !direct && !conditions.is_empty() {
            conditions = vec![format!(
                "EXISTS (SELECT 1 FROM cases d WHERE d.id = {id} AND {})",
                conditions.join(" AND ")
            )];
        }
        match self.lead {
            Some(Some(lead)) => {
                let lead = binds.bind(lead.to_string());
                conditions.push(if self.open {
                    // There are few open cases, and ever more that the unit has led.
                    format!("EXISTS (SELECT 1 FROM request q WHERE q.case_id = {id} AND q.lead_id = {lead})")
                } else {
                    format!("{id} IN (SELECT q.case_id FROM request q WHERE q.lead_id = {lead})")
                });
            }
            Some(None) => conditions.push(format!(
                "EXISTS (SELECT 1 FROM request q WHERE q.case_id = {id} AND q.lead_id IS NULL)"
            )),
            None => {}
        }
        if let Some(since) = self.urged_since {
            let since = binds.bind(since.ms());
            conditions.push(format!(
                "EXISTS (SELECT 1 FROM request q WHERE q.case_id = {id} AND q.urged_at >= {since})"
            ));
        }
        if let Some(what) = self.asks {
            conditions.push(format!("{id} IN (SELECT a.case_id FROM ask a WHERE {})", asked(what)));
        }
        if self.not_sealed {
            conditions.push(format!("{table}.label <> 'sealed'"));
        }
        conditions
    }

    /// What can be read from `cases` alone.
    fn of_case(&self, of: &str, binds: &mut Binds) -> Vec<String> {
        let mut conditions = Vec::new();
        if self.open {
            conditions.push(format!("{of}.closed_at IS NULL"));
        }
        if let Some(path) = &self.division {
            let (from, to) = (binds.bind(path.as_str().to_owned()), binds.bind(path.end()));
            conditions.push(format!("{of}.division >= {from} AND {of}.division < {to}"));
        }
        if let Some(holder) = self.holder {
            conditions.push(format!("{of}.holder_id = {}", binds.bind(holder.to_string())));
        }
        if self.merged {
            conditions.push(format!("{of}.merged_into IS NOT NULL"));
        }
        if let Some((colour, now)) = self.colour {
            let now = binds.bind(now.ms());
            conditions.push(format!("{} = {}", colour_of(of, &now), binds.bind(colour.code().to_owned())));
        }
        if let Some((band, now)) = self.age {
            let (after, until) = band.opened(now);
            conditions.extend(after.map(|after| format!("{of}.opened_at > {}", binds.bind(after.ms()))));
            conditions.extend(until.map(|until| format!("{of}.opened_at <= {}", binds.bind(until.ms()))));
        }
        conditions
    }
}
