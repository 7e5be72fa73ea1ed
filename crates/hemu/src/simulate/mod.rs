//! Simulate: a city in virtual time, driven through the same use cases as people drive it.

mod disagreement;
mod engine;
mod texts;

use std::{process::ExitCode, sync::Arc};

use clap::Args;
use hemu_app::{Call, numbers::numbers_by_unit, operation};
use hemu_domain::kernel::Instant;
use hemu_gateways::{Seeded, VirtualClock};
use jiff::civil::date;

use crate::{
    PlaceArgs,
    demo::{CitySize, build_city},
    setup::{self, with_causes},
};

pub(crate) use engine::{Engine, Pace};

/// How long, how much, which chance.
#[derive(Args)]
pub(crate) struct SimulateArgs {
    #[arg(long, default_value_t = 7)]
    days: u32,
    /// Requests a day.
    #[arg(long, default_value_t = 40)]
    per_day: u32,
    /// The same seed gives the same ledger root.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Two districts instead of eight.
    #[arg(long)]
    small: bool,
}

/// Make a city in a fresh folder, run it, print its rates and the ledger's root.
pub(crate) async fn simulate(place: &PlaceArgs, args: &SimulateArgs) -> Result<ExitCode, String> {
    let begin =
        Instant::at_wall(date(2026, 3, 2).at(0, 0, 0, 0), &jiff::tz::TimeZone::fixed(jiff::tz::offset(8)));
    let clock = Arc::new(VirtualClock::starting(begin));
    let random = Arc::new(Seeded::new(args.seed));
    let mut ctx = setup::open_with(place, clock.clone(), random.clone()).await?;
    setup::simulate_post(&mut ctx, place);
    if !ctx.rules(None).await.map_err(|e| with_causes(&e))?.units.is_empty() {
        return Err("`hemu simulate` needs a fresh database; name an empty folder with --data".into());
    }
    let size = if args.small { CitySize::SMALL } else { CitySize::FULL };
    let city = build_city(&ctx, size, args.seed).await?;
    operation::mark_demo(&ctx).await.map_err(|e| with_causes(&e))?;
    let pace = Pace { days: args.days, per_day: args.per_day, until: None };
    Engine::new(ctx.clone(), clock, random, city).run(&pace, true).await?;
    let supervisor = ctx
        .store
        .actor("supervisor", ctx.clock.now())
        .await
        .map_err(|e| with_causes(&e))?
        .ok_or("the city has no supervisor")?;
    let numbers = numbers_by_unit(&ctx, &Call::plain(supervisor), begin, ctx.clock.now().plus_ms(1))
        .await
        .map_err(|e| with_causes(&e))?;
    if let Some(total) = numbers.first() {
        println!(
            "recorded {} · dispatched {} · closed {} · excluded {} · sent back {} · not reached {}",
            total.recorded,
            total.dispatched,
            total.closed,
            total.excluded,
            total.sent_back,
            total.non_response
        );
        println!(
            "returned {} (wrong dispatch {}) · extended {} · paused {} · parked {} · merged {} · withdrawn {} · supervised {} · urged {} · complained {} · reopened {}",
            total.returned,
            total.wrong_dispatch,
            total.extended,
            total.paused,
            total.parked,
            total.merged,
            total.withdrawn,
            total.supervised,
            total.urged,
            total.complained,
            total.reopened
        );
        for (name, rate) in [
            ("response", total.response),
            ("resolution", total.resolution),
            ("satisfaction", total.satisfaction),
            ("on time", total.on_time),
        ] {
            let percent =
                rate.basis_points.map_or("–".to_owned(), |bp| format!("{}.{:02} %", bp / 100, bp % 100));
            println!(
                "{name:<13} {percent:>9}   {}.{:02} of {}",
                rate.numerator_hundredths / 100,
                rate.numerator_hundredths % 100,
                rate.denominator
            );
        }
    }
    let root = operation::ledger_root(&ctx).await.map_err(|e| with_causes(&e))?;
    println!("ledger root   {}", root.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    Ok(ExitCode::SUCCESS)
}
