//! Holiday tables and time limits: loading them from files and in place.

mod holidays;
mod limits;

pub use holidays::{load_holidays, parse_holidays, shipped_holidays};
pub use limits::{complete_limits, default_limits, parse_limits, set_limits};
