//! Ask (申请): for a return, more time, a pause, parking, voiding, merging, a panel, a review, or an order to answer.
//!
//! What is asked changes nothing by itself: the clocks of the unit run on until somebody else has decided.

use super::{
    Action, Request, RequestEntry, State,
    types::{said, tell},
};
use crate::{
    kernel::{
        Ask, AskKind, AskState, AskTerms, CaseId, Decision, Instant, Label, Notice, NoticeTo, Refusal,
        TextKind, UnitId,
    },
    organisation::unit_with_duty,
    rules::{ClockStart, Step},
};

/// The duty whose unit looks at complaints about the handling, so that nobody judges their own work (督查).
pub const DUTY_OVERSIGHT: &str = "oversight";
/// The duty whose unit has a voice on unreasonable requests (司法).
pub const DUTY_JUSTICE: &str = "justice";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct AskFor {
    pub kind: AskKind,
    pub terms: AskTerms,
    /// The reason in words.
    pub text: String,
    /// The case that `terms.parent` names, as it stands.
    pub parent: Option<Parent>,
}

/// A case that another is to be merged into, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parent {
    pub case: CaseId,
    /// Not answered and not ended.
    pub open: bool,
    /// It is itself merged into another.
    pub merged: bool,
    pub label: Label,
}

/// Reason codes by kind (domain list C20 for returns and extensions; the others are common practice).
pub const fn reasons(kind: AskKind) -> &'static [&'static str] {
    match kind {
        AskKind::Return => {
            &["not_my_duty", "wrong_area", "duplicate", "info_lacking", "excluded_matter", "already_done"]
        }
        AskKind::Extension => &[
            "need_fund",
            "need_season",
            "need_law",
            "cross_unit",
            "appraisal",
            "force_majeure",
            "requester_absent",
            "other",
        ],
        AskKind::Pause => &["appraisal", "requester_material", "requester_absent", "force_majeure", "other"],
        AskKind::Park => &["need_law", "need_fund", "need_plan", "other"],
        AskKind::Void => &["wrong_entry", "test_entry", "other"],
        AskKind::Merge => &["same_requester", "same_matter"],
        AskKind::Unreasonable => &["against_law", "beyond_policy", "untrue", "already_satisfied", "other"],
        AskKind::Complaint => {
            &["not_contacted", "not_solved", "wrong_unit", "attitude", "privacy", "ending", "other"]
        }
        AskKind::Order => &["overdue", "unsatisfied", "repeated", "leader", "urgent", "other"],
    }
}

impl Request {
    /// Ask. Starts the clock of the ask against those who decide.
    ///
    /// # Errors
    /// The reason must be one of the kind's; terms must fit (an extension has an amount, a parked case a review date,
    /// a merge a case to be merged into); what may be asked once only is refused the second time.
    pub fn ask(
        mut self,
        step: &mut Step<'_>,
        input: &AskFor,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        self.row(step, Action::asking(input.kind))?;
        self.check_terms(step, input)?;
        let text = said(step, "text", TextKind::Reason, &input.text, 5)?;
        let before = self.clone();
        let (deciders, votes_needed) = self.deciders(step, input.kind);
        let against = deciders.first().copied().unwrap_or(self.case.centre);
        let clock = step.start_clock(&ClockStart {
            case: self.case.id,
            kind: clock_of(input.kind),
            class: &self.class,
            unit: against,
            round: self.round,
            cap: None,
            halved: false,
        })?;
        let ask = Ask {
            id: step.id(),
            case: self.case.id,
            kind: input.kind,
            by: step.permit.account(),
            unit: step.permit.unit(),
            at: step.at,
            terms: input.terms.clone(),
            deciders,
            votes_needed,
            votes: Vec::new(),
            clock: clock.id,
            state: AskState::Open,
            settled_at: None,
        };
        let entry = RequestEntry::Ask {
            ask: ask.id,
            kind: ask.kind,
            unit: ask.unit,
            lead: self.state.lead(),
            terms: ask.terms.clone(),
        };
        let notices = asked_notices(&ask);
        self.clocks.push(clock);
        self.asks.push(ask);
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }

