//! Begin an installation: the centre, the first administrator, the shipped calendars and the default limits.

use hemu_domain::{
    access::{Permit, Role},
    kernel::{AccountId, Refusal, UnitId},
    organisation::{DivisionPath, UnitForm},
};

use super::{NewMember, NewUnit, open_account, open_unit};
use crate::{
    AppError, Ctx,
    calendar::{default_limits, load_holidays, set_limits, shipped_holidays},
    session::check_password,
};

/// What a new installation needs.
#[derive(Debug, Clone)]
pub struct NewInstallation {
    pub centre: String,
    pub centre_en: String,
    pub admin_login: String,
    pub admin_name: String,
    pub admin_password: String,
}

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
    check_password(&ctx.settings.sign_in, &new.admin_login, &new.admin_password)?;
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
    let admin = NewMember {
        login: new.admin_login.clone(),
        name: new.admin_name.clone(),
        email: String::new(),
        password: new.admin_password.clone(),
        posts: vec![(centre, Role::Administrator)],
    };
    open_account(ctx, Permit::platform(AccountId::PLATFORM, centre), &admin).await?;
    Ok(centre)
}
