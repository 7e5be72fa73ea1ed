//! The engine: what people do next, in the order of virtual time. Only use cases of `app` change anything.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    sync::Arc,
};

use hemu_app::{
    AppError, Call, Ctx,
    catalogue::suggest_matters,
    request::{self as app, NewRequest, Target},
};
use hemu_domain::{
    access::Actor,
    kernel::{CaseId, Instant, UnitId},
    organisation::UnitForm,
    request::{
        Answer, CallBack, CallBackOutcome, Channel, CloseRequest, ContactChannel, Contacted, Dispatch,
        Exclude, ExclusionReason, LogContact, Nature, Reply, SendBack, SettleOnSpot, Sign, Solved, Stage,
        State,
    },
};
use indicatif::{ProgressBar, ProgressStyle};
use rand::{RngExt, seq::IndexedRandom};
use rand_chacha::ChaCha20Rng;

use hemu_gateways::{Seeded, VirtualClock};

use super::{disagreement::Turn, texts};
use crate::{demo::City, setup::with_causes};

/// How long and how much.
pub(crate) struct Pace {
    pub(crate) days: u32,
    pub(crate) per_day: u32,
    /// Stop here, leaving requests where they stand; without it, go on until all are closed, at most so many days
    /// more.
    pub(crate) until: Option<Instant>,
}

/// What somebody is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doing {
    Record,
    Dispatch(CaseId),
    Sign(CaseId),
    Contact(CaseId),
    Reply(CaseId),
    CallBack(CaseId),
    Decide(CaseId),
    Turn(Turn),
    Alarms,
}

/// The engine of one run.
pub(crate) struct Engine {
    pub(super) ctx: Ctx,
    clock: Arc<VirtualClock>,
    pub(super) rng: ChaCha20Rng,
    city: City,
    /// Codes of those who may yet come back to their request.
    pub(super) codes: HashMap<CaseId, String>,
    pub(super) last_recorded: Option<(CaseId, String)>,
    actors: HashMap<String, Actor>,
    queue: BinaryHeap<Reverse<(Instant, u64, Doing)>>,
    queued: u64,
}

/// How long after the last request a simulation goes on: parked requests are reviewed within half a year.
const DAYS_AFTER: i64 = 200;
const MINUTE: i64 = Instant::MINUTE_MS;
const HOUR: i64 = Instant::HOUR_MS;

impl Engine {
    pub(crate) fn new(ctx: Ctx, clock: Arc<VirtualClock>, random: Arc<Seeded>, city: City) -> Self {
        Self {
            rng: random.split(),
            ctx,
            clock,
            city,
            codes: HashMap::new(),
            last_recorded: None,
            actors: HashMap::new(),
            queue: BinaryHeap::new(),
            queued: 0,
        }
    }

