//! An ask (申请): one side asks, another decides. More time, a pause, another unit, an order to be answered: the
//! maker is never the checker (invariant 8), and every ask runs against a clock of its own.

use serde::{Deserialize, Serialize};

use super::{AccountId, AskId, CaseId, ClockId, Instant, UnitId, coded};

coded! {
    /// What is asked for.
    AskKind {
        /// 派单异议（退单）: the unit says that the matter is not its duty.
        Return = "return",
        /// 延期
        Extension = "extension",
        /// 暂停计时
        Pause = "pause",
        /// 挂账
        Park = "park",
        /// 作废
        Void = "void",
        /// 并单
        Merge = "merge",
        /// 认定不合理诉求
        Unreasonable = "unreasonable",
        /// 复核: the resident disagrees with how the case is handled.
        Complaint = "complaint",
        /// 督办单: the unit must answer, the supervisor accepts the answer or returns it.
        Order = "order",
    }
}

coded! {
    /// Where an ask stands.
    AskState {
        /// 待决定
        Open = "open",
        /// 已反馈: an order that the unit has answered.
        Answered = "answered",
        /// 同意
        Granted = "granted",
        /// 不同意
        Refused = "refused",
        /// 失效: the case moved on before anybody decided.
        Lapsed = "lapsed",
    }
}

/// One voice of a panel, or the single decision where one is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub account: AccountId,
    pub unit: UnitId,
    pub granted: bool,
    pub at: Instant,
}

/// What is asked for, in figures. Which of them an ask has follows from its kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskTerms {
    /// Reason code (domain list C20).
    pub reason: String,
    /// So much more time, in the unit of the clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
    /// Until when: the end of a pause, the review date of a parked case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// The unit that is named as the right one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The case it is to be merged into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<CaseId>,
}

/// An ask of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub id: AskId,
    pub case: CaseId,
    pub kind: AskKind,
    /// Who asked, in the name of which unit.
    pub by: AccountId,
    pub unit: UnitId,
    pub at: Instant,
    pub terms: AskTerms,
    /// The units that decide; of an order, the unit that must answer.
    pub deciders: Vec<UnitId>,
    /// How many voices settle it by majority.
    pub votes_needed: u8,
    pub votes: Vec<Vote>,
    /// The clock that runs against the deciders.
    pub clock: ClockId,
    pub state: AskState,
    pub settled_at: Option<Instant>,
}

impl Ask {
    /// Whether it waits for somebody.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, AskState::Open | AskState::Answered)
    }

    /// Whether it waits for this unit.
    pub fn waits_for(&self, unit: UnitId) -> bool {
        match self.state {
            AskState::Open => self.deciders.contains(&unit),
            AskState::Answered => self.unit == unit,
            AskState::Granted | AskState::Refused | AskState::Lapsed => false,
        }
    }

    /// What the voices say: granted, refused, or nothing yet.
    pub fn majority(&self) -> Option<bool> {
        let needed = usize::from(self.votes_needed);
        let granted = self.votes.iter().filter(|vote| vote.granted).count();
        let refused = self.votes.len() - granted;
        if needed < granted * 2 {
            Some(true)
        } else if needed <= refused * 2 {
            Some(false)
        } else {
            None
        }
    }

    /// Settle it.
    pub fn settle(&mut self, state: AskState, at: Instant) {
        self.state = state;
        self.settled_at = Some(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(needed: u8, votes: &[bool]) -> Ask {
        let at = Instant::from_ms(0);
        Ask {
            id: AskId::new(at, 1),
            case: CaseId::new(at, 1),
            kind: AskKind::Unreasonable,
            by: AccountId::new(at, 1),
            unit: UnitId::new(at, 1),
            at,
            terms: AskTerms::default(),
            deciders: vec![],
            votes_needed: needed,
            votes: votes
                .iter()
                .map(|granted| Vote {
                    account: AccountId::new(at, 2),
                    unit: UnitId::new(at, 2),
                    granted: *granted,
                    at,
                })
                .collect(),
            clock: ClockId::new(at, 1),
            state: AskState::Open,
            settled_at: None,
        }
    }

    #[test]
    fn one_voice_settles_what_one_decides_and_two_of_three_what_three_do() {
        assert_eq!(ask(1, &[]).majority(), None);
        assert_eq!(ask(1, &[true]).majority(), Some(true));
        assert_eq!(ask(1, &[false]).majority(), Some(false));
        assert_eq!(ask(3, &[true]).majority(), None);
        assert_eq!(ask(3, &[true, false]).majority(), None);
        assert_eq!(ask(3, &[true, false, true]).majority(), Some(true));
        assert_eq!(ask(3, &[false, false]).majority(), Some(false));
    }

    #[test]
    fn of_two_voices_both_must_agree() {
        assert_eq!(ask(2, &[true]).majority(), None);
        assert_eq!(ask(2, &[true, true]).majority(), Some(true));
        assert_eq!(ask(2, &[false]).majority(), Some(false));
    }
}
