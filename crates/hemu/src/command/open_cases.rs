//! Commands over every open request: moving to the newest machine, counting clocks again.

use std::process::ExitCode;

use hemu_app::request;
use hemu_domain::request::RecountClocks;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    PlaceArgs,
    setup::{self, with_causes},
};

/// Move open requests to the newest machine, or only count them.
pub(crate) async fn migrate_machine(place: &PlaceArgs, dry_run: bool) -> Result<ExitCode, String> {
    let ctx = setup::open(place).await?;
    let moved = request::migrate_machine(&ctx, dry_run).await.map_err(|e| with_causes(&e))?;
    println!("{moved} open requests {}", if dry_run { "would move" } else { "were moved" });
    Ok(ExitCode::SUCCESS)
}

/// Count the clocks of open requests again. Ends with failure when one could not be.
pub(crate) async fn recount(place: &PlaceArgs, limits: bool, dry_run: bool) -> Result<ExitCode, String> {
    let ctx = setup::open(place).await?;
    let bar = ProgressBar::new_spinner().with_style(
        ProgressStyle::with_template("{spinner} {pos} open requests").map_err(|e| e.to_string())?,
    );
    let input = RecountClocks { limits };
    let done = request::recount(&ctx, input, dry_run, &|looked_at| bar.set_position(looked_at))
        .await
        .map_err(|e| with_causes(&e))?;
    bar.finish_and_clear();
    let verb = if dry_run { "would change" } else { "changed" };
    println!("{} of {} open requests {verb}", done.changed, done.looked_at);
    for one in &done.examples {
        let clocks: Vec<&str> = one.changed.iter().map(|clock| clock.kind.as_str()).collect();
        println!("  {} {}", one.number, clocks.join(", "));
    }
    for (number, why) in &done.failed {
        eprintln!("  {number}: {why}");
    }
    Ok(if done.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
