//! Begin an installation: the centre, the three administrators, the shipped calendars and the default limits.

use hemu_domain::{
    access::{Permit, Role},
    kernel::{AccountId, Refusal, UnitId},
    organisation::{DivisionPath, UnitForm},
};

use super::{NewMember, NewUnit, open_account, open_account::check_member, open_unit};
use crate::{
    AppError, Ctx,
    calendar::{default_limits, load_holidays, set_limits, shipped_holidays},
};

/// What a new installation needs.
#[derive(Debug, Clone)]
pub struct NewInstallation {
    pub centre: String,
    pub centre_en: String,
    /// System, security and audit administrator: three people.
    pub administrators: [FirstAdministrator; 3],
}

/// One of the first three accounts.
#[derive(Debug, Clone)]
pub struct FirstAdministrator {
    pub login: String,
    pub name: String,
    pub password: String,
}

const THREE: [Role; 3] = [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];

/// Begin. Refused when there is a unit already. Returns the centre.
pub async fn begin_installation(ctx: &Ctx, new: &NewInstallation) -> Result<UnitId, AppError> {
    if !ctx.rules(None).await?.units.is_empty() {
        return Err(Refusal::new(
            "installed",
            "该数据库已完成初始化",
            "this database has been set up already",
        )
        .into());
    }
    for one in &new.administrators {
        check_member(&ctx.settings.sign_in, &one.login, &one.name, &one.password)?;
    }
    let [system, security, audit] = &new.administrators;
    if system.login == security.login || security.login == audit.login || audit.login == system.login {
        return Err(Refusal::new(
            "administrators_separate",
            "系统管理员、安全管理员、审计管理员须由不同的人担任，请使用三个登录名",
            "system, security and audit administrator must be three people; use three logins",
        )
        .into());
    }
    // The centre does not exist yet, so the platform acts in its own name.
    let nobody = Permit::platform(AccountId::PLATFORM, UnitId::new(ctx.clock.now(), 0));
    for year in shipped_holidays() {
        load_holidays(ctx, nobody, &year).await?;
    }
    set_limits(ctx, nobody, &default_limits()).await?;
    let unit = NewUnit {
        name: new.centre.clone(),
        name_en: new.centre_en.clone(),
        form: UnitForm::Centre,
        superior: None,
        territory: DivisionPath::root(1),
        duties: Vec::new(),
    };
    let centre = open_unit(ctx, nobody, &unit).await?.id;
    for (one, role) in new.administrators.iter().zip(THREE) {
        let member = NewMember {
            login: one.login.clone(),
            name: one.name.clone(),
            email: String::new(),
            password: one.password.clone(),
            posts: vec![(centre, role)],
        };
        open_account(ctx, Permit::platform(AccountId::PLATFORM, centre), &member).await?;
    }
    Ok(centre)
}
