//! The request and the words it is told in.

use serde::{Deserialize, Serialize};

use super::machine::{Action, MACHINE, Stage, coded};
use crate::{
    calendar::Clock,
    kernel::{
        Case, Decision, Instant, MatterId, Notice, NoticeTo, Reader, ReaderRole, Refusal, Row, SealedText,
        TextKind, UnitId, text_between,
    },
    rules::{ClockStart, Step},
};

use super::entry::RequestEntry;

/// The longest text of a step, in characters.
pub const TEXT_MAX: usize = 10_000;

coded! {
    /// How it came in.
    Channel {
        /// 电话
        Phone = "phone",
        /// 网上
        Web = "web",
        /// 窗口
        Counter = "counter",
        /// 导入
        Import = "import",
    }
}

coded! {
    /// 诉求性质 (北京市接诉即办工作条例 §2; praise is local practice).
    Nature {
        /// 咨询
        Consult = "consult",
        /// 求助
        Help = "help",
        /// 投诉
        Complaint = "complaint",
        /// 举报
        Report = "report",
        /// 建议
        Suggest = "suggest",
        /// 表扬
        Praise = "praise",
    }
}

coded! {
    /// Whether the resident says the unit contacted them.
    Contacted { Yes = "yes", No = "no", Forgot = "forgot", }
}

coded! {
    /// Whether the resident says it was solved.
    Solved { Yes = "yes", Partly = "partly", No = "no", Unclear = "unclear", }
}

/// What the resident answered: three separate answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub contacted: Contacted,
    pub solved: Solved,
    /// 5 very satisfied to 1 very dissatisfied, 0 not rated.
    pub satisfied: u8,
}

coded! {
    /// How a request ended.
    Ending {
        /// 当场答复
        SettledOnSpot = "settled_on_spot",
        /// 不予受理
        Excluded = "excluded",
        /// 回访后办结
        CalledBack = "called_back",
        /// 回访未能联系上
        NoAnswer = "no_answer",
    }
}

/// Where it stands, with what exists in that stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    New,
    Dispatched { lead: UnitId },
    Handling { lead: UnitId },
    Replied { lead: UnitId, attempts: u8, answer: Option<Answer> },
    Closed { lead: Option<UnitId>, ending: Ending, answer: Option<Answer> },
}

impl State {
    /// The stage.
    pub const fn stage(&self) -> Stage {
        match self {
            Self::New => Stage::New,
            Self::Dispatched { .. } => Stage::Dispatched,
            Self::Handling { .. } => Stage::Handling,
            Self::Replied { .. } => Stage::Replied,
            Self::Closed { .. } => Stage::Closed,
        }
    }

    /// The lead unit, once there is one.
    pub const fn lead(&self) -> Option<UnitId> {
        match self {
            Self::New => None,
            Self::Dispatched { lead } | Self::Handling { lead } | Self::Replied { lead, .. } => Some(*lead),
            Self::Closed { lead, .. } => *lead,
        }
    }
}

/// A request (诉求).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub case: Case,
    pub channel: Channel,
    pub nature: Nature,
    pub matter: Option<MatterId>,
    pub catalogue_version: u32,
    /// Handling class; until dispatch, the class of the matter chosen, else `g7d`.
    pub class: String,
    /// 1; 2 after it was sent back.
    pub round: u16,
    pub state: State,
    pub clocks: Vec<Clock>,
    /// Keyed hash of the code with which the resident follows the request.
    pub tracking_hash: String,
}

impl Request {
    /// Units that may read it, and why. Written to `case_reader` by `Tx::apply`.
    pub fn readers(&self) -> Vec<Reader> {
        let mut readers = vec![Reader {
            unit: self.case.centre,
            role: if self.case.holder == self.case.centre {
                ReaderRole::Keeps
            } else {
                ReaderRole::Supervises
            },
        }];
        if let Some(lead) = self.state.lead() {
            readers.push(Reader {
                unit: lead,
                role: if self.case.holder == lead { ReaderRole::Holds } else { ReaderRole::Led },
            });
        }
        for clock in self.clocks.iter().filter(|clock| clock.kind == "assist") {
            if readers.iter().all(|reader| reader.unit != clock.unit) {
                readers.push(Reader { unit: clock.unit, role: ReaderRole::Assists });
            }
        }
        readers
    }

    /// Assisting units.
    pub fn assisting(&self) -> Vec<UnitId> {
        self.readers()
            .into_iter()
            .filter(|reader| reader.role == ReaderRole::Assists)
            .map(|reader| reader.unit)
            .collect()
    }

    /// The machine row for an action now.
    pub(super) fn row(&self, action: Action) -> Result<&'static Row<Stage, Action>, Refusal> {
        self.precondition(action)?;
        MACHINE.step(self.state.stage(), action)
    }

    pub(super) fn stop_clocks(&mut self, kinds: &[&str], at: Instant, only_unit: Option<UnitId>) {
        for clock in &mut self.clocks {
            if kinds.contains(&clock.kind.as_str()) && only_unit.is_none_or(|unit| clock.unit == unit) {
                clock.stop(at);
            }
        }
    }

    pub(super) fn start_clock(
        &mut self,
        step: &mut Step<'_>,
        kind: &str,
        unit: UnitId,
        cap: Option<Instant>,
    ) -> Result<(), Refusal> {
        let start = ClockStart {
            case: self.case.id,
            kind,
            class: &self.class,
            unit,
            round: self.round,
            cap,
            halved: 1 < self.round,
        };
        let clock = step.start_clock(&start)?;
        self.clocks.push(clock);
        Ok(())
    }

    /// The clock of this kind in the current round.
    pub fn clock(&self, kind: &str) -> Option<&Clock> {
        self.clocks.iter().rev().find(|clock| clock.kind == kind && clock.round == self.round)
    }

    /// Whether the unit contacted the requester in time in this round, by its own log.
    pub(super) fn contacted_in_time(&self, contact_logged: bool) -> bool {
        contact_logged
            && self
                .clock("contact")
                .is_some_and(|clock| clock.stopped_at.is_some_and(|at| !clock.is_overdue(at)))
    }

    /// Put the parts of a decision together: the stage and holder on the case, the clocks that changed.
    pub(super) fn decide(
        mut self,
        before: &[Clock],
        entry: RequestEntry,
        texts: Vec<SealedText>,
        notices: Vec<Notice>,
    ) -> Decision<Self, RequestEntry> {
        self.case.stage = self.state.stage().code();
        self.case.holder = match &self.state {
            State::Dispatched { lead } | State::Handling { lead } => *lead,
            State::New | State::Replied { .. } | State::Closed { .. } => self.case.centre,
        };
        let clocks = self.clocks.iter().filter(|clock| !before.contains(clock)).cloned().collect();
        Decision { next: self, entry, clocks, texts, notices }
    }
}

/// A text of a step, checked for length.
pub(super) fn said(
    step: &mut Step<'_>,
    field: &'static str,
    kind: TextKind,
    text: &str,
    min: usize,
) -> Result<SealedText, Refusal> {
    text_between(field, text, min, TEXT_MAX)?;
    Ok(SealedText { record: step.id(), kind, text: text.trim().to_owned() })
}

pub(super) const fn tell(to: NoticeTo, template: &'static str) -> Notice {
    Notice { to, template }
}
