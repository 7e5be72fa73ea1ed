//! Decide what was asked (审批、裁定、评议): another person than the one who asked, of the unit that decides.

use super::{
    Action, Ending, Request, RequestEntry, State,
    ask::Parent,
    types::{said, tell},
};
use crate::{
    access::{Permit, Role},
    calendar::Extension,
    kernel::{
        AccountId, Ask, AskId, AskKind, AskState, Decision, FollowUp, Notice, NoticeTo, Refusal, TextKind,
        UnitId, Vote,
    },
    rules::Step,
};

/// A decision, or one voice of a panel.
#[derive(Debug, Clone)]
pub struct DecideAsk {
    pub ask: AskId,
    pub granted: bool,
    /// Why, in words: what the one who asked will read, and the resident where it concerns them.
    pub text: String,
    /// Of a return that is upheld: the unit that is right.
    pub unit: Option<UnitId>,
    /// Of a return that is upheld: whether the catalogue follows from now on.
    pub precedent: bool,
    /// Of a merge: the case it goes into, as it stands.
    pub parent: Option<Parent>,
}

/// What a decision leads to, besides the ask being settled.
#[derive(Default)]
struct Effect {
    notices: Vec<Notice>,
    follow_ups: Vec<FollowUp>,
}

impl Request {
    /// Decide. What is granted takes effect at once; a panel's voice that does not settle it is kept.
    ///
    /// # Errors
    /// `nothing_asked` when it is not open; `not_the_decider`, `maker_is_checker`, `voted_already` by who decides.
    pub fn decide_ask(
        mut self,
        step: &mut Step<'_>,
        input: &DecideAsk,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let ask =
            self.asks.iter().find(|ask| ask.id == input.ask && ask.is_open()).ok_or_else(nothing_asked)?;
        let (kind, clock) = (ask.kind, ask.clock);
        if kind == AskKind::Order {
            return Err(nothing_asked());
        }
        self.row(step, Action::deciding(kind))?;
        let text = said(step, "text", TextKind::Reason, &input.text, 5)?;
        let before = self.clone();
        let mut ask = ask.clone();
        ask.votes.push(Vote {
            account: step.permit.account(),
            unit: step.permit.unit(),
            granted: input.granted,
            at: step.at,
        });
        let Some(granted) = ask.majority() else {
            let entry = RequestEntry::Vote { ask: ask.id, kind, granted: input.granted };
            self.put(ask);
            return Ok(self.decide(Some(&before), entry, vec![text], Vec::new()));
        };
        if kind == AskKind::Return && granted {
            // What was ruled, not what was proposed: a precedent follows it.
            ask.terms.unit = input.unit.or(ask.terms.unit);
        }
        ask.settle(if granted { AskState::Granted } else { AskState::Refused }, step.at);
        let entry = RequestEntry::Decide {
            ask: ask.id,
            kind,
            granted,
            asked_by: ask.unit,
            lead: self.state.lead(),
            centre: self.case.centre,
            unit: ask.terms.unit,
            precedent: granted && input.precedent,
            round: self.round,
        };
        self.put(ask.clone());
        for clock in self.clocks.iter_mut().filter(|own| own.id == clock) {
            clock.stop(step.at);
        }
        let effect = if granted { self.grant(step, &ask, input)? } else { refused(&ask) };
        let mut decision = self.decide(Some(&before), entry, vec![text], effect.notices);
        decision.follow_ups = effect.follow_ups;
        Ok(decision)
    }

    fn put(&mut self, ask: Ask) {
        for own in self.asks.iter_mut().filter(|own| own.id == ask.id) {
            *own = ask.clone();
        }
    }

