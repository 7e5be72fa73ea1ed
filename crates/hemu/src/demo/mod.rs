//! The demo: a fictional city, 清泉市, made from a seed with use cases only, and served.

mod city;
mod matters;
mod people;

use std::{process::ExitCode, sync::Arc};

use hemu_app::{Ctx, operation};
use hemu_domain::kernel::Instant;
use hemu_gateways::{Seeded, SimulatedDialer, SystemClock, SystemRandom, VirtualClock};

use crate::{
    PlaceArgs, serve,
    setup::{self, with_causes},
    simulate::{Engine, Pace},
};

pub(crate) use city::{City, CitySize, build_city, fictional_address};

const SEED: u64 = 20_260_301;
/// Weeks of life that a new demo city has behind it.
const DAYS: u32 = 21;

/// Make the city if there is none, and serve it.
pub(crate) async fn demo(
    place: &PlaceArgs,
    listen: Option<String>,
    small: bool,
    make_only: bool,
) -> Result<ExitCode, String> {
    let ctx = setup::open(place).await?;
    if ctx.rules(None).await.map_err(|e| with_causes(&e))?.units.is_empty() {
        make(place, small).await?;
    } else if !operation::is_demo(&ctx).await.map_err(|e| with_causes(&e))? {
        return Err(
            "this database is not a demo city; `hemu demo` will not touch it. Use another folder with --data"
                .into(),
        );
    }
    if make_only {
        return Ok(ExitCode::SUCCESS);
    }
    // A context of its own: what was made above is read afresh.
    drop(ctx);
    let mut ctx = setup::open(place).await?;
    setup::simulate_post(&mut ctx, place);
    // The demo has no exchange: calls through the platform ring nobody.
    let ctx = ctx.with_dialer(Arc::new(SimulatedDialer));
    let listen = listen.unwrap_or(setup::config(place)?.server.listen);
    serve::run(ctx, &listen, |address| people::print_sign_ins(&address)).await
}

async fn make(place: &PlaceArgs, small: bool) -> Result<(), String> {
    let size = if small { CitySize::SMALL } else { CitySize::FULL };
    let (days, per_day) = if small { (6, 12) } else { (DAYS, 30) };
    let now = hemu_app::ports::Clock::now(&SystemClock::default());
    let clock = Arc::new(VirtualClock::starting(now.plus_ms(-i64::from(days) * Instant::DAY_MS)));
    let random = Arc::new(Seeded::new(SEED));
    // Keys and tokens are secrets even in a demo; only what the city looks like comes from the seed.
    let mut ctx: Ctx = setup::open_with(place, clock.clone(), Arc::new(SystemRandom)).await?;
    setup::simulate_post(&mut ctx, place);
    eprintln!("Making the demo city 清泉市 (once)…");
    let city = build_city(&ctx, size, SEED).await?;
    operation::mark_demo(&ctx).await.map_err(|e| with_causes(&e))?;
    let pace = Pace { days, per_day, until: Some(now) };
    Engine::new(ctx, clock, random, city).run(&pace, true).await?;
    Ok(())
}
