//! Begin an installation.

use std::{io::BufRead, process::ExitCode};

use clap::Args;
use hemu_app::organisation::{NewInstallation, begin_installation};

use crate::{
    PlaceArgs,
    setup::{self, with_causes},
};

/// What a new installation needs.
#[derive(Args)]
pub(crate) struct InitArgs {
    /// Name of the centre, such as 清泉市12345热线中心.
    #[arg(long)]
    centre: String,
    /// The same in English.
    #[arg(long)]
    centre_en: String,
    /// Login of the first administrator; the password is read from standard input.
    #[arg(long)]
    admin: String,
    #[arg(long)]
    admin_name: String,
}

/// Open the centre and the first administrator, load calendars and limits.
pub(crate) async fn init(place: &PlaceArgs, args: &InitArgs) -> Result<ExitCode, String> {
    let ctx = setup::open(place).await?;
    eprintln!("Password of {} (one line):", args.admin);
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).map_err(|e| e.to_string())?;
    let new = NewInstallation {
        centre: args.centre.clone(),
        centre_en: args.centre_en.clone(),
        admin_login: args.admin.clone(),
        admin_name: args.admin_name.clone(),
        admin_password: password.trim_end_matches(['\r', '\n']).to_owned(),
    };
    begin_installation(&ctx, &new).await.map_err(|e| with_causes(&e))?;
    println!("Installed. Next: `hemu import divisions FILE`, then `hemu serve`.");
    Ok(ExitCode::SUCCESS)
}
