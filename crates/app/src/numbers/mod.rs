//! Numbers: rates with numerator, denominator and exclusions, by unit and period.

mod by_unit;

pub(crate) use by_unit::count_in;
pub use by_unit::{UnitNumbers, numbers_by_unit};
