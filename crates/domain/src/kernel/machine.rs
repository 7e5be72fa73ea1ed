//! A machine: the legal moves of a kind, as one constant table that a lawyer can read.

use super::Refusal;
use crate::access::Role;

/// Which unit the actor's post must belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// The unit that holds the case.
    Holds,
    /// The unit that holds the case, or one that assists.
    TakesPart,
    /// The centre that supervises the case, and not a unit that handles it (maker is not checker).
    Independent,
    /// A unit that decides what was asked. Who of its people may is checked with the ask.
    Decides,
    /// A unit in whose territory the case lies, and not one that handles it.
    Oversees,
    /// The centre, where the requester may also call.
    Hears,
    /// No staff: the requester themself, or the platform.
    Nobody,
}

/// One row: from a stage, an action, to a stage, who may, and which clocks it starts and stops.
#[derive(Debug, Clone, Copy)]
pub struct Row<S: 'static, A: 'static> {
    pub from: S,
    pub action: A,
    pub to: S,
    pub roles: &'static [Role],
    pub holder: Holder,
    /// Clock kinds started and stopped; their durations are `time_limit` data.
    pub starts: &'static [&'static str],
    pub stops: &'static [&'static str],
}

/// All rows of one kind in one version. A case keeps the version it was filed under.
#[derive(Debug)]
pub struct Machine<S: 'static, A: 'static> {
    pub kind: &'static str,
    pub version: u16,
    pub first: S,
    pub last: &'static [S],
    pub rows: &'static [Row<S, A>],
}

impl<S: Copy + PartialEq, A: Copy + PartialEq> Machine<S, A> {
    /// The row for this action in this stage, or the refusal that says it is not possible now.
    pub fn step(&self, from: S, action: A) -> Result<&'static Row<S, A>, Refusal> {
        self.rows.iter().find(|row| row.from == from && row.action == action).ok_or_else(|| {
            Refusal::new(
                "wrong_stage",
                "当前阶段不能进行此操作，请刷新后查看最新状态",
                "this action is not possible in the current stage; reload to see where the case stands",
            )
        })
    }

    /// Every row that leaves this stage.
    pub fn rows_from(&self, from: S) -> impl Iterator<Item = &'static Row<S, A>> {
        self.rows.iter().filter(move |row| row.from == from)
    }

    /// Whether nothing more is due in this stage.
    pub fn is_last(&self, stage: S) -> bool {
        self.last.contains(&stage)
    }
}