    fn check_terms(&self, step: &Step<'_>, input: &AskFor) -> Result<(), Refusal> {
        let terms = &input.terms;
        if !reasons(input.kind).contains(&terms.reason.as_str()) {
            return Err(Refusal::new(
                "unknown_reason",
                "请选择列出的理由",
                "choose one of the reasons listed",
            )
            .on("reason"));
        }
        match input.kind {
            AskKind::Extension => self.check_extension(step, terms.amount),
            AskKind::Pause => in_future(step.at, terms.until, "until"),
            AskKind::Park => match terms.until {
                None => Err(Refusal::new(
                    "review_date_missing",
                    "请填写复查日期，届时须重新评估",
                    "name the day on which the case is reviewed",
                )
                .on("until")),
                until => in_future(step.at, until, "until"),
            },
            AskKind::Merge => self.may_merge_into(input.parent.as_ref()),
            AskKind::Return => match terms.unit {
                Some(unit) if step.rules.unit(unit).is_none() => Err(super::dispatch::unknown_unit("unit")),
                Some(unit) if unit == step.permit.unit() => Err(Refusal::new(
                    "own_unit",
                    "建议的主办单位不能是本单位",
                    "the unit named as the right one cannot be your own",
                )
                .on("unit")),
                _ => Ok(()),
            },
            AskKind::Void | AskKind::Unreasonable | AskKind::Complaint | AskKind::Order => Ok(()),
        }
    }

    fn check_extension(&self, step: &Step<'_>, amount: Option<u32>) -> Result<(), Refusal> {
        let Some(reply) = self.clock("reply") else {
            return Err(Refusal::new("no_clock", "没有可延期的时限", "there is no time limit to extend"));
        };
        if reply.is_overdue(step.at) {
            return Err(Refusal::new(
                "clock_ran_out",
                "时限已届满，不能再申请延期",
                "the time limit has run out; it can no longer be extended",
            ));
        }
        match amount {
            Some(amount) if (1..=reply.limit.amount).contains(&amount) => Ok(()),
            _ => Err(Refusal::new(
                "extension_too_long",
                format!("延期须在 1 至 {} 之间", reply.limit.amount),
                format!("the extension must be between 1 and {}", reply.limit.amount),
            )
            .on("amount")),
        }
    }

    /// Merging has depth one, and never hides a sealed case behind an open one.
    pub(super) fn may_merge_into(&self, parent: Option<&Parent>) -> Result<(), Refusal> {
        let refuse =
            |zh: &'static str, en: &'static str| Err(Refusal::new("cannot_merge", zh, en).on("parent"));
        match parent {
            None => refuse("请填写主单编号", "name the case it is to be merged into"),
            Some(parent) if parent.case == self.case.id => {
                refuse("不能并入自身", "a case cannot be merged into itself")
            }
            Some(parent) if !parent.open => {
                refuse("主单已答复或办结，不能并入", "that case has been answered or has ended")
            }
            Some(parent) if parent.merged => refuse(
                "主单已并入另一诉求，请并入该诉求",
                "that case is itself merged into another; name that one",
            ),
            Some(parent) if parent.label != self.case.label => {
                refuse("两件诉求的密级不同，不能并单", "the two cases have different labels")
            }
            Some(_) if 0 < self.children => {
                refuse("已有诉求并入本单，不能再并入他单", "other cases are merged into this one")
            }
            Some(_) => Ok(()),
        }
    }

    /// Who decides, and how many voices it takes.
    fn deciders(&self, step: &Step<'_>, kind: AskKind) -> (Vec<UnitId>, u8) {
        let centre = self.case.centre;
        let lead = self.state.lead();
        let superior = lead
            .and_then(|lead| step.rules.unit(lead)?.superior)
            .filter(|superior| *superior != centre && Some(*superior) != lead)
            .filter(|superior| !self.case.recuses_unit(*superior));
        let with_duty = |duty: &str| {
            unit_with_duty(&step.rules.units, duty, &self.case.division)
                .map(|unit| unit.id)
                .filter(|unit| Some(*unit) != lead && *unit != centre && !self.case.recuses_unit(*unit))
        };
        match kind {
            AskKind::Return => {
                let again =
                    self.asks.iter().any(|ask| ask.kind == AskKind::Return && ask.state != AskState::Lapsed);
                (vec![centre], if again { step.rules.practice.panel_votes } else { 1 })
            }
            AskKind::Park => {
                let deciders: Vec<UnitId> = superior.into_iter().chain([centre]).collect();
                let votes = u8::try_from(deciders.len()).unwrap_or(1);
                (deciders, votes)
            }
            AskKind::Unreasonable => {
                let mut deciders = vec![centre];
                for unit in with_duty(DUTY_JUSTICE).into_iter().chain(superior) {
                    if !deciders.contains(&unit) {
                        deciders.push(unit);
                    }
                }
                (deciders, step.rules.practice.panel_votes)
            }
            AskKind::Complaint => (vec![with_duty(DUTY_OVERSIGHT).unwrap_or(centre)], 1),
            AskKind::Order => (lead.into_iter().collect(), 1),
            AskKind::Extension | AskKind::Pause | AskKind::Void | AskKind::Merge => (vec![centre], 1),
        }
    }

