//! What every use case is given.

use std::sync::Arc;

use hemu_domain::{
    Rules,
    access::{Actor, Permit},
    kernel::{AccountId, DivisionId, Instant, Refusal, UnitId},
    organisation::{DivisionPath, UnitForm},
};
use hemu_store::{Meta, Store};
use jiff::civil::Date;
use tokio::sync::{Semaphore, broadcast};

use crate::{
    AppError,
    ports::{Clock, CodeSender, Dialer, Files, Mailer, NoCodeSender, NoDialer, NoFiles, Outbox, Random, Sms},
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
    /// The gateway for short messages, where the city has one.
    pub sms: Option<Arc<dyn Sms>>,
    /// What was sent, in a demo city.
    pub outbox: Option<Arc<dyn Outbox>>,
    /// Sends the codes with which residents sign in.
    pub codes: Arc<dyn CodeSender>,
    pub dialer: Arc<dyn Dialer>,
    pub settings: Arc<Settings>,
    /// Identifiers of accounts that have something new to see.
    pub live: broadcast::Sender<hemu_domain::kernel::AccountId>,
    /// Where the bytes of files lie.
    pub files: Arc<dyn Files>,
    /// Pictures take memory while they are looked at: a few at a time.
    pub(crate) finishing: Arc<Semaphore>,
    rules: Arc<RulesCache>,
}

/// How many uploads are looked at and stripped at a time.
const FINISHING_MAX: usize = 2;

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
    /// A second factor is on for the account.
    pub second_factor: bool,
    /// When its code was last given in this session.
    pub second_factor_at: Option<Instant>,
}

impl Call {
    /// A call without a key: queries, simulations, the shell.
    pub fn plain(actor: Actor) -> Self {
        Self {
            actor,
            key: String::new(),
            digest: String::new(),
            generation: None,
            second_factor: false,
            second_factor_at: None,
        }
    }

    /// Refuse unless a code of the second factor was given in this session a short while ago.
    ///
    /// # Errors
    /// `second_factor_not_enrolled` when the account has none; `second_factor_needed` when a code must be given.
    pub fn require_second_factor(&self, ctx: &Ctx) -> Result<(), AppError> {
        if !self.second_factor {
            return Err(Refusal::new(
                "second_factor_not_enrolled",
                "此项操作须先启用两步验证，请在账户菜单中启用",
                "this needs a second factor; turn it on in the account menu first",
            )
            .into());
        }
        let for_ms = ctx.settings.sign_in.second_factor_minutes * Instant::MINUTE_MS;
        match self.second_factor_at {
            Some(given) if ctx.clock.now() < given.plus_ms(for_ms) => Ok(()),
            _ => Err(Refusal::new(
                "second_factor_needed",
                "请输入两步验证码后继续",
                "give a code of your second factor to go on",
            )
            .into()),
        }
    }

    /// A call by the platform itself.
    pub(crate) fn platform() -> Self {
        Self::plain(Actor {
            account: AccountId::PLATFORM,
            name: String::new(),
            posts: Vec::new(),
            grants: Vec::new(),
        })
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
            sms: None,
            outbox: None,
            settings: Arc::new(settings),
            live,
            files: Arc::new(NoFiles),
            finishing: Arc::new(Semaphore::new(FINISHING_MAX)),
            codes: Arc::new(NoCodeSender),
            dialer: Arc::new(NoDialer),
            rules: Arc::default(),
        }
    }

    /// The same, with a place for the bytes of files.
    #[must_use]
    pub fn with_files(self, files: Arc<dyn Files>) -> Self {
        Self { files, ..self }
    }

    /// With a way to send codes to residents.
    #[must_use]
    pub fn with_codes(self, codes: Arc<dyn CodeSender>) -> Self {
        Self { codes, ..self }
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

    /// When something begins that holds from a day on: today means now.
    ///
    /// # Errors
    /// `in_the_past` when the day is over.
    pub(crate) fn begin_of(&self, field: &'static str, day: Date, now: Instant) -> Result<Instant, Refusal> {
        if day < now.date_in(&self.settings.zone) {
            return Err(crate::organisation::in_the_past(field));
        }
        Ok(Instant::start_of(day, &self.settings.zone).max(now))
    }

    /// The first moment after a day.
    pub(crate) fn end_of(&self, day: Date) -> Instant {
        day.tomorrow().map_or(Instant::from_ms(i64::MAX), |next| Instant::start_of(next, &self.settings.zone))
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

    /// Whether the command with this key was carried out before.
    ///
    /// # Errors
    /// `KeyReused` when the key was used for something else.
    pub(crate) async fn done_before(&self, call: &Call) -> Result<bool, AppError> {
        if call.key.is_empty() {
            return Ok(false);
        }
        match self.store.command_done(&call.command_key()).await? {
            None => Ok(false),
            Some(done) if done.digest == call.digest => Ok(true),
            Some(_) => Err(AppError::KeyReused),
        }
    }

    /// The circumstances of a change that must not be carried out twice. `key` is the call's `command_key`.
    pub(crate) fn meta_of<'a>(
        &'a self,
        call: &'a Call,
        key: &'a str,
        permit: Permit,
        at: Instant,
    ) -> Meta<'a> {
        Meta { command_key: key, command_digest: &call.digest, ..self.meta(permit, at) }
    }
}
