//! Accusations (举报单位或人员): the case is sealed, the accused units never see it, and a centre that is itself accused
//! has nothing to do with it.

use super::{Nature, RecordRequest};
use crate::{
    access::{Recusal, RecusalReason, Recused, accused_units},
    kernel::{Label, Refusal, UnitId},
    organisation::{reports_to, unit_with_duty},
    rules::Step,
};

/// The most units that one accusation names.
const ACCUSED_MAX: usize = 5;

/// The duty of the unit that takes accusations against the centre.
const DISCIPLINE: &str = "discipline";

/// Under which label the case is kept, which centre it is given to, and who is recused.
pub(super) struct Guard {
    pub(super) label: Label,
    pub(super) centre: UnitId,
    pub(super) recusals: Vec<Recusal>,
}

/// How a new case is guarded.
///
/// # Errors
/// More than five units, an unknown one or one twice; `not_an_accusation` for another nature than 举报;
/// `no_discipline_unit` when the centre is accused and no unit has the duty `discipline`.
pub(super) fn guard(step: &Step<'_>, input: &RecordRequest) -> Result<Guard, Refusal> {
    let own = input
        .own
        .iter()
        .map(|account| Recusal { who: Recused::Account(*account), reason: RecusalReason::OwnCase });
    if input.accused.is_empty() {
        return Ok(Guard { label: input.label, centre: input.centre, recusals: own.collect() });
    }
    check(step, input)?;
    let units = &step.rules.units;
    let against_the_centre = input.accused.iter().any(|accused| reports_to(units, input.centre, *accused));
    let centre = if against_the_centre {
        unit_with_duty(units, DISCIPLINE, &input.division)
            .map(|unit| unit.id)
            .filter(|unit| !input.accused.contains(unit))
            .ok_or_else(elsewhere)?
    } else {
        input.centre
    };
    let mut recusals = accused_units(units, &input.accused, Some(centre));
    recusals.extend(own);
    Ok(Guard { label: Label::Sealed, centre, recusals })
}

fn check(step: &Step<'_>, input: &RecordRequest) -> Result<(), Refusal> {
    if input.nature != Nature::Report {
        return Err(Refusal::new(
            "not_an_accusation",
            "只有性质为“举报”的诉求可以填写被举报单位",
            "only a report names the units complained of; choose the nature `report`",
        )
        .on("accused"));
    }
    if ACCUSED_MAX < input.accused.len() {
        return Err(Refusal::new(
            "too_many",
            format!("被举报单位最多 {ACCUSED_MAX} 个"),
            format!("at most {ACCUSED_MAX} units"),
        )
        .on("accused"));
    }
    for (i, unit) in input.accused.iter().enumerate() {
        if step.rules.unit(*unit).is_none() {
            return Err(Refusal::new(
                "unknown_unit",
                "没有该单位，请重新选择",
                "there is no such unit; choose another",
            )
            .on("accused"));
        }
        if input.accused.iter().take(i).any(|other| other == unit) {
            return Err(Refusal::new("unit_twice", "同一单位不能重复填写", "a unit can be named once only")
                .on("accused"));
        }
    }
    Ok(())
}

/// Nothing is taken in and nothing is lost: the sentence says where such an accusation is taken.
fn elsewhere() -> Refusal {
    Refusal::new(
        "no_discipline_unit",
        "举报对象包含热线中心，本平台尚未设立受理单位，未保存任何内容。请拨打 12388 向纪检监察机关举报",
        "the hotline centre is among the accused and no unit here can take it; nothing was saved. Please call 12388, the line of the discipline inspection",
    )
    .on("accused")
}
