//! `hemu`: one binary for serving, importing, simulating and keeping an installation.

mod command;
mod demo;
mod serve;
mod setup;
mod simulate;
mod web;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// Hemu 和睦: community governance of a city.
#[derive(Parser)]
#[command(name = "hemu", version, about)]
struct Cli {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(subcommand)]
    command: Command,
}

/// Where data and configuration lie.
#[derive(Args, Clone)]
struct PlaceArgs {
    /// Folder with the embedded database and the keys.
    #[arg(long, global = true, default_value = ".hemu")]
    data: PathBuf,
    /// PostgreSQL instead of the embedded database, such as `postgres://user@host/hemu`; keys stay in the folder.
    #[arg(long, global = true, env = "HEMU_DATABASE")]
    database: Option<String>,
    /// Configuration file; the defaults hold when it is left out.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the web and the API.
    Serve {
        /// Address to listen on, instead of the one in the configuration.
        #[arg(long)]
        listen: Option<String>,
    },
    /// Make a fictional city if there is none, and serve it.
    Demo {
        #[arg(long)]
        listen: Option<String>,
        /// Two districts instead of eight: for tests.
        #[arg(long)]
        small: bool,
        /// Make the city and stop.
        #[arg(long)]
        make_only: bool,
    },
    /// Begin an installation: tables, holiday calendars, time limits, the centre and the three administrators.
    Init(command::InitArgs),
    /// Bring the database to the schema of this program.
    Migrate,
    /// Move open requests to the newest machine, or only count them.
    MigrateMachine {
        #[arg(long)]
        dry_run: bool,
    },
    /// Count the clocks of open requests again after the calendar or the limits have changed.
    Recount {
        /// Take the limits that hold now as well, and not only the calendar.
        #[arg(long)]
        limits: bool,
        /// Only say what would change.
        #[arg(long)]
        dry_run: bool,
    },
    /// Take off the second factor of an account whose telephone was lost, when no security administrator can.
    TakeOffSecondFactor { login: String },
    /// Take data over from files.
    #[command(subcommand)]
    Import(command::ImportCommand),
    /// The ledger.
    #[command(subcommand)]
    Ledger(command::LedgerCommand),
    /// Re-audits.
    #[command(subcommand)]
    Audit(command::AuditCommand),
    /// Who looked at what.
    Looks(command::LooksArgs),
    /// Run a fictional city through virtual time and print its rates.
    Simulate(simulate::SimulateArgs),
    /// Print the OpenAPI document.
    Openapi,
    /// Print the default configuration with its comments.
    DefaultConfig,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("warn,hemu=info,hemu_worker=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hemu: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode, String> {
    let place = cli.place;
    match cli.command {
        Command::Serve { listen } => serve::serve(&place, listen).await,
        Command::Demo { listen, small, make_only } => demo::demo(&place, listen, small, make_only).await,
        Command::Init(args) => command::init(&place, &args).await,
        Command::Migrate => {
            setup::open(&place).await?;
            println!("the database is up to date");
            Ok(ExitCode::SUCCESS)
        }
        Command::MigrateMachine { dry_run } => command::migrate_machine(&place, dry_run).await,
        Command::Recount { limits, dry_run } => command::recount(&place, limits, dry_run).await,
        Command::Import(import) => command::import(&place, import).await,
        Command::Ledger(ledger) => command::ledger(&place, &ledger).await,
        Command::Audit(audit) => command::audit(&place, &audit).await,
        Command::TakeOffSecondFactor { login } => {
            let ctx = setup::open(&place).await?;
            hemu_app::operation::take_off_second_factor(&ctx, &login)
                .await
                .map_err(|e| setup::with_causes(&e))?;
            println!("the second factor of {login} is off, and its sessions have ended");
            Ok(ExitCode::SUCCESS)
        }
        Command::Looks(args) => command::looks(&place, &args).await,
        Command::Simulate(args) => simulate::simulate(&place, &args).await,
        Command::Openapi => {
            print!("{}", hemu_http::openapi());
            Ok(ExitCode::SUCCESS)
        }
        Command::DefaultConfig => {
            print!("{}", hemu_config::DEFAULT);
            Ok(ExitCode::SUCCESS)
        }
    }
}
