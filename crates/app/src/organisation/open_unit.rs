//! Open a unit.

use hemu_domain::{
    access::Permit,
    kernel::{Refusal, UnitId, text_between},
    organisation::{DivisionPath, Unit, UnitForm},
};

use crate::{AppError, Ctx};

/// What was filled in.
#[derive(Debug, Clone)]
pub struct NewUnit {
    pub name: String,
    pub name_en: String,
    pub form: UnitForm,
    pub superior: Option<UnitId>,
    pub territory: DivisionPath,
    pub duties: Vec<String>,
}

/// The most duties of one unit.
const DUTIES_MAX: usize = 50;

/// Open a unit in the organisation.
pub async fn open_unit(ctx: &Ctx, permit: Permit, new: &NewUnit) -> Result<Unit, AppError> {
    text_between("name", &new.name, 2, 60)?;
    text_between("name_en", &new.name_en, 2, 120)?;
    if new.duties.iter().any(|duty| {
        duty.is_empty() || !duty.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    }) {
        return Err(Refusal::new(
            "duty_malformed",
            "职责代码只能由小写字母、数字和下划线组成",
            "duty codes consist of lower-case letters, digits and underscores",
        )
        .on("duties")
        .into());
    }
    if DUTIES_MAX < new.duties.len() {
        return Err(Refusal::new(
            "too_many",
            format!("职责最多 {DUTIES_MAX} 项"),
            format!("at most {DUTIES_MAX} duties"),
        )
        .on("duties")
        .into());
    }
    if let Some(superior) = new.superior
        && ctx.rules(None).await?.unit(superior).is_none()
    {
        return Err(Refusal::new(
            "unknown_unit",
            "没有该上级单位，请重新选择",
            "there is no such superior unit; choose another",
        )
        .on("superior")
        .into());
    }
    let at = ctx.clock.now();
    let unit = Unit {
        id: UnitId::new(at, ctx.random.next()),
        name: new.name.trim().to_owned(),
        name_en: new.name_en.trim().to_owned(),
        form: new.form,
        superior: new.superior,
        territory: new.territory.clone(),
        duties: new.duties.clone(),
    };
    let mut tx = ctx.store.begin_write().await?;
    tx.add_unit(ctx.meta(permit, at), &unit).await?;
    tx.commit().await?;
    Ok(unit)
}
