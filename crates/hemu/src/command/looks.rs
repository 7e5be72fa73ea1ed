//! Who looked at what, from the shell. Asking is a look of the platform's own.

use std::process::ExitCode;

use clap::Args;
use hemu_app::access::{LooksAsked, list_looks_for_shell};
use hemu_domain::kernel::Instant;
use jiff::civil::Date;

use crate::{
    PlaceArgs,
    setup::{self, with_causes},
};

/// Which looks.
#[derive(Args)]
pub(crate) struct LooksArgs {
    /// Login of the person who looked.
    #[arg(long)]
    account: Option<String>,
    /// Number of the case.
    #[arg(long)]
    case: Option<String>,
    /// First day, `YYYY-MM-DD`.
    #[arg(long)]
    from: Option<Date>,
    /// The day after the last, `YYYY-MM-DD`.
    #[arg(long)]
    before: Option<Date>,
}

/// How many lines are printed at most.
const PRINTED_MAX: usize = 10_000;

/// Print looks, newest first: time, who, unit, role, case, what, purpose, separated by tabs.
pub(crate) async fn looks(place: &PlaceArgs, args: &LooksArgs) -> Result<ExitCode, String> {
    let ctx = setup::open(place).await?;
    let zone = ctx.settings.zone.clone();
    let mut asked = LooksAsked {
        login: args.account.clone(),
        number: args.case.clone(),
        from: args.from.map(|day| Instant::start_of(day, &zone)),
        before: args.before.map(|day| Instant::start_of(day, &zone)),
        after: None,
    };
    let rules = ctx.rules(None).await.map_err(|e| with_causes(&e))?;
    let mut printed = 0;
    while printed < PRINTED_MAX {
        let page = list_looks_for_shell(&ctx, &asked).await.map_err(|e| with_causes(&e))?;
        let Some(last) = page.last() else { break };
        asked.after = Some(last.id);
        for look in &page {
            let unit = look.unit.parse().ok().and_then(|unit| rules.unit(unit));
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}",
                look.at.to_rfc3339(&zone),
                look.login,
                unit.map_or("", |unit| unit.name.as_str()),
                look.role,
                look.number.as_deref().unwrap_or(""),
                look.what,
                look.purpose
            );
        }
        printed += page.len();
    }
    Ok(ExitCode::SUCCESS)
}