    fn grant(&mut self, step: &mut Step<'_>, ask: &Ask, input: &DecideAsk) -> Result<Effect, Refusal> {
        match ask.kind {
            AskKind::Return => self.grant_return(step, ask, input),
            AskKind::Extension => self.grant_extension(step, ask),
            AskKind::Pause => {
                self.stand_still(step, ask, "pause", "request_paused", |lead| State::Paused { lead })
            }
            AskKind::Park => {
                self.stop_clocks(&["review"], step.at, None);
                self.stand_still(step, ask, "review", "request_parked", |lead| State::Parked { lead })
            }
            AskKind::Void => {
                self.end(step.at, None, Ending::Void, None);
                Ok(Effect {
                    notices: vec![tell(NoticeTo::Requester, "request_voided")],
                    follow_ups: self.for_children(FollowUp::ReleaseChildren),
                })
            }
            AskKind::Merge => {
                self.may_merge_into(input.parent.as_ref())?;
                self.case.merged_into = ask.terms.parent;
                self.mute_clocks(true);
                Ok(Effect { notices: vec![tell(NoticeTo::Requester, "request_merged")], ..Effect::default() })
            }
            AskKind::Unreasonable => {
                self.unreasonable = true;
                Ok(told(&[NoticeTo::Requester, NoticeTo::Unit(ask.unit)], "request_unreasonable"))
            }
            AskKind::Complaint => self.grant_complaint(step),
            AskKind::Order => Err(nothing_asked()),
        }
    }

    /// The unit was right: the request goes back to be dispatched, and the centre counts a wrong dispatch.
    fn grant_return(&mut self, step: &mut Step<'_>, ask: &Ask, input: &DecideAsk) -> Result<Effect, Refusal> {
        let right = input.unit.or(ask.terms.unit);
        if let Some(unit) = right
            && step.rules.unit(unit).is_none()
        {
            return Err(super::dispatch::unknown_unit("unit"));
        }
        if input.precedent && (right.is_none() || self.matter.is_none()) {
            return Err(Refusal::new(
                "precedent_needs_unit",
                "形成先例须指明正确的主办单位",
                "a precedent needs the unit that is right",
            )
            .on("unit"));
        }
        self.lapse_asks(step.at, |kind| !matches!(kind, AskKind::Order | AskKind::Complaint));
        self.rest_orders(step.at);
        self.stop_clocks(&["sign", "contact", "reply", "assist"], step.at, None);
        self.start_clock(step, "dispatch", self.case.centre, None)?;
        self.state = State::New;
        let mut effect = told(
            &[NoticeTo::Unit(ask.unit), NoticeTo::Unit(self.case.centre), NoticeTo::Requester],
            "request_returned",
        );
        if input.precedent {
            effect.follow_ups.push(FollowUp::AdoptPrecedent(ask.id));
        }
        Ok(effect)
    }

    /// More time for the lead unit; what assists may use it as well.
    fn grant_extension(&mut self, step: &mut Step<'_>, ask: &Ask) -> Result<Effect, Refusal> {
        let extension = Extension {
            amount: ask.terms.amount.unwrap_or(0),
            reason: ask.terms.reason.clone(),
            asked_by: ask.by,
            approved_by: step.permit.account(),
            // It was asked for in time; how long the decision took is not the unit's fault.
            at: ask.at,
        };
        let calendar = &step.rules.calendar;
        let round = self.round;
        let mut due = None;
        for clock in self
            .clocks
            .iter_mut()
            .filter(|clock| clock.kind == "reply" && clock.round == round && clock.is_open())
        {
            clock.extend(extension.clone(), calendar)?;
            due = clock.due_at;
        }
        for clock in self
            .clocks
            .iter_mut()
            .filter(|clock| clock.round == round && clock.is_open() && clock.kind != "reply")
        {
            if clock.kind == "assist" && due.is_some() {
                clock.cap = due;
                clock.recalculate(calendar);
            }
        }
        let mut effect = told(&[NoticeTo::Requester, NoticeTo::Unit(ask.unit)], "request_extended");
        effect.follow_ups = self.for_children(FollowUp::TellChildren("request_extended"));
        Ok(effect)
    }

