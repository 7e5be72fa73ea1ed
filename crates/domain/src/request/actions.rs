//! What an actor may do next, each with the reason when not: the client shows it, and no rule is written twice.

use super::{Action, MACHINE, Request, State};
use crate::{access::Actor, kernel::Refusal};

/// An action and, when it is not allowed, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub action: Action,
    pub refusal: Option<Refusal>,
}

/// How many call-backs are tried before a request may be closed without an answer (common practice).
pub(super) const ATTEMPTS_MAX: u8 = 3;

impl Request {
    /// Every action of the current stage, allowed or not.
    pub fn offers(&self, actor: &Actor) -> Vec<Offer> {
        let readers = self.readers();
        MACHINE
            .rows_from(self.state.stage())
            .map(|row| {
                let permitted = actor.allowed_to(row.roles, row.holder, &self.case, &readers).map(|_| ());
                Offer {
                    action: row.action,
                    refusal: permitted.and_then(|()| self.precondition(row.action)).err(),
                }
            })
            .collect()
    }

    /// What must hold besides the stage and the permission.
    pub(super) fn precondition(&self, action: Action) -> Result<(), Refusal> {
        match (action, &self.state) {
            (Action::CallBack, State::Replied { answer: Some(_), .. }) => Err(Refusal::new(
                "already_answered",
                "诉求人已答复回访，请办结或退回重办",
                "the requester has answered; close the request or send it back",
            )),
            (Action::CallBack, State::Replied { attempts, .. }) if ATTEMPTS_MAX <= *attempts => {
                Err(Refusal::new(
                    "attempts_used_up",
                    "回访已达三次，请按未接通办结",
                    "three call-backs were tried; close it as not reached",
                ))
            }
            (Action::Close, State::Replied { attempts, answer: None, .. }) if *attempts < ATTEMPTS_MAX => {
                Err(Refusal::new(
                    "not_called_back",
                    "尚未完成回访：须取得诉求人答复，或回访满三次未接通",
                    "call back first: the requester must have answered, or three attempts must have failed",
                ))
            }
            (Action::SendBack, State::Replied { answer, .. }) => self.may_send_back(*answer),
            _ => Ok(()),
        }
    }
}
