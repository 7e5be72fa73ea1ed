//! Holiday tables and time limits: loading them from files and in place.

mod holidays;
mod limits;
mod try_limits;

pub use holidays::{load_holidays, parse_holidays, shipped_holidays};
pub use limits::{complete_limits, default_limits, parse_limits, set_limits};
pub use try_limits::{LimitsTried, Moved, MovedRequest, SHIFTS, limits_in_force, publish_limits, try_limits};
