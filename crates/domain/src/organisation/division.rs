//! Administrative areas: city → district → street/town → community → grid.

use serde::{Deserialize, Serialize};

use crate::kernel::DivisionId;

/// Level of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DivisionLevel {
    /// 市
    City,
    /// 区县
    District,
    /// 街道、乡镇
    StreetTown,
    /// 社区、村
    Community,
    /// 网格
    Grid,
}

impl DivisionLevel {
    /// All levels, the widest first.
    pub const ALL: [Self; 5] = [Self::City, Self::District, Self::StreetTown, Self::Community, Self::Grid];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::District => "district",
            Self::StreetTown => "street_town",
            Self::Community => "community",
            Self::Grid => "grid",
        }
    }

    /// The level with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// The way from the city to a division: `0001/0003/0012/`. Everything inside a division begins with its path,
/// so that "in this division" is one range of an index. Statistical codes are dated attributes, not paths.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DivisionPath(String);

impl DivisionPath {
    /// The path with this text, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.ends_with('/')
            && text.len() <= 64
            && text
                .split_terminator('/')
                .all(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
        well_formed.then(|| Self(text.to_owned()))
    }

    /// The path of the n-th city on this installation.
    pub fn root(n: u16) -> Self {
        Self(format!("{n:04}/"))
    }

    /// The path of the n-th division inside this one.
    #[must_use]
    pub fn child(&self, n: u16) -> Self {
        Self(format!("{}{n:04}/", self.0))
    }

    /// Whether the other division is this one or lies inside it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first text after every path inside this division: `/` is followed by `0`.
    pub fn end(&self) -> String {
        let mut end = self.0.clone();
        end.pop();
        end.push('0');
        end
    }
}

/// A division as it stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    pub id: DivisionId,
    pub path: DivisionPath,
    pub level: DivisionLevel,
    pub name: String,
    /// The 12-digit statistical code in force, if one was loaded.
    pub code: Option<String>,
}
