//! Divisions, units and who is responsible where.

mod division;
mod unit;

pub use division::{Division, DivisionLevel, DivisionPath};
pub use unit::{Unit, UnitForm, reports_to, unit_with_duty};
