//! Putting a context together from configuration, database and gateways.

use std::sync::Arc;

use hemu_app::{
    Ctx,
    ports::{Clock, Mailer, NoMailer, Random},
    settings::{RevealBudgets, Settings, SignInSettings},
};
use hemu_config::Config;
use hemu_domain::{access::Role, calendar::WorkInterval};
use hemu_gateways::{SmtpMailer, SystemClock, SystemRandom};
use hemu_store::{Place, Store};
use jiff::tz::{TimeZone, offset};

use crate::PlaceArgs;

/// The configuration named on the command line, or the defaults.
pub(crate) fn config(place: &PlaceArgs) -> Result<Config, String> {
    match &place.config {
        None => Ok(Config::default()),
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
            hemu_config::read(&text).map_err(|e| format!("{}: {e}", file.display()))
        }
    }
}

/// Open the database and put the context together.
pub(crate) async fn open(place: &PlaceArgs) -> Result<Ctx, String> {
    open_with(place, Arc::new(SystemClock::default()), Arc::new(SystemRandom)).await
}

/// The same, with another clock and other randomness: simulations.
pub(crate) async fn open_with(
    place: &PlaceArgs,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<Ctx, String> {
    let config = config(place)?;
    let where_to = match &place.database {
        Some(url) => Place::Server {
            url: url.clone(),
            keys: place.data.clone(),
            connections: config.server.database_connections,
        },
        None => Place::Folder(place.data.clone()),
    };
    let store = Store::open(&where_to).await.map_err(|e| with_causes(&e))?;
    let mailer: Arc<dyn Mailer> = if config.mail.server.is_empty() {
        Arc::new(NoMailer)
    } else {
        let login =
            (!config.mail.user.is_empty()).then(|| (config.mail.user.clone(), config.mail.password.clone()));
        Arc::new(SmtpMailer::new(&config.mail.server, &config.mail.from, login)?)
    };
    Ok(Ctx::new(store, clock, random, mailer, settings(&config)?))
}

fn reveals_a_day(config: &Config) -> RevealBudgets {
    let budgets = &config.access.reveals_a_day;
    RevealBudgets(vec![
        (Role::Operator, budgets.operator),
        (Role::Dispatcher, budgets.dispatcher),
        (Role::Handler, budgets.handler),
        (Role::UnitHead, budgets.unit_head),
        (Role::CallBackOfficer, budgets.call_back_officer),
    ])
}

fn settings(config: &Config) -> Result<Settings, String> {
    let hours = config.work_minutes()?;
    Ok(Settings {
        zone: TimeZone::fixed(offset(config.city.utc_offset_hours)),
        work_hours: hours
            .into_iter()
            .map(|(from_minute, to_minute)| WorkInterval { from_minute, to_minute })
            .collect(),
        sign_in: SignInSettings {
            password_length_min: config.sign_in.password_length_min,
            tries_max: config.sign_in.tries_max,
            lock_minutes: config.sign_in.lock_minutes,
            idle_minutes: config.sign_in.idle_minutes,
            absolute_hours: config.sign_in.absolute_hours,
            second_factor_for_administrators: config.sign_in.second_factor_for_administrators,
            second_factor_minutes: config.sign_in.second_factor_minutes,
            argon2: (config.sign_in.hash_memory_kib, config.sign_in.hash_passes, 1),
            ..SignInSettings::default()
        },
        basically_satisfied: config.city.basically_satisfied_percent * 100,
        public_url: config.server.public_url.clone(),
        reveals_a_day: reveals_a_day(config),
    })
}

/// An error and what caused it, on one line.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
