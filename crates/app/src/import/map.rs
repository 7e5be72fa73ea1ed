//! The map: which column of a file is what.

use hemu_domain::request::Nature;
use serde::Deserialize;

/// A map as its TOML file says it. Columns are named by their heading.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestMap {
    /// Name of the source: the same row of the same source is never taken twice.
    pub source: String,
    /// The column that identifies a row.
    pub key: String,
    /// Columns that make up the message, joined by line breaks.
    pub message: Vec<String>,
    /// The column with the time, and how it is written (`strftime`).
    pub time: Option<String>,
    #[serde(default = "time_format")]
    pub time_format: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    #[serde(default = "nature")]
    pub nature: Nature,
    /// Where rows without a place of their own belong: the path of names, such as `清泉市/临江区`.
    pub division: String,
    /// Suggest a matter by plain words and take it when the confidence reaches this many basis points; 10,001 never does.
    #[serde(default = "never")]
    pub suggest_from: u32,
}

fn time_format() -> String {
    "%Y/%m/%d %H:%M:%S".into()
}

const fn nature() -> Nature {
    Nature::Help
}

const fn never() -> u32 {
    10_001
}
