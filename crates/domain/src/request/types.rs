//! The request and the words it is told in.

use serde::{Deserialize, Serialize};

use super::machine::{Action, Stage, machine};
use crate::{
    calendar::Clock,
    kernel::{
        AccountId, Ask, AskKind, AskState, Case, Decision, FollowUp, Instant, MatterId, Notice, NoticeTo,
        Reader, ReaderRole, Refusal, Row, SealedText, TextKind, UnitId, coded, text_between,
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
        /// 诉求人撤回
        Withdrawn = "withdrawn",
        /// 作废
        Void = "void",
        /// 转其他程序办理
        Transferred = "transferred",
    }
}

/// Where it stands, with what exists in that stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    New,
    Dispatched { lead: UnitId },
    Handling { lead: UnitId },
    Paused { lead: UnitId },
    Parked { lead: UnitId },
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
            Self::Paused { .. } => Stage::Paused,
            Self::Parked { .. } => Stage::Parked,
            Self::Replied { .. } => Stage::Replied,
            Self::Closed { .. } => Stage::Closed,
        }
    }

    /// The lead unit, once there is one.
    pub const fn lead(&self) -> Option<UnitId> {
        match self {
            Self::New => None,
            Self::Dispatched { lead }
            | Self::Handling { lead }
            | Self::Paused { lead }
            | Self::Parked { lead }
            | Self::Replied { lead, .. } => Some(*lead),
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
    /// 1; one more each time it was sent back or opened again.
    pub round: u16,
    /// How often it was sent back since it was last opened.
    pub send_backs: u16,
    /// A panel found it unreasonable: it leaves the rates.
    pub unreasonable: bool,
    /// When somebody last urged.
    pub urged_at: Option<Instant>,
    /// Who dispatched it last, and may not rule on the objection.
    pub dispatched_by: Option<AccountId>,
    pub state: State,
    pub clocks: Vec<Clock>,
    pub asks: Vec<Ask>,
    /// How many cases are merged into this one. Read with it, never written.
    pub children: u32,
    /// When its texts and contact data were erased.
    pub erased_at: Option<Instant>,
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
        let mut also = |unit: UnitId, role: ReaderRole| {
            if readers.iter().all(|reader| reader.unit != unit) {
                readers.push(Reader { unit, role });
            }
        };
        for clock in &self.clocks {
            match clock.kind.as_str() {
                "assist" => also(clock.unit, ReaderRole::Assists),
                // Units that had it before: they see what became of it.
                "reply" => also(clock.unit, ReaderRole::Led),
                _ => {}
            }
        }
        for ask in self.asks.iter().filter(|ask| ask.kind != AskKind::Order) {
            for unit in &ask.deciders {
                also(*unit, ReaderRole::Decides);
            }
        }
        for order in self.asks.iter().filter(|ask| ask.kind == AskKind::Order) {
            also(order.unit, ReaderRole::Decides);
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
    pub(super) fn row(
        &self,
        step: &Step<'_>,
        action: Action,
    ) -> Result<&'static Row<Stage, Action>, Refusal> {
        let row = machine(self.case.machine_version).step(self.state.stage(), action)?;
        self.precondition(action, &step.permit, step.rules, step.at)?;
        Ok(row)
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
            halved: 0 < self.send_backs,
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

    /// The open ask of this kind.
    pub fn open_ask(&self, kind: AskKind) -> Option<&Ask> {
        self.asks.iter().find(|ask| ask.kind == kind && ask.is_open())
    }

    /// Asks that nobody can decide any more: the request has moved on. Their clocks stop.
    pub(super) fn lapse_asks(&mut self, at: Instant, lapses: impl Fn(AskKind) -> bool) {
        for ask in self.asks.iter_mut().filter(|ask| ask.is_open() && lapses(ask.kind)) {
            ask.settle(AskState::Lapsed, at);
            for clock in self.clocks.iter_mut().filter(|clock| clock.id == ask.clock) {
                clock.stop(at);
            }
        }
    }

    /// End the request: no clock runs on, nothing waits for a decision but a complaint about the ending itself, and
    /// cases merged into it go on by themselves.
    pub(super) fn end(&mut self, at: Instant, lead: Option<UnitId>, ending: Ending, answer: Option<Answer>) {
        self.lapse_asks(at, |kind| kind != AskKind::Complaint);
        let kept: Vec<_> = self.asks.iter().filter(|ask| ask.is_open()).map(|ask| ask.clock).collect();
        for clock in self.clocks.iter_mut().filter(|clock| !kept.contains(&clock.id)) {
            clock.stop(at);
        }
        self.case.closed_at = Some(at);
        self.state = State::Closed { lead, ending, answer };
    }

    /// Cases merged into this one are told and do what follows for them.
    pub(super) fn for_children(&self, follow_up: FollowUp) -> Vec<FollowUp> {
        if 0 < self.children { vec![follow_up] } else { Vec::new() }
    }

    /// Put the parts of a decision together: the stage and holder on the case, the clocks and asks that changed.
    pub(super) fn decide(
        mut self,
        before: Option<&Self>,
        entry: RequestEntry,
        texts: Vec<SealedText>,
        notices: Vec<Notice>,
    ) -> Decision<Self, RequestEntry> {
        self.case.stage = self.state.stage().code();
        self.case.holder = match &self.state {
            State::Dispatched { lead }
            | State::Handling { lead }
            | State::Paused { lead }
            | State::Parked { lead } => *lead,
            State::New | State::Replied { .. } | State::Closed { .. } => self.case.centre,
        };
        let had_clock = |clock: &Clock| before.is_some_and(|before| before.clocks.contains(clock));
        let had_ask = |ask: &Ask| before.is_some_and(|before| before.asks.contains(ask));
        let clocks = self.clocks.iter().filter(|clock| !had_clock(clock)).cloned().collect();
        let asks = self.asks.iter().filter(|ask| !had_ask(ask)).cloned().collect();
        Decision { next: self, entry, clocks, asks, texts, notices, follow_ups: Vec::new() }
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
