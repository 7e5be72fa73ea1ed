//! What a kind tells the store about itself. The static list of kinds is in `facts.rs`.

use hemu_domain::{
    calendar::Clock,
    kernel::{Ask, Case, CaseId, Fact, Instant, MatterId, Measure, Reader},
};
use sea_orm::{DbBackend, Statement};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The circumstances of a step, kept in its ledger entry so that facts can be rebuilt from the ledger alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    pub kind: String,
    pub division: String,
    pub channel: String,
    pub class: String,
    pub matter: Option<MatterId>,
    pub catalogue_version: u32,
    pub calendar_version: u32,
}

/// An aggregate of some kind, as `Tx::apply` needs to see it.
pub trait CaseKind: Sized + Clone {
    /// What its ledger entries say.
    type Entry: Serialize + DeserializeOwned;

    /// The shared head.
    fn case(&self) -> &Case;
    /// The shared head, to set version and ledger head.
    fn case_mut(&mut self) -> &mut Case;
    /// Units that may read it.
    fn readers(&self) -> Vec<Reader>;
    /// All its clocks.
    fn clocks(&self) -> &[Clock];
    /// All its asks.
    fn asks(&self) -> &[Ask];
    /// The action of an entry.
    fn action(entry: &Self::Entry) -> &'static str;
    /// The facts of an entry.
    fn facts(case: CaseId, entry: &Self::Entry, at: Instant) -> Vec<Fact>;
    /// Measures whose earlier facts of the case no longer hold after this entry.
    fn supersedes(entry: &Self::Entry) -> &'static [Measure];
    /// The circumstances now.
    fn context(&self, calendar_version: u32) -> Context;
    /// The statement that writes the kind's own row, or `None` when it has not changed.
    fn row_statement(&self, before: Option<&Self>, backend: DbBackend) -> Option<Statement>;
}