    /// A unit may return a request once, all units together so many times, and a request is paused so often.
    pub(super) fn may_ask(
        &self,
        kind: AskKind,
        unit: UnitId,
        step_rules: &crate::Rules,
    ) -> Result<(), Refusal> {
        if self.open_ask(kind).is_some() {
            return Err(Refusal::new(
                "asked_already",
                "同类申请正在等待决定",
                "the same has been asked and waits for a decision",
            ));
        }
        let made = |same: &dyn Fn(&Ask) -> bool| {
            let counted =
                self.asks.iter().filter(|ask| ask.kind == kind && ask.state != AskState::Lapsed && same(ask));
            u16::try_from(counted.count()).unwrap_or(u16::MAX)
        };
        let practice = &step_rules.practice;
        match kind {
            AskKind::Return if 0 < made(&|ask| ask.unit == unit) => Err(Refusal::new(
                "returned_once",
                "每个单位对同一诉求只能提出一次派单异议",
                "a unit can object to the dispatch of a request once only",
            )),
            AskKind::Return if practice.returns_max <= made(&|_| true) => Err(Refusal::new(
                "returns_used_up",
                "该诉求的派单异议次数已用完，以最后一次裁定为准",
                "no more objections are possible; the last ruling stands",
            )),
            AskKind::Extension if self.clock("reply").is_some_and(|clock| !clock.extensions.is_empty()) => {
                Err(Refusal::new(
                    "extended_once",
                    "每个时限只能延期一次",
                    "a time limit can be extended once only",
                ))
            }
            AskKind::Pause if practice.pauses_max <= made(&|ask| ask.state == AskState::Granted) => Err(
                Refusal::new("pauses_used_up", "暂停次数已用完", "it has been paused as often as is allowed"),
            ),
            _ => Ok(()),
        }
    }
}

const fn clock_of(kind: AskKind) -> &'static str {
    match kind {
        AskKind::Return | AskKind::Unreasonable => "ruling",
        AskKind::Extension | AskKind::Pause | AskKind::Park | AskKind::Void | AskKind::Merge => "decision",
        AskKind::Complaint => "complaint",
        AskKind::Order => "supervision",
    }
}

fn asked_notices(ask: &Ask) -> Vec<Notice> {
    let template = match ask.kind {
        AskKind::Order => "request_supervised",
        AskKind::Complaint => "request_complained",
        _ => "ask_made",
    };
    let mut notices: Vec<Notice> =
        ask.deciders.iter().map(|unit| tell(NoticeTo::Unit(*unit), template)).collect();
    if ask.kind == AskKind::Complaint {
        notices.push(tell(NoticeTo::Requester, "complaint_received"));
    }
    notices
}

fn in_future(at: Instant, until: Option<Instant>, field: &'static str) -> Result<(), Refusal> {
    match until {
        Some(until) if until <= at => {
            Err(Refusal::new("not_in_future", "日期须晚于今天", "the day must lie in the future").on(field))
        }
        _ => Ok(()),
    }
}

impl State {
    /// The lead unit while it has the request in hand.
    pub(super) const fn handled_by(&self) -> Option<UnitId> {
        match self {
            Self::Dispatched { lead }
            | Self::Handling { lead }
            | Self::Paused { lead }
            | Self::Parked { lead } => Some(*lead),
            Self::New | Self::Replied { .. } | Self::Closed { .. } => None,
        }
    }
}