    /// The clocks of the unit stand still; one of its own says for how long at most.
    fn stand_still(
        &mut self,
        step: &mut Step<'_>,
        ask: &Ask,
        clock: &str,
        template: &'static str,
        state: fn(UnitId) -> State,
    ) -> Result<Effect, Refusal> {
        let lead = self.state.handled_by().ok_or_else(nothing_asked)?;
        self.lapse_asks(step.at, |kind| {
            matches!(kind, AskKind::Return | AskKind::Extension | AskKind::Pause | AskKind::Park)
        });
        let round = self.round;
        let running = |kind: &str| matches!(kind, "contact" | "reply" | "assist");
        for own in
            self.clocks.iter_mut().filter(|own| own.round == round && own.is_open() && !own.is_paused())
        {
            if running(&own.kind) {
                own.pause(step.at, &ask.terms.reason, ask.by, step.permit.account(), &step.rules.calendar)?;
            }
        }
        self.start_clock(step, clock, lead, ask.terms.until)?;
        self.state = state(lead);
        let mut effect = told(&[NoticeTo::Requester, NoticeTo::Unit(lead)], template);
        effect.follow_ups = self.for_children(FollowUp::TellChildren(template));
        Ok(effect)
    }

    /// The complaint is right: a request that had ended is taken up again.
    fn grant_complaint(&mut self, step: &mut Step<'_>) -> Result<Effect, Refusal> {
        if matches!(self.state, State::Closed { .. }) {
            self.open_again(step)?;
        }
        let centre = NoticeTo::Unit(self.case.centre);
        let lead = self.state.lead().map(NoticeTo::Unit);
        let to: Vec<NoticeTo> = [NoticeTo::Requester, centre].into_iter().chain(lead).collect();
        Ok(told(&to, "complaint_upheld"))
    }

    /// Whether this person may decide this ask now.
    pub(super) fn may_decide(&self, ask: &Ask, permit: &Permit) -> Result<(), Refusal> {
        let unit = permit.unit();
        if !ask.deciders.contains(&unit) {
            return Err(Refusal::new(
                "not_the_decider",
                "该申请不由您单位决定",
                "it is not for your unit to decide this",
            ));
        }
        let roles: &[Role] = match ask.kind {
            AskKind::Complaint => &[Role::Supervisor],
            _ if unit == self.case.centre => &[Role::Dispatcher, Role::Supervisor],
            _ => &[Role::UnitHead, Role::Supervisor],
        };
        if !roles.contains(&permit.role()) {
            return Err(Refusal::new(
                "not_your_role",
                "您的岗位没有此项权限",
                "your post does not include this action",
            ));
        }
        let account = permit.account();
        // A deputy is both: who they are and whom they stand for.
        let made = |person: AccountId| {
            person == ask.by || (ask.kind == AskKind::Return && self.dispatched_by == Some(person))
        };
        if permit.persons().any(made) {
            return Err(Refusal::new(
                "maker_is_checker",
                "申请人、原派单人不能作出决定，请由他人办理",
                "who asked or dispatched cannot decide; another person must",
            ));
        }
        if ask.votes.iter().any(|vote| vote.account == account || Some(vote.account) == permit.on_behalf_of())
        {
            return Err(Refusal::new("voted_already", "您已表决", "you have given your voice already"));
        }
        let others = ask.deciders.iter().filter(|decider| **decider != self.case.centre).count();
        let allowed = if unit == self.case.centre {
            usize::from(ask.votes_needed).saturating_sub(others).max(1)
        } else {
            1
        };
        if allowed <= ask.votes.iter().filter(|vote| vote.unit == unit).count() {
            return Err(Refusal::new(
                "voted_already",
                "您单位已表决",
                "your unit has given its voice already",
            ));
        }
        Ok(())
    }
}

fn told(to: &[NoticeTo], template: &'static str) -> Effect {
    Effect { notices: to.iter().map(|to| tell(*to, template)).collect(), follow_ups: Vec::new() }
}

/// A no is told to who asked: the unit, or the requester with the next way to turn.
fn refused(ask: &Ask) -> Effect {
    match ask.kind {
        AskKind::Complaint => {
            Effect { notices: vec![tell(NoticeTo::Requester, "complaint_refused")], ..Effect::default() }
        }
        _ => told(&[NoticeTo::Unit(ask.unit)], "ask_refused"),
    }
}

pub(super) fn nothing_asked() -> Refusal {
    Refusal::new("nothing_asked", "没有待决定的申请", "nothing waits for this decision")
}
