//! What real life does to the straight road: objections, extensions, pauses, parking, merging, orders, urging,
//! complaints, withdrawing and opening again. By chance, and only through use cases.

use hemu_app::{
    AppError, jobs,
    request::{self as app, NewAsk, NewDecision, Shown, Target},
};
use hemu_domain::{
    kernel::{AskKind, AskState, AskTerms, CaseId, Instant},
    request::{AnswerOrder, Reopen, Request, Resume, ReviewOrder, Stage, Urge, Withdraw},
};
use rand::{RngExt, seq::IndexedRandom};

use super::engine::{Doing, Engine};

/// What a unit or the centre may come to want while a request is in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    Ask(CaseId, AskKind),
    Decide(CaseId, AskKind),
    Resume(CaseId),
    AnswerOrder(CaseId),
    ReviewOrder(CaseId),
    Urge(CaseId),
    Withdraw(CaseId),
    Reopen(CaseId),
}

impl Engine {
    /// Once a request has been dispatched: which turn it takes, if any.
    pub(super) fn perhaps_turn(&mut self, case: CaseId) {
        let chances = [
            (0.05, Turn::Ask(case, AskKind::Return), 5..60),
            (0.07, Turn::Ask(case, AskKind::Extension), 400..1_400),
            (0.03, Turn::Ask(case, AskKind::Pause), 400..1_400),
            (0.01, Turn::Ask(case, AskKind::Park), 400..1_400),
            (0.03, Turn::Ask(case, AskKind::Order), 600..3_000),
            (0.05, Turn::Urge(case), 600..4_000),
            (0.01, Turn::Withdraw(case), 200..2_000),
        ];
        for (chance, turn, minutes) in chances {
            if self.rng.random_bool(chance) {
                self.after_minutes(minutes, Doing::Turn(turn));
            }
        }
    }

    /// Once a request has ended: whether its requester comes back.
    pub(super) fn perhaps_return(&mut self, case: CaseId) {
        if self.rng.random_bool(0.02) {
            self.after_minutes(1_000..20_000, Doing::Turn(Turn::Reopen(case)));
        } else if self.rng.random_bool(0.02) {
            self.after_minutes(1_000..8_000, Doing::Turn(Turn::Ask(case, AskKind::Complaint)));
        }
    }

    /// Raise what is due, and deliver the notices of the last hour as its worker would have.
    pub(super) async fn alarms(&self) -> Result<(), AppError> {
        app::raise_alarms(&self.ctx).await?;
        while jobs::run_due_jobs(&self.ctx).await? != 0 {}
        Ok(())
    }

    /// Take a turn. What is no longer possible by then is not done: life has moved on.
    pub(super) async fn turn(&mut self, turn: Turn) -> Result<(), AppError> {
        let done = match turn {
            Turn::Ask(case, kind) => self.ask(case, kind).await,
            Turn::Decide(case, kind) => self.decide_ask(case, kind).await,
            Turn::Resume(case) => self.resume(case).await,
            Turn::AnswerOrder(case) => self.answer_order(case).await,
            Turn::ReviewOrder(case) => self.review_order(case).await,
            Turn::Urge(case) => self.urge(case).await,
            Turn::Withdraw(case) => self.withdraw(case).await,
            Turn::Reopen(case) => self.reopen(case).await,
        };
        match done {
            Err(AppError::Refused(_) | AppError::NotFound) => Ok(()),
            done => done,
        }
    }

