//! Small pieces that several answers share.

use hemu_domain::{
    Rules,
    kernel::{Instant, MatterId, Refusal, UnitId},
    organisation::{Division, Unit},
    request::Offer,
};
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

/// A unit by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitRef {
    id: String,
    name: String,
    name_en: String,
}

impl UnitRef {
    pub(crate) fn of(unit: &Unit) -> Self {
        Self { id: unit.id.to_string(), name: unit.name.clone(), name_en: unit.name_en.clone() }
    }

    /// A unit that the platform does not know.
    pub(crate) fn unknown() -> Self {
        Self { id: String::new(), name: String::new(), name_en: String::new() }
    }

    pub(crate) fn find(id: UnitId, rules: &Rules) -> Self {
        rules.unit(id).map_or_else(
            || Self { id: id.to_string(), name: String::new(), name_en: String::new() },
            Self::of,
        )
    }
}

/// A matter of the catalogue by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatterRef {
    id: String,
    code: String,
    name: String,
    name_en: String,
}

impl MatterRef {
    pub(crate) fn find(id: MatterId, rules: &Rules) -> Option<Self> {
        rules.matter(id).map(|matter| Self {
            id: id.to_string(),
            code: matter.code.clone(),
            name: matter.name.clone(),
            name_en: matter.name_en.clone(),
        })
    }
}

/// A division by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DivisionRef {
    id: String,
    /// `city`, `district`, `street_town`, `community`, `grid`
    level: String,
    name: String,
    path: String,
}

impl DivisionRef {
    pub(crate) fn of(division: &Division) -> Self {
        Self {
            id: division.id.to_string(),
            level: division.level.code().to_owned(),
            name: division.name.clone(),
            path: division.path.as_str().to_owned(),
        }
    }
}

/// RFC 3339 in the city's zone.
pub(crate) fn time(at: Instant, zone: &TimeZone) -> String {
    at.to_rfc3339(zone)
}

/// RFC 3339 in the city's zone, if there is one.
pub(crate) fn maybe_time(at: Option<Instant>, zone: &TimeZone) -> Option<String> {
    at.map(|at| at.to_rfc3339(zone))
}

/// An action and, when it is not allowed, why.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActionView {
    action: String,
    allowed: bool,
    reason: Option<String>,
    reason_en: Option<String>,
}

impl ActionView {
    pub(crate) fn of(offer: Offer) -> Self {
        Self::with(offer.action.code(), offer.refusal.as_ref())
    }

    pub(crate) fn with(action: &str, refusal: Option<&Refusal>) -> Self {
        Self {
            action: action.to_owned(),
            allowed: refusal.is_none(),
            reason: refusal.map(|refusal| refusal.zh.to_string()),
            reason_en: refusal.map(|refusal| refusal.en.to_string()),
        }
    }
}
