//! Re-audit (随机复核): some of the cases that ended are looked at again, drawn so that nobody could choose which.

mod draw;
mod finding;
mod plan;

pub use draw::{Drawn, Member, Stratum, draw, population_root, sample_size};
pub use finding::{Finding, may_record};
pub use plan::{PERCENT_DEFAULT, Plan, check_plan, may_draw};
