//! Draw a re-audit again from the database alone, and say whether the same cases come out.

use std::process::ExitCode;

use clap::Subcommand;
use hemu_app::re_audit;

use crate::{
    PlaceArgs,
    setup::{self, with_causes},
};

/// Commands on re-audits.
#[derive(Subcommand)]
pub(crate) enum AuditCommand {
    /// Recompute a draw: population, root, seed and drawn cases.
    Verify {
        /// The re-audit, as the desk names it.
        id: String,
    },
}

/// Run one. Verifying ends with failure when anything differs.
pub(crate) async fn audit(place: &PlaceArgs, command: &AuditCommand) -> Result<ExitCode, String> {
    let AuditCommand::Verify { id } = command;
    let id = id.parse().map_err(|_| format!("{id} is no re-audit"))?;
    let ctx = setup::open(place).await?;
    let differs = re_audit::verify_re_audit(&ctx, id).await.map_err(|e| with_causes(&e))?;
    for line in &differs {
        println!("{line}");
    }
    if differs.is_empty() {
        println!("ok: population, seed and drawn cases are those of the ledger");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