    /// Run. Prints its progress when told to.
    pub(crate) async fn run(mut self, pace: &Pace, show: bool) -> Result<(), String> {
        let begin = self.ctx.clock.now();
        for day in 0..pace.days {
            for _ in 0..pace.per_day {
                let minute = self.rng.random_range(7 * 60..22 * 60_i64);
                self.at(begin.plus_ms(i64::from(day) * Instant::DAY_MS + minute * MINUTE), Doing::Record);
            }
            for hour in 0..24 {
                self.at(
                    begin.plus_ms(i64::from(day) * Instant::DAY_MS + hour * HOUR + 30 * MINUTE),
                    Doing::Alarms,
                );
            }
        }
        let bar = if show { ProgressBar::new(u64::from(pace.days)) } else { ProgressBar::hidden() };
        bar.set_style(
            ProgressStyle::with_template("{bar:40} day {pos} of {len}").map_err(|e| e.to_string())?,
        );
        while let Some(Reverse((at, _, doing))) = self.queue.pop() {
            let end = begin.plus_ms((i64::from(pace.days) + DAYS_AFTER) * Instant::DAY_MS);
            if pace.until.unwrap_or(end) <= at {
                break;
            }
            self.clock.move_to(at);
            bar.set_position(u64::try_from((at.ms() - begin.ms()) / Instant::DAY_MS).unwrap_or(0));
            self.act(doing).await.map_err(|e| format!("{doing:?}: {}", with_causes(&e)))?;
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn at(&mut self, at: Instant, doing: Doing) {
        self.queued += 1;
        self.queue.push(Reverse((at, self.queued, doing)));
    }

    pub(super) fn after_minutes(&mut self, range: std::ops::Range<i64>, doing: Doing) {
        let at = self.ctx.clock.now().plus_ms(self.rng.random_range(range) * MINUTE);
        self.at(at, doing);
    }

    pub(super) async fn call(&mut self, login: &str) -> Result<Call, AppError> {
        if !self.actors.contains_key(login) {
            let actor = self.ctx.store.actor(login, self.ctx.clock.now()).await?.ok_or(AppError::NotFound)?;
            self.actors.insert(login.to_owned(), actor);
        }
        Ok(Call::plain(self.actors.get(login).cloned().ok_or(AppError::NotFound)?))
    }

    pub(super) fn handler_of(&self, unit: UnitId) -> String {
        self.city
            .people
            .iter()
            .find(|people| people.unit == unit)
            .map(|people| people.handler.clone())
            .unwrap_or_default()
    }

    async fn act(&mut self, doing: Doing) -> Result<(), AppError> {
        match doing {
            Doing::Record => self.record().await,
            Doing::Dispatch(case) => self.dispatch(case).await,
            Doing::Sign(case) => self.sign(case).await,
            Doing::Contact(case) => self.contact(case).await,
            Doing::Reply(case) => self.reply(case).await,
            Doing::CallBack(case) => self.call_back(case).await,
            Doing::Decide(case) => self.decide(case).await,
            Doing::Turn(turn) => self.turn(turn).await,
            Doing::Alarms => self.alarms().await,
        }
    }

    async fn record(&mut self) -> Result<(), AppError> {
        let rules = self.ctx.rules(None).await?;
        let matter = rules.matters.choose(&mut self.rng).ok_or(AppError::NotFound)?;
        let grid = self.city.grids.choose(&mut self.rng).ok_or(AppError::NotFound)?.id;
        let (name, phone) = texts::caller(&mut self.rng);
        let new = NewRequest {
            channel: if self.rng.random_bool(0.75) { Channel::Phone } else { Channel::Web },
            nature: if matter.on_the_spot {
                Nature::Consult
            } else {
                *[Nature::Help, Nature::Complaint, Nature::Report, Nature::Suggest]
                    .choose(&mut self.rng)
                    .unwrap_or(&Nature::Help)
            },
            confidential: self.rng.random_bool(0.05),
            division: grid,
            matter: self.rng.random_bool(0.7).then_some(matter.id),
            message: texts::message(&matter.code, &mut self.rng),
            name,
            phone,
            email: String::new(),
            address: crate::demo::fictional_address(&mut self.rng),
            language: hemu_domain::person::Language::Zh,
            accused: Vec::new(),
        };
        let call = self.call("operator").await?;
        let recorded = app::record_request(&self.ctx, &call, &new).await?;
        let target = Target { request: recorded.request.case.id, version: recorded.request.case.version };
        if matter.on_the_spot {
            let input = SettleOnSpot {
                matter: matter.id,
                answer: "已当场说明办理条件、所需材料和办理地点，诉求人表示清楚。".into(),
            };
            app::settle_on_spot(&self.ctx, &call, target, &input).await?;
        } else if self.rng.random_bool(0.03) {
            let input = Exclude {
                reason: ExclusionReason::LegalRoute,
                signpost: "该事项正在诉讼程序中，已告知诉求人向受理法院反映，并提供法律援助电话。".into(),
            };
            app::exclude_request(&self.ctx, &call, target, &input).await?;
        } else {
            self.codes.insert(target.request, recorded.tracking_code);
            self.perhaps_merge(target, &recorded.request.case.number.0).await?;
            self.after_minutes(5..150, Doing::Dispatch(target.request));
        }
        Ok(())
    }

    pub(super) async fn target(
        &self,
        case: CaseId,
    ) -> Result<(Target, hemu_domain::request::Request), AppError> {
        let request = self.ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
        Ok((Target { request: case, version: request.case.version }, request))
    }

    async fn dispatch(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        if request.state.stage() != Stage::New {
            return Ok(());
        }
        if request.waits_for_parent() {
            // Its parent's reply will come; call back then.
            self.after_minutes(2_000..12_000, Doing::CallBack(case));
            return Ok(());
        }
        let rules = self.ctx.rules(None).await?;
        let call = self.call("dispatcher").await?;
        // A dispatcher reads what was said and follows the catalogue's suggestion.
        let said = self.ctx.store.messages_of(&[case]).await?.remove(&case).unwrap_or_default();
        let suggested = suggest_matters(&self.ctx, &call, &said, None).await?;
        let matter = request
            .matter
            .or_else(|| {
                suggested
                    .iter()
                    .map(|found| &found.matter)
                    .find(|matter| !matter.on_the_spot)
                    .map(|matter| matter.id)
            })
            .and_then(|id| rules.matter(id))
            .or_else(|| rules.matters.iter().find(|matter| !matter.on_the_spot))
            .ok_or(AppError::NotFound)?;
        let lead = rules.lead_unit(matter, &request.case.division).ok_or(AppError::NotFound)?.id;
        let helpers: Vec<UnitId> = rules
            .units
            .iter()
            .filter(|unit| {
                unit.form == UnitForm::Territorial
                    && unit.id != lead
                    && unit.territory.contains(&request.case.division)
            })
            .map(|unit| unit.id)
            .collect();
        let assisting = if self.rng.random_bool(0.2) {
            helpers.first().copied().into_iter().collect()
        } else {
            Vec::new()
        };
        app::dispatch_request(&self.ctx, &call, target, &Dispatch { matter: matter.id, lead, assisting })
            .await?;
        self.after_minutes(10..300, Doing::Sign(case));
        self.perhaps_turn(case);
        Ok(())
    }

    async fn sign(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        if request.state.stage() != Stage::Dispatched {
            return Ok(());
        }
        let call = self.call(&self.handler_of(request.case.holder)).await?;
        app::sign_request(&self.ctx, &call, target, &Sign).await?;
        if self.rng.random_bool(0.9) {
            self.after_minutes(20..700, Doing::Contact(case));
        }
        self.plan_reply(case, &request.class);
        Ok(())
    }

    /// Most replies come within their limit, some late.
    fn plan_reply(&mut self, case: CaseId, class: &str) {
        let usual = match class {
            "e2h" => 30..150,
            "u24h" => 200..1_500,
            "c15d" => 3_000..22_000,
            _ => 1_500..10_500,
        };
        self.after_minutes(usual, Doing::Reply(case));
    }

    async fn contact(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        if request.case.stage != "handling" {
            return Ok(());
        }
        let call = self.call(&self.handler_of(request.case.holder)).await?;
        let input = LogContact {
            channel: ContactChannel::Phone,
            reached: self.rng.random_bool(0.9),
            note: texts::contact(&mut self.rng),
        };
        app::log_contact(&self.ctx, &call, target, &input).await.map(|_| ())
    }

    async fn reply(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        if request.state.stage() != Stage::Handling {
            // It rests, went elsewhere, or has ended; whoever has it then plans anew.
            return Ok(());
        }
        let call = self.call(&self.handler_of(request.case.holder)).await?;
        let (text, evidence) = texts::reply(&mut self.rng);
        app::reply_to_request(&self.ctx, &call, target, &Reply { text, evidence }).await?;
        self.after_minutes(60..4_000, Doing::CallBack(case));
        Ok(())
    }

    async fn call_back(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        match &request.state {
            State::Replied { answer: None, .. } => {}
            _ if request.waits_for_parent() => {
                self.after_minutes(2_000..12_000, Doing::CallBack(case));
                return Ok(());
            }
            State::New => {
                // Its parent ended without an answer: it goes on by itself.
                self.after_minutes(5..150, Doing::Dispatch(case));
                return Ok(());
            }
            _ => return Ok(()),
        }
        let call = self.call("callback").await?;
        let reached = self.rng.random_bool(0.8);
        let answer = reached.then(|| self.answer());
        let input = CallBack {
            outcome: if reached { CallBackOutcome::Answered } else { CallBackOutcome::NoAnswer },
            answer,
            words: String::new(),
        };
        let request = app::call_back(&self.ctx, &call, target, &input).await?;
        match request.state {
            State::Replied { attempts, answer: None, .. } if attempts < 3 => {
                self.after_minutes(60..1_500, Doing::CallBack(case))
            }
            _ => self.after_minutes(1..30, Doing::Decide(case)),
        }
        Ok(())
    }

    fn answer(&mut self) -> Answer {
        let solved = match self.rng.random_range(0..100) {
            0..70 => Solved::Yes,
            70..82 => Solved::Partly,
            82..95 => Solved::No,
            _ => Solved::Unclear,
        };
        let satisfied =
            if solved == Solved::Yes { self.rng.random_range(3..=5) } else { self.rng.random_range(1..=4) };
        Answer {
            contacted: if self.rng.random_bool(0.93) { Contacted::Yes } else { Contacted::No },
            solved,
            satisfied,
        }
    }

    async fn decide(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        if request.state.stage() != Stage::Replied {
            return Ok(());
        }
        let call = self.call("callback").await?;
        let unsolved = matches!(&request.state, State::Replied { answer: Some(answer), .. } if matches!(answer.solved, Solved::No | Solved::Partly));
        if unsolved && request.send_backs == 0 {
            app::send_back(
                &self.ctx,
                &call,
                target,
                &SendBack {
                    reason: "诉求人反映问题仍未解决，请再次到现场办理。".into()
                },
            )
            .await?;
            self.after_minutes(20..400, Doing::Contact(case));
            self.plan_reply(case, "u24h");
        } else {
            app::close_request(&self.ctx, &call, target, &CloseRequest).await?;
            self.perhaps_return(case);
        }
        Ok(())
    }
}
