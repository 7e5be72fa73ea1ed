//! Jobs that run beside the server: notices, alarms, checkpoints, old sessions and uploads. Each is idempotent.

use std::time::Duration;

use hemu_app::{Ctx, file, jobs, operation, request};
use tokio::{sync::watch, time};

/// Run until told to stop. A part that fails is logged and tried again at its next turn; it never stops the others.
pub async fn run(ctx: Ctx, mut stop: watch::Receiver<bool>) {
    let parts = [
        tokio::spawn(every(Duration::from_millis(500), ctx.clone(), stop.clone(), Part::Jobs)),
        tokio::spawn(every(Duration::from_secs(20), ctx.clone(), stop.clone(), Part::Alarms)),
        tokio::spawn(every(Duration::from_secs(60), ctx.clone(), stop.clone(), Part::Checkpoint)),
        tokio::spawn(every(Duration::from_secs(600), ctx.clone(), stop.clone(), Part::Uploads)),
        tokio::spawn(every(Duration::from_secs(600), ctx, stop.clone(), Part::Sessions)),
    ];
    // An error means that the sender is gone, which is a stop as well.
    let _ = stop.wait_for(|stopped| *stopped).await;
    for part in parts {
        let _ = part.await;
    }
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Jobs,
    Alarms,
    Checkpoint,
    Uploads,
    Sessions,
}

async fn every(pause: Duration, ctx: Ctx, mut stop: watch::Receiver<bool>, part: Part) {
    let mut turns = time::interval(pause);
    turns.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = turns.tick() => {}
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
        let done = match part {
            Part::Jobs => all_due_jobs(&ctx).await,
            Part::Alarms => request::raise_alarms(&ctx).await,
            Part::Checkpoint => operation::make_checkpoint(&ctx).await,
            Part::Uploads => file::sweep_uploads(&ctx).await,
            Part::Sessions => operation::sweep_sessions(&ctx).await,
        };
        if let Err(error) = done {
            tracing::error!(?part, ?error, "a part of the worker failed");
        }
    }
}

async fn all_due_jobs(ctx: &Ctx) -> Result<usize, hemu_app::AppError> {
    let mut done = 0;
    // A bound on one turn, so that stopping never waits for a flood.
    for _ in 0..100 {
        match jobs::run_due_jobs(ctx).await? {
            0 => break,
            claimed => done += claimed,
        }
    }
    Ok(done)
}
