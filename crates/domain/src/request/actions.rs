//! What an actor may do next, each with the reason when not: the client shows it, and no rule is written twice.

use super::{Action, Request, State, machine::machine};
use crate::{
    Rules,
    access::{Actor, Permit, Role},
    kernel::{AskKind, AskState, Instant, Refusal},
};

/// An action and, when it is not allowed, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub action: Action,
    pub refusal: Option<Refusal>,
}

/// What is still possible for a request that waits for the reply of another: what concerns the requester and itself.
const WHILE_MERGED: [Action; 8] = [
    Action::Unmerge,
    Action::FollowReply,
    Action::Supplement,
    Action::Urge,
    Action::Withdraw,
    Action::Complain,
    Action::DecideComplaint,
    Action::ReviewOrder,
];

impl Request {
    /// Every action of the current stage that has a meaning now, allowed or not. What only the requester or the
    /// platform does, and decisions on what nobody asked, are left out.
    pub fn offers(&self, actor: &Actor, rules: &Rules, at: Instant) -> Vec<Offer> {
        let readers = self.readers();
        machine(self.case.machine_version)
            .rows_from(self.state.stage())
            .filter(|row| row.roles.iter().any(|role| !matches!(role, Role::Resident | Role::Platform)))
            .filter(|row| self.has_meaning(row.action))
            .map(|row| {
                let permitted = actor.allowed_to(row.roles, row.holder, &self.case, &readers);
                let refusal =
                    permitted.and_then(|permit| self.precondition(row.action, &permit, rules, at)).err();
                Offer { action: row.action, refusal }
            })
            .collect()
    }

    /// Whether there is anything the action could be about.
    fn has_meaning(&self, action: Action) -> bool {
        if let Some(kind) = action.decides() {
            return self.open_ask(kind).is_some();
        }
        let order = self.open_ask(AskKind::Order);
        match action {
            Action::AnswerOrder => order.is_some_and(|order| order.state == AskState::Open),
            Action::ReviewOrder => order.is_some_and(|order| order.state == AskState::Answered),
            Action::Unmerge => self.case.merged_into.is_some(),
            _ => true,
        }
    }

    /// What must hold besides the stage and the permission.
    pub(super) fn precondition(
        &self,
        action: Action,
        permit: &Permit,
        rules: &Rules,
        at: Instant,
    ) -> Result<(), Refusal> {
        self.is_whole()?;
        if self.waits_for_parent() && !WHILE_MERGED.contains(&action) {
            return Err(Refusal::new(
                "is_merged",
                "该诉求已并入其他诉求，请在主单上办理，或先解除并单",
                "it is merged into another request; act on that one, or unmerge it first",
            ));
        }
        if let Some(kind) = action.decides() {
            let ask = self.open_ask(kind).ok_or_else(super::decide_ask::nothing_asked)?;
            return self.may_decide(ask, permit);
        }
        if let Some(kind) = action.asks() {
            return self.may_ask(kind, permit.unit(), rules);
        }
        match action {
            Action::CallBack | Action::Rate | Action::Close | Action::SendBack => {
                self.may_end_round(action, rules)
            }
            Action::Urge => self.may_urge(at, rules.practice.urge_hours),
            Action::Reopen => self.may_reopen(at, rules.practice.reopen_days),
            _ => Ok(()),
        }
    }

    fn may_end_round(&self, action: Action, rules: &Rules) -> Result<(), Refusal> {
        let State::Replied { attempts, answer, .. } = &self.state else { return Ok(()) };
        if matches!(action, Action::Close | Action::SendBack)
            && self.open_ask(AskKind::Unreasonable).is_some()
        {
            return Err(Refusal::new(
                "panel_sits",
                "不合理诉求正在评议，请等待评议结果",
                "a panel has been asked about the request; wait for its answer",
            ));
        }
        let attempts_max = rules.practice.call_backs_max;
        match action {
            Action::CallBack | Action::Rate if answer.is_some() => Err(Refusal::new(
                "already_answered",
                "诉求人已答复回访，请办结或退回重办",
                "the requester has answered; close the request or send it back",
            )),
            Action::CallBack if attempts_max <= *attempts => Err(Refusal::new(
                "attempts_used_up",
                format!("回访已达 {attempts_max} 次，请按未接通办结"),
                format!("{attempts_max} call-backs were tried; close it as not reached"),
            )),
            Action::Close if answer.is_none() && *attempts < attempts_max => Err(Refusal::new(
                "not_called_back",
                format!("尚未完成回访：须取得诉求人答复，或回访满 {attempts_max} 次未接通"),
                format!(
                    "call back first: the requester must have answered, or {attempts_max} attempts must have failed"
                ),
            )),
            Action::SendBack => self.may_send_back(*answer, rules.practice.send_backs_max),
            _ => Ok(()),
        }
    }
}
