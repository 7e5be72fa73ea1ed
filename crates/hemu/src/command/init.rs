//! Begin an installation.

use std::{io::BufRead, process::ExitCode};

use clap::Args;
use hemu_app::organisation::{FirstAdministrator, NewInstallation, begin_installation};

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
    /// Login of the system administrator; the passwords of the three are read from standard input, a line each.
    #[arg(long, default_value = "admin")]
    admin: String,
    #[arg(long, default_value = "系统管理员")]
    admin_name: String,
    /// Login of the security administrator.
    #[arg(long, default_value = "security")]
    security: String,
    #[arg(long, default_value = "安全管理员")]
    security_name: String,
    /// Login of the audit administrator.
    #[arg(long, default_value = "audit")]
    audit: String,
    #[arg(long, default_value = "审计管理员")]
    audit_name: String,
}

/// Open the centre and the three administrators, load calendars and limits.
pub(crate) async fn init(place: &PlaceArgs, args: &InitArgs) -> Result<ExitCode, String> {
    let ctx = setup::open(place).await?;
    let mut input = std::io::stdin().lock();
    let mut ask = |login: &str, name: &str| -> Result<FirstAdministrator, String> {
        eprintln!("Password of {login} (one line):");
        let mut password = String::new();
        input.read_line(&mut password).map_err(|e| e.to_string())?;
        Ok(FirstAdministrator {
            login: login.to_owned(),
            name: name.to_owned(),
            password: password.trim_end_matches(['\r', '\n']).to_owned(),
        })
    };
    let administrators = [
        ask(&args.admin, &args.admin_name)?,
        ask(&args.security, &args.security_name)?,
        ask(&args.audit, &args.audit_name)?,
    ];
    drop(input);
    let new =
        NewInstallation { centre: args.centre.clone(), centre_en: args.centre_en.clone(), administrators };
    begin_installation(&ctx, &new).await.map_err(|e| with_causes(&e))?;
    println!(
        "Installed. Next: `hemu import divisions FILE`, then `hemu serve`. Each of the three administrators signs in and \
         turns the second factor on (account menu, 两步验证) before anything else."
    );
    Ok(ExitCode::SUCCESS)
}
