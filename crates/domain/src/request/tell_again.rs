//! Tell again (重发告知): a notice that did not reach the requester, or that they ask for, goes out once more.
//!
//! Not a row of the machine: it is possible in every stage and changes none.

use super::{Request, RequestEntry, types::tell};
use crate::{
    access::Role,
    kernel::{Decision, NoticeId, NoticeTo, Refusal},
};

/// Who may send a notice again, when the case is in their scope.
pub const TELL_AGAIN_ROLES: [Role; 3] = [Role::Operator, Role::Dispatcher, Role::Supervisor];
/// How often one notice is sent again within a day: nobody is flooded.
const A_DAY_MAX: u32 = 3;

/// What became of the notice so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldState {
    /// It waits for its turn, for the morning or for another try.
    Waiting,
    /// It went out, or was given up on.
    Done,
    /// The requester left no way to be told in writing.
    NoWay,
}

/// Which notice, as which, and how often it was sent again in the last day.
#[derive(Debug, Clone, Copy)]
pub struct TellAgain {
    pub notice: NoticeId,
    /// Identifier of the repeat: the gateway must not take it for one that it has sent.
    pub again: NoticeId,
    pub state: ToldState,
    pub today: u32,
}

impl TellAgain {
    /// Whether it may be sent again now.
    ///
    /// # Errors
    /// `still_waiting`, `no_way_to_tell` or `told_often_enough`.
    pub fn check(state: ToldState, today: u32) -> Result<(), Refusal> {
        match state {
            ToldState::Waiting => Err(Refusal::new(
                "still_waiting",
                "这条告知还在发送中，请稍后再看",
                "this notice is still on its way; look again later",
            )),
            ToldState::NoWay => Err(Refusal::new(
                "no_way_to_tell",
                "诉求人没有留下可以收短信的手机或电子邮箱，请电话联系",
                "the requester left no mobile number or mail address; call them instead",
            )),
            ToldState::Done if A_DAY_MAX <= today => Err(Refusal::new(
                "told_often_enough",
                "同一条告知一天内最多重发三次，请电话联系诉求人",
                "a notice is sent again three times a day at most; call the requester instead",
            )),
            ToldState::Done => Ok(()),
        }
    }
}

impl Request {
    /// Send a notice to the requester again. No stage or clock changes.
    ///
    /// # Errors
    /// See [`TellAgain::check`].
    pub fn tell_again(self, input: &TellAgain) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let TellAgain { notice, again, state, today } = *input;
        TellAgain::check(state, today)?;
        let before = self.clone();
        let entry = RequestEntry::TellAgain { notice, again };
        Ok(self.decide(Some(&before), entry, Vec::new(), vec![tell(NoticeTo::Again(again), "")]))
    }
}
