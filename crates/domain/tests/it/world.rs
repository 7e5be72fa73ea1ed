//! A small city of rules without a database, and the people who act in it.

use hemu_domain::{
    Rules, Step,
    access::{Actor, Permit, PostHeld, Role},
    calendar::{Calendar, Limit, LimitUnit, TimeLimit, WorkInterval},
    catalogue::Matter,
    kernel::{
        AccountId, AskKind, AskState, AskTerms, CaseId, Decision, Instant, KeyId, Label, MatterId, UnitId,
    },
    organisation::{DivisionPath, Unit, UnitForm},
    request::{
        Action, AddNote, Answer, AnswerOrder, AskFor, CallBack, CallBackOutcome, Channel, CloseRequest,
        ContactChannel, Contacted, DecideAsk, Dispatch, Exclude, ExclusionReason, FollowReply, LogContact,
        Nature, Parent, Practice, Procedure, RateRequest, RecordRequest, Redispatch, RedispatchReason,
        Reopen, Reply, Request, RequestEntry, Resume, ReviewOrder, SendBack, SettleOnSpot, Sign, Solved,
        Supplement, Transfer, Unmerge, UnmergeReason, Urge, Withdraw, machine, reasons,
    },
};
use jiff::{civil::date, tz::TimeZone};

pub(crate) type Decided = Decision<Request, RequestEntry>;

pub(crate) const PARENT: u128 = 900;

fn unit_id(n: u128) -> UnitId {
    UnitId::new(Instant::from_ms(1_000), n)
}

/// The city.
pub(crate) struct World {
    pub(crate) rules: Rules,
    pub(crate) people: Vec<Actor>,
    pub(crate) at: Instant,
    drawn: u128,
}

const CENTRE: u128 = 1;
const WATER: u128 = 2;
const HOUSING: u128 = 3;
const DISTRICT: u128 = 4;
const STREET: u128 = 5;
const JUSTICE: u128 = 6;
const OVERSIGHT: u128 = 7;

impl World {
    pub(crate) fn new() -> Self {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let hours = |from, to| WorkInterval { from_minute: from, to_minute: to };
        let rules = Rules {
            calendar: Calendar {
                version: 1,
                zone: zone.clone(),
                years: (2026..=2028).collect(),
                days: Default::default(),
                hours: vec![hours(510, 720), hours(810, 1_050)],
            },
            limits: limits(),
            units: units(),
            matters: vec![matter(1, "water_supply", true), matter(2, "street_affairs", false)],
            catalogue_version: 1,
            precedents: vec![],
            practice: Practice::default(),
        };
        let at = Instant::at_wall(date(2026, 3, 2).at(9, 0, 0, 0), &zone);
        Self { rules, people: people(), at, drawn: 10_000 }
    }

