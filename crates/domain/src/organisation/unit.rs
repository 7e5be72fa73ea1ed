//! Units: who handles what, where, and to whom they report.

use serde::{Deserialize, Serialize};

use super::DivisionPath;
use crate::kernel::UnitId;

/// What sort of unit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitForm {
    /// 热线中心: takes in, dispatches, calls back.
    Centre,
    /// 部门: a line department or a public utility.
    Department,
    /// 属地: a district, street or town.
    Territorial,
    /// 社区、村: self-governing, assists only in what it can do.
    Community,
}

impl UnitForm {
    /// All forms.
    pub const ALL: [Self; 4] = [Self::Centre, Self::Department, Self::Territorial, Self::Community];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Department => "department",
            Self::Territorial => "territorial",
            Self::Community => "community",
        }
    }

    /// The form with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }
}

/// A unit (单位): an organisation that handles cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub id: UnitId,
    pub name: String,
    pub name_en: String,
    pub form: UnitForm,
    /// The unit it reports to: where an overdue clock escalates.
    pub superior: Option<UnitId>,
    pub territory: DivisionPath,
    /// Codes of what it is responsible for, such as `water_supply`.
    pub duties: Vec<String>,
}

/// The longest reporting line that is followed: a city has four levels, and a ring must end.
const LEVELS_MAX: usize = 12;

/// Whether a unit is another one, or reports to it over any number of levels.
pub fn reports_to(units: &[Unit], unit: UnitId, above: UnitId) -> bool {
    let mut at = Some(unit);
    for _ in 0..LEVELS_MAX {
        match at {
            Some(id) if id == above => return true,
            Some(id) => at = units.iter().find(|unit| unit.id == id).and_then(|unit| unit.superior),
            None => return false,
        }
    }
    false
}

/// The unit responsible for a duty at a place: the one with the narrowest territory that holds the place.
pub fn unit_with_duty<'a>(units: &'a [Unit], duty: &str, place: &DivisionPath) -> Option<&'a Unit> {
    units
        .iter()
        .filter(|unit| unit.duties.iter().any(|own| own == duty) && unit.territory.contains(place))
        .max_by_key(|unit| (unit.territory.as_str().len(), std::cmp::Reverse(unit.id)))
}
