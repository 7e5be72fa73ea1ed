//! Recusal (回避): who must neither see nor act on a case, whatever their post allows.

use serde::{Deserialize, Serialize};

use crate::{
    kernel::{AccountId, UnitId},
    organisation::{Unit, reports_to},
};

/// Why somebody is recused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecusalReason {
    /// 被举报单位
    Accused,
    /// 被举报单位的下属单位
    BelowAccused,
    /// 本人的诉求
    OwnCase,
    /// 近亲属
    Relative,
    /// 其他利害关系
    OtherInterest,
}

impl RecusalReason {
    /// All reasons.
    pub const ALL: [Self; 5] =
        [Self::Accused, Self::BelowAccused, Self::OwnCase, Self::Relative, Self::OtherInterest];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accused => "accused",
            Self::BelowAccused => "below_accused",
            Self::OwnCase => "own_case",
            Self::Relative => "relative",
            Self::OtherInterest => "other_interest",
        }
    }

    /// The reason with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// Whether it is a reason that a person gives for themself, or that is given for a person.
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::OwnCase | Self::Relative | Self::OtherInterest)
    }
}

/// Who is recused: everybody in post at a unit, or one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recused {
    Unit(UnitId),
    Account(AccountId),
}

/// One recusal of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Recusal {
    pub who: Recused,
    pub reason: RecusalReason,
}

/// In whose eyes a case is recused: the person, and every unit in which they hold a post.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Apart {
    pub account: Option<AccountId>,
    pub units: Vec<UnitId>,
}

impl Apart {
    /// The recusal that keeps this person from the case, if one does.
    pub fn kept_by(&self, recused: &[Recusal]) -> Option<Recusal> {
        recused.iter().copied().find(|recusal| match recusal.who {
            Recused::Unit(unit) => self.units.contains(&unit),
            Recused::Account(account) => self.account == Some(account),
        })
    }
}

/// The recusals that follow from an accusation: the accused units, and all that report to them but for `except`, the
/// unit that the accusation is given to.
pub fn accused_units(units: &[Unit], accused: &[UnitId], except: Option<UnitId>) -> Vec<Recusal> {
    let mut recusals: Vec<Recusal> = accused
        .iter()
        .map(|unit| Recusal { who: Recused::Unit(*unit), reason: RecusalReason::Accused })
        .collect();
    recusals.extend(
        units
            .iter()
            .filter(|unit| !accused.contains(&unit.id) && Some(unit.id) != except)
            .filter(|unit| accused.iter().any(|above| reports_to(units, unit.id, *above)))
            .map(|unit| Recusal { who: Recused::Unit(unit.id), reason: RecusalReason::BelowAccused }),
    );
    recusals
}