    /// Let time pass and take a step.
    pub(crate) fn step<T>(&mut self, permit: Permit, take: impl FnOnce(&mut Step<'_>) -> T) -> T {
        let drawn = &mut self.drawn;
        let mut random = || {
            *drawn += 1;
            *drawn
        };
        take(&mut Step { permit, at: self.at, rules: &self.rules, random: &mut random })
    }

    pub(crate) fn record(&mut self) -> Decided {
        let permit = self.people.first().and_then(|actor| actor.in_role(&[Role::Operator]).ok()).unwrap();
        let input = RecordRequest {
            key: KeyId::new(self.at, 1),
            centre: unit_id(CENTRE),
            channel: Channel::Phone,
            nature: Nature::Help,
            label: Label::Normal,
            division: DivisionPath::root(1),
            matter: None,
            message: "小区停水，请尽快恢复".into(),
            tracking_hash: String::new(),
            accused: Vec::new(),
            own: Vec::new(),
        };
        self.step(permit, |step| Request::record(step, input)).unwrap()
    }

    /// The permit for an action, if this person may take it.
    pub(crate) fn permit(&self, request: &Request, action: Action, person: usize) -> Option<Permit> {
        let row = machine(request.case.machine_version).step(request.state.stage(), action).ok()?;
        if row.roles.contains(&Role::Platform) && person.is_multiple_of(3) {
            return Some(Permit::platform(AccountId::PLATFORM, request.case.centre));
        }
        if row.roles.contains(&Role::Resident) && person.is_multiple_of(2) {
            return Some(Permit::requester(AccountId::RESIDENT, request.case.centre));
        }
        let actor = self.people.get(person % self.people.len())?;
        actor.allowed_to(row.roles, row.holder, &request.case, &request.readers()).ok()
    }

    /// Try an action with something plausible filled in; `None` when it is refused.
    #[expect(clippy::too_many_lines, reason = "one table: what is filled in for each action")]
    pub(crate) fn attempt(
        &mut self,
        request: &Request,
        action: Action,
        person: usize,
        choice: u32,
    ) -> Option<Decided> {
        let permit = self.permit(request, action, person)?;
        let (units, matters, at) = (self.rules.units.clone(), self.rules.matters.clone(), self.at);
        let pick = |n: u32| units.get(n as usize % units.len()).map(|unit| unit.id).unwrap();
        let matter = matters.get(choice as usize % matters.len()).map(|matter| matter.id).unwrap();
        let dispatch = Dispatch {
            matter,
            lead: pick(1 + choice % 4),
            assisting: if choice.is_multiple_of(5) { vec![pick(5)] } else { vec![] },
        };
        let parent = Parent {
            case: CaseId::new(Instant::from_ms(1), PARENT),
            open: true,
            merged: false,
            label: Label::Normal,
        };
        let text = || "因故需要如此处理".to_owned();
        let request = request.clone();
        self.step(permit, |step| {
            if let Some(kind) = action.asks() {
                let terms = AskTerms {
                    reason: reasons(kind)
                        .get(choice as usize % reasons(kind).len())
                        .map(|r| (*r).to_owned())
                        .unwrap(),
                    amount: (kind == AskKind::Extension).then_some(1 + choice % 7),
                    until: (kind == AskKind::Park).then(|| at.plus_ms(30 * Instant::DAY_MS)),
                    unit: (kind == AskKind::Return && choice.is_multiple_of(2)).then(|| pick(2)),
                    parent: (kind == AskKind::Merge).then_some(parent.case),
                };
                return request.ask(step, &AskFor { kind, terms, text: text(), parent: Some(parent) });
            }
            if let Some(kind) = action.decides() {
                let ask = request.open_ask(kind).map(|ask| ask.id);
                let Some(ask) = ask else {
                    return request
                        .decide_ask(step, &decide(hemu_domain::kernel::AskId::new(at, 1), false, parent));
                };
                return request.decide_ask(step, &decide(ask, !choice.is_multiple_of(4), parent));
            }
            match action {
                Action::SettleOnSpot => {
                    request.settle_on_spot(step, &SettleOnSpot { matter, answer: text() })
                }
                Action::Exclude => {
                    request.exclude(step, &Exclude { reason: ExclusionReason::LegalRoute, signpost: text() })
                }
                Action::Transfer => request.transfer(
                    step,
                    &Transfer { to: Procedure::Mediation, reference: String::new(), signpost: text() },
                ),
                Action::Dispatch => request.dispatch(step, &dispatch),
                Action::Redispatch => request.redispatch(
                    step,
                    &Redispatch { to: dispatch, reason: RedispatchReason::WrongUnit, text: text() },
                ),
                Action::Sign => request.sign(step, &Sign),
                Action::LogContact => request.log_contact(
                    step,
                    &LogContact {
                        channel: ContactChannel::Phone,
                        reached: choice.is_multiple_of(2),
                        note: text(),
                    },
                ),
                Action::AddNote => request.add_note(step, &AddNote { note: text() }),
                Action::Reply => {
                    request.reply(step, &Reply { text: "已经修复并恢复正常供水".into(), evidence: text() })
                }
                Action::Resume => request.resume(step, &Resume { text: text() }),
                Action::CallBack => request.call_back(
                    step,
                    &CallBack {
                        outcome: CallBackOutcome::Answered,
                        answer: Some(an_answer(choice)),
                        words: String::new(),
                    },
                ),
                Action::Close => request.close(step, &CloseRequest),
                Action::SendBack => request.send_back(step, &SendBack { reason: text() }),
                Action::Unmerge => {
                    request.unmerge(step, &Unmerge { reason: UnmergeReason::NotTheSame, text: text() })
                }
                Action::AnswerOrder => {
                    request.answer_order(step, &AnswerOrder { text: "已按要求办理并反馈结果".into() })
                }
                Action::ReviewOrder => request
                    .review_order(step, &ReviewOrder { accepted: choice.is_multiple_of(2), text: text() }),
                Action::Supplement => request.supplement(step, &Supplement { text: text() }),
                Action::Urge => request.urge(step, &Urge { text: String::new() }),
                Action::Rate => {
                    request.rate(step, &RateRequest { answer: an_answer(choice), words: String::new() })
                }
                Action::Withdraw => request.withdraw(step, &Withdraw { text: String::new() }),
                Action::Reopen => request.reopen(step, &Reopen { text: text() }),
                Action::FollowReply => request
                    .follow_reply(step, &FollowReply { parent: parent.case, lead: pick(1), text: text() }),
                other => unreachable!("{other:?} asks or decides"),
            }
        })
        .ok()
    }
}

fn units() -> Vec<Unit> {
    let unit = |n: u128, form, superior: Option<u128>, duties: &[&str]| Unit {
        id: unit_id(n),
        name: format!("单位{n}"),
        name_en: format!("Unit {n}"),
        form,
        superior: superior.map(unit_id),
        territory: DivisionPath::root(1),
        duties: duties.iter().map(|duty| (*duty).to_owned()).collect(),
    };
    vec![
        unit(CENTRE, UnitForm::Centre, None, &[]),
        unit(WATER, UnitForm::Department, Some(CENTRE), &["water_supply"]),
        unit(HOUSING, UnitForm::Department, Some(CENTRE), &["housing"]),
        unit(DISTRICT, UnitForm::Territorial, Some(CENTRE), &[]),
        unit(STREET, UnitForm::Territorial, Some(DISTRICT), &["street_affairs"]),
        unit(JUSTICE, UnitForm::Department, Some(CENTRE), &["justice"]),
        unit(OVERSIGHT, UnitForm::Department, Some(CENTRE), &["oversight"]),
    ]
}

fn matter(n: u128, duty: &str, on_the_spot: bool) -> Matter {
    Matter {
        id: MatterId::new(Instant::from_ms(1_000), n),
        code: format!("subject.matter{n}"),
        name: format!("事项{n}"),
        name_en: format!("Matter {n}"),
        class: "g7d".into(),
        lead_duty: duty.into(),
        legal_basis: "条例".into(),
        words: vec![],
        on_the_spot,
        department_only: false,
        owner: None,
        valid_until: None,
        since: 1,
    }
}

fn limits() -> Vec<TimeLimit> {
    let limits = [
        ("dispatch", 2, LimitUnit::WorkingHours),
        ("sign", 4, LimitUnit::WorkingHours),
        ("contact", 24, LimitUnit::WallHours),
        ("reply", 7, LimitUnit::CalendarDays),
        ("assist", 5, LimitUnit::CalendarDays),
        ("call_back", 3, LimitUnit::WorkingDays),
        ("ruling", 1, LimitUnit::WorkingDays),
        ("decision", 4, LimitUnit::WorkingHours),
        ("pause", 30, LimitUnit::CalendarDays),
        ("review", 183, LimitUnit::CalendarDays),
        ("supervision", 3, LimitUnit::WorkingDays),
        ("complaint", 5, LimitUnit::WorkingDays),
    ];
    let row = |(clock, amount, unit): (&str, u32, LimitUnit)| TimeLimit {
        clock: clock.into(),
        class: "*".into(),
        limit: Limit { amount, unit },
        legal_basis: "默认".into(),
        valid_from: date(2000, 1, 1),
        valid_to: None,
    };
    limits.into_iter().map(row).collect()
}

fn people() -> Vec<Actor> {
    let posts = [
        (CENTRE, Role::Operator),
        (CENTRE, Role::Dispatcher),
        (CENTRE, Role::Dispatcher),
        (CENTRE, Role::Supervisor),
        (CENTRE, Role::Supervisor),
        (CENTRE, Role::CallBackOfficer),
        (WATER, Role::Handler),
        (WATER, Role::UnitHead),
        (HOUSING, Role::Handler),
        (STREET, Role::Handler),
        (DISTRICT, Role::UnitHead),
        (JUSTICE, Role::UnitHead),
        (OVERSIGHT, Role::Supervisor),
    ];
    let person = |(n, (unit, role)): (u128, (u128, Role))| Actor {
        account: AccountId::new(Instant::from_ms(2_000), n),
        name: format!("某{n}"),
        posts: vec![PostHeld {
            unit: unit_id(unit),
            role,
            territory: DivisionPath::root(1),
            on_behalf_of: None,
        }],
        grants: Vec::new(),
    };
    (10..).zip(posts).map(person).collect()
}

fn decide(ask: hemu_domain::kernel::AskId, granted: bool, parent: Parent) -> DecideAsk {
    DecideAsk {
        ask,
        granted,
        text: "经研究决定如此".into(),
        unit: None,
        precedent: false,
        parent: Some(parent),
    }
}

fn an_answer(choice: u32) -> Answer {
    let solved = [Solved::Yes, Solved::Partly, Solved::No, Solved::Unclear];
    Answer {
        contacted: if choice.is_multiple_of(3) { Contacted::No } else { Contacted::Yes },
        solved: solved.get(choice as usize % 4).copied().unwrap_or(Solved::Yes),
        satisfied: u8::try_from(choice % 6).unwrap_or(0),
    }
}

/// Whether an ask still waits, and on which clock.
pub(crate) fn waits_on_clock(state: AskState) -> bool {
    state == AskState::Open
}
