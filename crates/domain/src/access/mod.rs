//! Who may see and do what. One `Scope` answers for single cases and for lists alike (invariant 4).

mod actor;
mod hands;
mod role;
mod scope;

pub use actor::{Actor, Permit, PostHeld};
pub use hands::{Going, Hand, Window, check_deputy, check_post, separate};
pub use role::Role;
pub use scope::{Clause, Facets, Reach, Scope};