    async fn ask(&mut self, case: CaseId, kind: AskKind) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        let reasons = hemu_domain::request::reasons(kind);
        let reason = reasons.choose(&mut self.rng).copied().unwrap_or("other").to_owned();
        let now = self.ctx.clock.now();
        let days = self.rng.random_range(20..90_i64);
        let terms = AskTerms {
            reason,
            amount: (kind == AskKind::Extension).then(|| self.rng.random_range(1..4)),
            until: (kind == AskKind::Park).then(|| now.plus_ms(days * Instant::DAY_MS)),
            ..AskTerms::default()
        };
        let login = match kind {
            AskKind::Order => "supervisor".to_owned(),
            AskKind::Complaint => "operator".to_owned(),
            _ => self.handler_of(request.case.holder),
        };
        let call = self.call(&login).await?;
        let new = NewAsk { kind, terms, text: words_for(kind).to_owned(), parent_number: String::new() };
        app::ask_for(&self.ctx, &call, target, &new).await?;
        match kind {
            AskKind::Order => self.after_minutes(300..3_000, Doing::Turn(Turn::AnswerOrder(case))),
            _ => self.after_minutes(30..500, Doing::Turn(Turn::Decide(case, kind))),
        }
        Ok(())
    }

    async fn decide_ask(&mut self, case: CaseId, kind: AskKind) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        let Some(ask) = request.asks.iter().find(|ask| ask.kind == kind && ask.state == AskState::Open)
        else {
            return Ok(());
        };
        let granted = self.rng.random_bool(0.7);
        let voted: Vec<_> = ask.votes.iter().map(|vote| vote.unit).collect();
        let unit = ask.deciders.iter().copied().find(|unit| !voted.contains(unit));
        let login = match unit {
            Some(unit) if unit != request.case.centre && kind == AskKind::Complaint => {
                format!("{}.supervisor", self.handler_of(unit))
            }
            Some(unit) if unit != request.case.centre => format!("{}.head", self.handler_of(unit)),
            _ if kind == AskKind::Complaint || ask.votes.len() == 1 => "supervisor".to_owned(),
            _ => "dispatcher2".to_owned(),
        };
        let call = self.call(&login).await?;
        let text = if granted {
            "经核实情况属实，同意。"
        } else {
            "经核实理由不足，不予同意。"
        };
        let new = NewDecision { ask: ask.id, granted, text: text.into(), unit: None, precedent: false };
        let decided = app::decide_ask(&self.ctx, &call, target, &new).await?;
        self.after_decision(case, kind, &decided);
        Ok(())
    }

    fn after_decision(&mut self, case: CaseId, kind: AskKind, decided: &Request) {
        if decided.open_ask(kind).is_some() {
            self.after_minutes(30..500, Doing::Turn(Turn::Decide(case, kind)));
            return;
        }
        match decided.state.stage() {
            Stage::New => self.after_minutes(10..120, Doing::Dispatch(case)),
            Stage::Paused => self.after_minutes(1_000..30_000, Doing::Turn(Turn::Resume(case))),
            Stage::Parked => self.after_minutes(20_000..80_000, Doing::Turn(Turn::Resume(case))),
            _ => {}
        }
    }

    async fn resume(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        if request.state.stage() == Stage::Handling {
            // The pause came to its limit before the unit thought of it.
            self.after_minutes(500..4_000, Doing::Reply(case));
            return Ok(());
        }
        let call = self.call(&self.handler_of(request.case.holder)).await?;
        let input = Resume { text: "所需条件已经具备，恢复办理。".into() };
        app::resume_request(&self.ctx, &call, target, &input).await?;
        self.after_minutes(500..4_000, Doing::Reply(case));
        Ok(())
    }

    async fn answer_order(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        let unit = request.state.lead().unwrap_or(request.case.holder);
        let call = self.call(&self.handler_of(unit)).await?;
        let input =
            AnswerOrder { text: "已安排专人办理，现反馈办理进度和完成时间。".into() };
        app::answer_order(&self.ctx, &call, target, &input).await?;
        self.after_minutes(60..1_400, Doing::Turn(Turn::ReviewOrder(case)));
        Ok(())
    }

    async fn review_order(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, _) = self.target(case).await?;
        let accepted = self.rng.random_bool(0.8);
        let input = ReviewOrder {
            accepted,
            text: if accepted { "同意。" } else { "请补充完成时间。" }.into(),
        };
        let call = self.call("supervisor").await?;
        app::review_order(&self.ctx, &call, target, &input).await?;
        if !accepted {
            self.after_minutes(300..2_000, Doing::Turn(Turn::AnswerOrder(case)));
        }
        Ok(())
    }

    async fn urge(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, _) = self.target(case).await?;
        let call = self.call("operator").await?;
        app::urge_request(&self.ctx, &call, target, &Urge { text: "诉求人来电催办。".into() }).await?;
        Ok(())
    }

    async fn withdraw(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, request) = self.target(case).await?;
        let Some(code) = self.codes.get(&case).cloned() else { return Ok(()) };
        let shown = Shown { number: request.case.number.0, code, resident: None };
        let call = self.call("operator").await?;
        let input = Withdraw { text: "问题已自行解决。".into() };
        let resident = hemu_app::Call::plain(hemu_domain::access::Actor { posts: Vec::new(), ..call.actor });
        app::withdraw_own(&self.ctx, &resident, &shown, &input).await?;
        debug_assert_eq!(target.request, case);
        Ok(())
    }

    async fn reopen(&mut self, case: CaseId) -> Result<(), AppError> {
        let (target, _) = self.target(case).await?;
        let call = self.call("operator").await?;
        let input = Reopen { text: "诉求人来电反映问题再次出现。".into() };
        app::reopen_request(&self.ctx, &call, target, &input).await?;
        self.after_minutes(10..120, Doing::Dispatch(case));
        Ok(())
    }

    /// Two requests about the same thing that came within the hour become one piece of work.
    pub(super) async fn perhaps_merge(&mut self, target: Target, number: &str) -> Result<bool, AppError> {
        let Some((earlier, parent)) = self.last_recorded.replace((target.request, number.to_owned())) else {
            return Ok(false);
        };
        if !self.rng.random_bool(0.03) || earlier == target.request {
            return Ok(false);
        }
        let new = NewAsk {
            kind: AskKind::Merge,
            terms: AskTerms { reason: "same_matter".into(), ..AskTerms::default() },
            text: words_for(AskKind::Merge).to_owned(),
            parent_number: parent,
        };
        let call = self.call("operator").await?;
        match app::ask_for(&self.ctx, &call, target, &new).await {
            Ok(_) => {
                self.after_minutes(1..5, Doing::Turn(Turn::Decide(target.request, AskKind::Merge)));
                Ok(true)
            }
            Err(AppError::Refused(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

const fn words_for(kind: AskKind) -> &'static str {
    match kind {
        AskKind::Return => "该事项不属于本单位职责，建议改派有权办理的单位。",
        AskKind::Extension => "需多单位会商，请求延长办理期限。",
        AskKind::Pause => "正在委托检测，检测期间请求暂停计时。",
        AskKind::Park => "受规划和经费限制，短期内不具备解决条件。",
        AskKind::Void => "误录，申请作废。",
        AskKind::Merge => "与前一件诉求反映同一事项，申请合并办理。",
        AskKind::Unreasonable => "所提要求超出政策规定。",
        AskKind::Complaint => "诉求人对办理结果不满意，要求复核。",
        AskKind::Order => "请尽快办理并反馈进度。",
    }
}
