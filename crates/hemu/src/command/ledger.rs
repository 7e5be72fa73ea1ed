//! Verify the ledger and print its root.

use std::process::ExitCode;

use clap::Subcommand;
use hemu_app::operation;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    PlaceArgs,
    setup::{self, with_causes},
};

/// Commands on the ledger.
#[derive(Subcommand)]
pub(crate) enum LedgerCommand {
    /// Check every chain against itself, its row and the signed checkpoints.
    Verify,
    /// Print the Merkle root over the heads of all streams.
    Root,
}

/// Run one. Verifying ends with failure when anything was found.
pub(crate) async fn ledger(place: &PlaceArgs, command: &LedgerCommand) -> Result<ExitCode, String> {
    let ctx = setup::open(place).await?;
    match command {
        LedgerCommand::Root => {
            let root = operation::ledger_root(&ctx).await.map_err(|e| with_causes(&e))?;
            println!("{}", root.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
            Ok(ExitCode::SUCCESS)
        }
        LedgerCommand::Verify => {
            let bar = ProgressBar::new_spinner().with_style(
                ProgressStyle::with_template("{spinner} {pos} entries verified")
                    .map_err(|e| e.to_string())?,
            );
            let verified = operation::verify_ledger(&ctx, &|entries| bar.set_position(entries))
                .await
                .map_err(|e| with_causes(&e))?;
            bar.finish_and_clear();
            for finding in &verified.findings {
                println!("{} entry {}: {:?}", finding.stream, finding.seq, finding.what);
            }
            println!(
                "{} streams, {} entries, {} checkpoints: {} findings",
                verified.streams,
                verified.entries,
                verified.checkpoints,
                verified.findings.len()
            );
            Ok(if verified.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}
