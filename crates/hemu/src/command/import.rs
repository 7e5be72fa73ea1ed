//! Take data over from files.

use std::{path::PathBuf, process::ExitCode};

use clap::Subcommand;
use hemu_app::{
    Ctx, calendar,
    import::{ImportOptions, ImportReport, import_requests},
    organisation,
};
use hemu_domain::{access::Permit, kernel::AccountId};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    PlaceArgs,
    setup::{self, with_causes},
};

/// What can be imported.
#[derive(Subcommand)]
pub(crate) enum ImportCommand {
    /// Divisions from the 12-digit statistical codes: CSV with code12, level, name, parent12.
    Divisions {
        file: PathBuf,
        /// First day on which the codes hold.
        #[arg(long, default_value = "2023-01-01")]
        valid_from: String,
    },
    /// A holiday table in the public yearly JSON shape.
    Holidays { file: PathBuf },
    /// Time limits: CSV with clock, class, amount, counts, legal_basis, valid_from.
    Limits { file: PathBuf },
    /// Requests from CSV or XLSX, by a map of columns.
    Requests {
        file: PathBuf,
        /// TOML that names the columns and what to do with each.
        #[arg(long)]
        map: PathBuf,
        /// Login of the operator in whose name rows are recorded.
        #[arg(long)]
        operator: String,
        /// Read and check everything, write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Rows whose reasons are printed; the others are counted.
const PRINTED_MAX: usize = 50;

/// Run one.
pub(crate) async fn import(place: &PlaceArgs, command: ImportCommand) -> Result<ExitCode, String> {
    let ctx = setup::open(place).await?;
    match command {
        ImportCommand::Divisions { file, valid_from } => divisions(&ctx, &file, &valid_from).await,
        ImportCommand::Holidays { file } => {
            let table = calendar::parse_holidays(&read(&file)?).map_err(|e| with_causes(&e))?;
            let version = calendar::load_holidays(&ctx, platform(&ctx).await?, &table)
                .await
                .map_err(|e| with_causes(&e))?;
            println!("{}: {} days loaded, calendar version {version}", table.year, table.days.len());
            Ok(ExitCode::SUCCESS)
        }
        ImportCommand::Limits { file } => {
            let limits = calendar::parse_limits(&read(&file)?).map_err(|e| with_causes(&e))?;
            calendar::set_limits(&ctx, platform(&ctx).await?, &limits).await.map_err(|e| with_causes(&e))?;
            println!("{} time limits set; clocks that run keep the limit they started with", limits.len());
            Ok(ExitCode::SUCCESS)
        }
        ImportCommand::Requests { file, map, operator, dry_run } => {
            requests(&ctx, file, &map, &operator, dry_run).await
        }
    }
}

async fn divisions(ctx: &Ctx, file: &PathBuf, valid_from: &str) -> Result<ExitCode, String> {
    let done = organisation::import_divisions(ctx, platform(ctx).await?, &read(file)?, valid_from)
        .await
        .map_err(|e| with_causes(&e))?;
    for (line, reason) in done.bad_rows.iter().take(PRINTED_MAX) {
        println!("line {line}: {reason}");
    }
    println!(
        "{} divisions added, {} were there, {} rows not taken",
        done.added,
        done.already_there,
        done.bad_rows.len()
    );
    Ok(ExitCode::SUCCESS)
}

async fn requests(
    ctx: &Ctx,
    file: PathBuf,
    map: &PathBuf,
    operator: &str,
    dry_run: bool,
) -> Result<ExitCode, String> {
    let actor = ctx
        .store
        .actor(operator, ctx.clock.now())
        .await
        .map_err(|e| with_causes(&e))?
        .ok_or_else(|| format!("there is no account `{operator}`"))?;
    let bar = ProgressBar::new(0).with_style(
        ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {eta} left").map_err(|e| e.to_string())?,
    );
    let progress = |done: u64, all: u64| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let options = ImportOptions { file, map: read(map)?, dry_run };
    let report: ImportReport =
        import_requests(ctx, &actor, &options, &progress).await.map_err(|e| with_causes(&e))?;
    bar.finish_and_clear();
    for bad in report.bad_rows.iter().take(PRINTED_MAX) {
        println!("row {}: {}: {}", bad.row, bad.column, bad.reason);
    }
    if PRINTED_MAX < report.bad_rows.len() {
        println!("… and {} more", report.bad_rows.len() - PRINTED_MAX);
    }
    let verb = if dry_run { "would be added" } else { "added" };
    println!(
        "{} rows: {} {verb}, {} were there, {} not taken",
        report.rows,
        report.added,
        report.already_there,
        report.bad_rows.len()
    );
    Ok(ExitCode::SUCCESS)
}

async fn platform(ctx: &Ctx) -> Result<Permit, String> {
    let rules = ctx.rules(None).await.map_err(|e| with_causes(&e))?;
    let unit = rules.units.first().ok_or("set the installation up first: `hemu init`")?;
    Ok(Permit::platform(AccountId::PLATFORM, unit.id))
}

fn read(file: &PathBuf) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))
}
