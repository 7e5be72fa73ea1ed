//! What every use case is given.

use std::sync::Arc;

use hemu_domain::{
    Rules,
    access::{Actor, Permit},
    kernel::{AccountId, DivisionId, Instant, Refusal, UnitId},
    organisation::{DivisionPath, UnitForm},
};
use hemu_store::{Meta, Store};
use tokio::sync::broadcast;

use crate::{
    AppError,
    ports::{Clock, Dialer, Mailer, NoDialer, Random},
    rules_cache::RulesCache,
    settings::Settings,
};

/// Database, clock, randomness, settings and the outside world. Cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub mailer: Arc<dyn Mailer>,
    pub dialer: Arc<dyn Dialer>,
    pub settings: Arc<Settings>,
    /// Identifiers of accounts that have something new to see.
    pub live: broadcast::Sender<hemu_domain::kernel::AccountId>,
    rules: Arc<RulesCache>,
}

/// One call by a signed-in person.
#[derive(Debug, Clone)]
pub struct Call {
    pub actor: Actor,
    /// The caller's `Idempotency-Key`; empty for steps of the platform itself.
    pub key: String,
    /// Keyed hash of what was asked.
    pub digest: String,
    /// Generation of the rule tables, as the session query read it.
    pub generation: Option<i64>,
}

impl Call {
    /// A call without a key: queries, simulations, the shell.
    pub fn plain(actor: Actor) -> Self {
        Self { actor, key: String::new(), digest: String::new(), generation: None }
    }

    /// The key as the ledger stores it: keys of different people never meet.
    pub(crate) fn command_key(&self) -> String {
        if self.key.is_empty() { String::new() } else { format!("{}:{}", self.actor.account, self.key) }
    }
}

impl Ctx {
    /// Put a context together.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        mailer: Arc<dyn Mailer>,
        settings: Settings,
    ) -> Self {
        let (live, _) = broadcast::channel(1_024);
        Self {
            store,
            clock,
            random,
            mailer,
            dialer: Arc::new(NoDialer),
            settings: Arc::new(settings),
            live,
            rules: Arc::default(),
        }
    }

    /// The same context with a telephone exchange.
    #[must_use]
    pub fn with_dialer(mut self, dialer: Arc<dyn Dialer>) -> Self {
        self.dialer = dialer;
        self
    }

    /// The accounts whose own telephone this is. Call after `rules`, which forgets what has changed.
    pub(crate) async fn accounts_with_phone(&self, phone_hash: &str) -> Result<Vec<AccountId>, AppError> {
        Ok(self.rules.accounts_with_phone(&self.store, phone_hash).await?)
    }

    /// The tables in force.
    pub async fn rules(&self, generation: Option<i64>) -> Result<Arc<Rules>, AppError> {
        Ok(self.rules.get(&self.store, &self.settings, generation).await?)
    }

    /// The path of a division.
    ///
    /// # Errors
    /// `unknown_division` when there is none.
    pub(crate) async fn division_path(&self, id: DivisionId) -> Result<DivisionPath, AppError> {
        let unknown = || {
            Refusal::new(
                "unknown_division",
                "没有该区划，请重新选择地点",
                "there is no such division; choose the place again",
            )
            .on("division")
        };
        Ok(self.rules.path(&self.store, id).await?.ok_or_else(unknown)?)
    }

    /// The centre that takes requests in: the first unit of that form.
    pub(crate) fn centre(rules: &Rules) -> Result<UnitId, AppError> {
        rules.units.iter().find(|unit| unit.form == UnitForm::Centre).map(|unit| unit.id).ok_or_else(|| {
            AppError::Outside(
                "no centre exists yet; run `hemu init` or open a unit of the form `centre`".into(),
            )
        })
    }

    /// The circumstances of a change that is not a step of a case.
    pub(crate) fn meta<'a>(&'a self, permit: Permit, at: Instant) -> Meta<'a> {
        Meta {
            permit,
            at,
            command_key: "",
            command_digest: "",
            calendar_version: 0,
            random: self.random.as_ref(),
        }
    }
}
