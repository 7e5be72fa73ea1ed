//! Who may see and do what. One `Scope` answers for single cases and for lists alike (invariant 4).

mod actor;
mod role;
mod scope;

pub use actor::{Actor, Permit, PostHeld};
pub use role::Role;
pub use scope::{Clause, Facets, Reach, Scope};
