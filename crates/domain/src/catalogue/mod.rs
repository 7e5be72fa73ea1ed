//! The dispatch catalogue (派单目录): which unit is responsible for which matter, on what legal basis.

mod care;
mod day;

pub use care::{Care, Comparison, FieldChange, MatterChange, compare};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    kernel::{AskId, CaseId, MatterId, Refusal, UnitId, coded, text_between},
    organisation::{DivisionPath, Unit, unit_with_duty},
};

/// A ruling on an objection that the catalogue follows from then on: who leads a matter in a division.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Precedent {
    /// The ask it was ruled on.
    pub ask: AskId,
    pub case: CaseId,
    pub matter: MatterId,
    pub division: DivisionPath,
    pub unit: UnitId,
    /// Catalogue version in which it began to hold.
    pub since: u32,
}

coded! {
    /// Why a precedent ends.
    EndReason {
        /// 法律、政策变化
        LawChanged = "law_changed",
        /// 职责调整
        DutyMoved = "duty_moved",
        /// 裁定有误
        RuledWrong = "ruled_wrong",
        /// 目录已作规定
        CatalogueSaysSo = "catalogue_says_so",
    }
}

/// One matter of the catalogue in the version in which it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    pub id: MatterId,
    /// Stable code, such as `utilities.water_outage`; the part before the dot is the subject.
    pub code: String,
    pub name: String,
    pub name_en: String,
    /// Handling class: which row of the time limits applies (`instant`, `e2h`, `u24h`, `g7d`, `c15d`).
    pub class: String,
    /// The duty whose unit leads, by division.
    pub lead_duty: String,
    /// The article or decision that makes the unit responsible.
    pub legal_basis: String,
    /// Words residents use for it.
    pub words: Vec<String>,
    /// Whether an operator may answer it on the spot.
    pub on_the_spot: bool,
    /// Only departments have the power for it: it is never given to a street, town or community.
    #[serde(default)]
    pub department_only: bool,
    /// The unit that answers for the text of the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UnitId>,
    /// The day on which the text is due to be looked at again, such as the end of the rule it rests on.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// Catalogue version in which this text of the matter began to hold.
    pub since: u32,
}

impl Matter {
    /// Check what the catalogue keeper wrote.
    pub fn check(&self) -> Result<(), Refusal> {
        text_between("code", &self.code, 3, 60)?;
        text_between("name", &self.name, 2, 60)?;
        text_between("name_en", &self.name_en, 2, 120)?;
        text_between("legal_basis", &self.legal_basis, 2, 300)?;
        text_between("class", &self.class, 2, 20)?;
        text_between("lead_duty", &self.lead_duty, 2, 40)?;
        if 40 < self.words.len() {
            return Err(Refusal::new("too_many", "常用说法最多 40 个", "at most 40 words").on("words"));
        }
        self.words.iter().try_for_each(|word| text_between("words", word, 1, 20))
    }

    /// The unit that leads this matter at a place.
    pub fn lead_unit<'a>(&self, units: &'a [Unit], place: &DivisionPath) -> Option<&'a Unit> {
        unit_with_duty(units, &self.lead_duty, place)
    }
}
