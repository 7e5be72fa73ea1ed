//! Measure the release server over HTTP, and beside it, in the same run on the same database, a hand-written SQL script
//! that does the same row work. Speed is told as the ratio of the two; figures alone say nothing of another machine.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement that cannot be made must fail loudly"
)]

mod baseline;
mod load;
mod server;

use std::{path::PathBuf, time::Duration};

use clap::Parser;

use crate::{
    baseline::{Baseline, Counts},
    load::Load,
    server::Server,
};

/// What to measure.
#[derive(Parser)]
struct Args {
    /// The release binary.
    #[arg(long, default_value = "target/release/hemu")]
    hemu: PathBuf,
    /// A PostgreSQL server with fsync on.
    #[arg(long)]
    postgres: String,
    /// Stored cases of the second half.
    #[arg(long, default_value_t = 100_000)]
    stored: u64,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

const CLIENTS: [usize; 2] = [1, 16];

#[tokio::main]
async fn main() {
    let args = Args::parse();
    let span = Duration::from_secs(args.seconds);
    for database in ["sqlite", "postgres"] {
        println!("\n## {database}\n");
        println!(
            "| stored | clients | lifecycles/s | creates/s | SQL script lifecycles/s | ratio |\n|---:|---:|---:|---:|---:|---:|"
        );
        let server = Server::start(&args.hemu, database, &args.postgres).await;
        let mut baseline = Baseline::start(&args.hemu, database, &args.postgres).await;
        let load = Load::sign_in(&server.base).await;
        let mut latencies = Vec::new();
        for stored in [0, args.stored] {
            load.store(stored).await;
            baseline.store(stored).await;
            for clients in CLIENTS {
                let before = server.counts().await;
                let ours = load.lifecycles(clients, span).await;
                let rows = server.counts().await.since(&before);
                let (theirs, their_rows) = baseline.lifecycles(clients, span).await;
                let creates = load.creates(clients, span / 2).await;
                let ratio = ratio(&rows, ours.done, &their_rows, theirs.0).map_or_else(
                    |why| why,
                    |()| format!("{:.2}", ours.per_second() / (theirs.0 as f64 / theirs.1.as_secs_f64())),
                );
                println!(
                    "| {stored} | {clients} | {:.0} | {:.0} | {:.0} | {ratio} |",
                    ours.per_second(),
                    creates.per_second(),
                    theirs.0 as f64 / theirs.1.as_secs_f64()
                );
                latencies.push((stored, clients, ours.latencies));
            }
        }
        println!("\n| stored | clients | call | p50 ms | p95 ms | p99 ms |\n|---:|---:|---|---:|---:|---:|");
        for (stored, clients, calls) in latencies {
            for (call, mut times) in calls {
                times.sort_unstable();
                let at = |share: usize| {
                    times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0
                };
                println!("| {stored} | {clients} | {call} | {:.1} | {:.1} | {:.1} |", at(50), at(95), at(99));
            }
        }
        let (worklist, count) = load.worklist(span / 2).await;
        println!(
            "\nworklist page of 50 with {} cases, 8 clients: p50 {:.1} ms, p95 {:.1} ms ({count} pages)",
            args.stored, worklist.0, worklist.1
        );
    }
}

/// The ratio holds only when both wrote the same rows for each lifecycle.
fn ratio(ours: &Counts, our_lifecycles: u64, theirs: &Counts, their_lifecycles: u64) -> Result<(), String> {
    for ((table, rows), (_, their_rows)) in ours.0.iter().zip(&theirs.0) {
        let (per, their_per) =
            (*rows as f64 / our_lifecycles as f64, *their_rows as f64 / their_lifecycles as f64);
        // Lifecycles cut off at the end leave a few rows more on either side.
        if 0.05 < (per - their_per).abs() / their_per.max(1.0) {
            return Err(format!("refused: {table} {per:.2} rows a lifecycle against {their_per:.2}"));
        }
    }
    Ok(())
}
