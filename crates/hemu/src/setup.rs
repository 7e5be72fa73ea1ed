//! Putting a context together from configuration, database and gateways.

use std::{sync::Arc, time::Duration};

use hemu_app::{
    Ctx,
    calendar::complete_limits,
    ports::{Clock, CodesBySms, Mailer, NoMailer, Random, Sms},
    settings::{NoticeSettings, RevealBudgets, Settings, SignInSettings},
};
use hemu_config::Config;
use hemu_domain::{
    access::{Permit, Role},
    calendar::WorkInterval,
    kernel::AccountId,
    notice::QuietHours,
    organisation::UnitForm,
    request::Practice,
};
use hemu_gateways::{
    Bucket, SimulatedPost, SmsGateway, SmsSettings, SmtpMailer, StoredFiles, SystemClock, SystemRandom,
};
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
    let files = Arc::new(files(&config, place)?);
    let mut ctx = Ctx::new(store, clock, random, mailer, settings(&config)?).with_files(files);
    ctx.sms = sms(&config)?;
    if let Some(sms) = ctx.sms.clone() {
        let random = ctx.random.clone();
        ctx = ctx.with_codes(Arc::new(CodesBySms { sms, random }));
    }
    complete(&ctx).await.map_err(|e| with_causes(&e))?;
    Ok(ctx)
}

/// Bring an installation that an older program began to what this one needs: limits for clocks that are new.
async fn complete(ctx: &Ctx) -> Result<(), hemu_app::AppError> {
    let rules = ctx.rules(None).await?;
    if let Some(centre) = rules.units.iter().find(|unit| unit.form == UnitForm::Centre) {
        let added = complete_limits(ctx, Permit::platform(AccountId::PLATFORM, centre.id)).await?;
        if 0 < added {
            tracing::info!(added, "default time limits were added for clocks that are new in this version");
        }
    }
    Ok(())
}

/// Put a simulated post in place of the real one: a demo city sends nothing to anybody, whatever is configured.
pub(crate) fn simulate_post(ctx: &mut Ctx, place: &PlaceArgs) {
    let file = place.data.join("outbox.jsonl");
    let post = Arc::new(SimulatedPost::new(Some(&file), &ctx.settings.notices.signature));
    ctx.mailer = post.clone();
    ctx.sms = Some(post.clone());
    ctx.outbox = Some(post);
}

fn sms(config: &Config) -> Result<Option<Arc<dyn Sms>>, String> {
    let sms = &config.sms;
    if sms.url.is_empty() {
        return Ok(None);
    }
    let token = if sms.token_file.is_empty() {
        #[expect(clippy::disallowed_methods, reason = "a secret has no place in the configuration file")]
        std::env::var("HEMU_SMS_TOKEN").map_err(|_| "sms: name a token_file or set HEMU_SMS_TOKEN")?
    } else {
        std::fs::read_to_string(&sms.token_file)
            .map_err(|e| format!("sms.token_file {}: {e}", sms.token_file))?
    };
    let gateway = SmsGateway::new(SmsSettings {
        url: sms.url.clone(),
        token: token.trim().to_owned(),
        signature: sms.signature.clone(),
        ca_file: (!sms.ca_file.is_empty()).then(|| sms.ca_file.clone().into()),
        connect: Duration::from_secs(sms.connect_seconds),
        answer: Duration::from_secs(sms.answer_seconds),
    })?;
    Ok(Some(Arc::new(gateway)))
}

fn files(config: &Config, place: &PlaceArgs) -> Result<StoredFiles, String> {
    let set = &config.files;
    if !set.bucket.is_empty() {
        return StoredFiles::in_bucket(&Bucket {
            name: set.bucket.clone(),
            endpoint: set.endpoint.clone(),
            region: set.region.clone(),
            access_key: set.access_key.clone(),
            secret_key: set.secret_key.clone(),
            in_host: set.bucket_in_host,
        });
    }
    StoredFiles::in_folder(&if set.folder.is_empty() {
        place.data.join("files")
    } else {
        (&set.folder).into()
    })
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
        practice: practice(&config.hotline),
        public_url: config.server.public_url.clone(),
        notices: NoticeSettings {
            quiet: config.quiet_minutes()?.and_then(|(from, to)| QuietHours::new(from, to)),
            signature: config.sms.signature.clone(),
        },
        file_bytes_max: config.files.megabytes_max * 1024 * 1024,
        reveals_a_day: reveals_a_day(config),
    })
}

fn practice(hotline: &hemu_config::Hotline) -> Practice {
    Practice {
        call_backs_max: hotline.call_backs_max,
        send_backs_max: hotline.send_backs_max,
        returns_max: hotline.returns_max,
        panel_votes: hotline.panel_votes,
        pauses_max: hotline.pauses_max,
        reopen_days: hotline.reopen_days,
        urge_hours: hotline.urge_hours,
    }
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
