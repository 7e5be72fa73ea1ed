//! Dispatch (派单): one lead unit, any assisting units, each with clocks of its own.

use super::{Action, Request, RequestEntry, State, record::unknown_matter, types::tell};
use crate::{
    access::Recused,
    catalogue::Matter,
    kernel::{AskKind, Decision, MatterId, Notice, NoticeTo, Refusal, UnitId},
    organisation::{Unit, UnitForm, reports_to},
    rules::Step,
};

/// The most units that assist.
const ASSISTING_MAX: usize = 10;

/// What the dispatcher decided.
#[derive(Debug, Clone)]
pub struct Dispatch {
    pub matter: MatterId,
    pub lead: UnitId,
    pub assisting: Vec<UnitId>,
}

impl Request {
    /// Give the request to a lead unit. Stops `dispatch`; starts `sign`, `contact` and `reply` against the lead
    /// and `assist` against each assisting unit, which never passes the lead's `reply`.
    ///
    /// # Errors
    /// Unknown matter or unit; the centre and communities cannot lead (北京市接诉即办工作条例 §17); a unit twice;
    /// a matter that only departments have power over given to another sort of unit; a unit complained of.
    pub fn dispatch(
        mut self,
        step: &mut Step<'_>,
        input: &Dispatch,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let row = self.row(step, Action::Dispatch)?;
        let before = self.clone();
        self.lapse_asks(step.at, |kind| kind == AskKind::Void);
        self.stop_clocks(row.stops, step.at, None);
        let suggested = self.give_to(step, input)?;
        let entry = RequestEntry::Dispatch {
            matter: input.matter,
            suggested,
            lead: input.lead,
            assisting: input.assisting.clone(),
            round: self.round,
        };
        let notices = self.given_notices(input);
        Ok(self.decide(Some(&before), entry, Vec::new(), notices))
    }

    /// Put the request into the hands of a unit. Returns the unit that the catalogue names.
    pub(super) fn give_to(
        &mut self,
        step: &mut Step<'_>,
        input: &Dispatch,
    ) -> Result<Option<UnitId>, Refusal> {
        let rules = step.rules;
        let matter = rules.matter(input.matter).ok_or_else(|| unknown_matter("matter"))?;
        let suggested = rules.lead_unit(matter, &self.case.division).map(|unit| unit.id);
        let lead = rules.unit(input.lead).ok_or_else(|| unknown_unit("lead"))?;
        check_lead(matter, lead)?;
        self.check_not_accused(step, input)?;
        check_assisting(step, input)?;

        self.matter = Some(input.matter);
        self.class.clone_from(&matter.class);
        self.catalogue_version = rules.catalogue_version;
        self.dispatched_by = Some(step.permit.account());
        self.start_clock(step, "reply", input.lead, None)?;
        let reply_due = self.clock("reply").and_then(|clock| clock.due_at);
        self.start_clock(step, "sign", input.lead, reply_due)?;
        self.start_clock(step, "contact", input.lead, reply_due)?;
        for unit in &input.assisting {
            self.start_clock(step, "assist", *unit, reply_due)?;
        }
        self.inherit_orders(step, input.lead)?;
        self.state = State::Dispatched { lead: input.lead };
        Ok(suggested)
    }

    pub(super) fn given_notices(&self, input: &Dispatch) -> Vec<Notice> {
        let mut notices = vec![tell(NoticeTo::Unit(input.lead), "request_dispatched")];
        notices.extend(input.assisting.iter().map(|unit| tell(NoticeTo::Unit(*unit), "request_assist")));
        notices
    }
}

fn check_lead(matter: &Matter, lead: &Unit) -> Result<(), Refusal> {
    if matches!(lead.form, UnitForm::Centre | UnitForm::Community) {
        return Err(Refusal::new(
            "cannot_lead",
            "热线中心和社区不能作为主办单位",
            "the centre and communities cannot be the lead unit",
        )
        .on("lead"));
    }
    if matter.department_only && lead.form != UnitForm::Department {
        return Err(Refusal::new(
            "department_only",
            "该事项的职权只属于部门，不能派给街道、乡镇（北京市接诉即办工作条例 §17）",
            "only departments have the power for this matter; it cannot be given to a street or town",
        )
        .on("lead"));
    }
    Ok(())
}

impl Request {
    /// Neither the accused nor what reports to them, and never the unit that watches over the case.
    fn check_not_accused(&self, step: &Step<'_>, input: &Dispatch) -> Result<(), Refusal> {
        if input.lead == self.case.centre {
            return Err(Refusal::new(
                "cannot_lead",
                "监督该诉求的单位不能作为主办单位",
                "the unit that watches over the case cannot lead it",
            )
            .on("lead"));
        }
        let accused = |unit: UnitId| {
            self.case.recusals.iter().any(|recusal| match recusal.who {
                Recused::Unit(other) => reports_to(&step.rules.units, unit, other),
                Recused::Account(_) => false,
            })
        };
        let refusal = |field| {
            Refusal::new(
                "unit_is_accused",
                "该单位须回避本诉求，不能主办或协办",
                "this unit is recused from the case and can neither lead nor assist",
            )
            .on(field)
        };
        if accused(input.lead) {
            return Err(refusal("lead"));
        }
        if input.assisting.iter().any(|unit| accused(*unit)) {
            return Err(refusal("assisting"));
        }
        Ok(())
    }
}

fn check_assisting(step: &Step<'_>, input: &Dispatch) -> Result<(), Refusal> {
    if ASSISTING_MAX < input.assisting.len() {
        return Err(Refusal::new(
            "too_many",
            format!("协办单位最多 {ASSISTING_MAX} 个"),
            format!("at most {ASSISTING_MAX} assisting units"),
        )
        .on("assisting"));
    }
    for (i, unit) in input.assisting.iter().enumerate() {
        step.rules.unit(*unit).ok_or_else(|| unknown_unit("assisting"))?;
        if *unit == input.lead || input.assisting.iter().take(i).any(|other| other == unit) {
            return Err(Refusal::new(
                "unit_twice",
                "同一单位不能重复出现在主办和协办中",
                "a unit can appear once only among lead and assisting units",
            )
            .on("assisting"));
        }
    }
    Ok(())
}

pub(super) fn unknown_unit(field: &'static str) -> Refusal {
    Refusal::new("unknown_unit", "没有该单位，请重新选择", "there is no such unit; choose another").on(field)
}
