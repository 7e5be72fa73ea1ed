//! Who may see and do what. One `Scope` answers for single cases and for lists alike (invariant 4).

mod actor;
mod explain;
mod grant;
mod hands;
mod look;
mod recusal;
mod role;
mod scope;

pub use actor::{Actor, Permit, PostHeld};
pub use explain::{Explained, Source, explain};
pub use grant::{BREAK_GLASS_ROLES, GrantHeld, GrantKind, HOURS_MAX, check_break_glass};
pub use hands::{Going, Hand, Window, check_deputy, check_post, separate};
pub use look::{Purpose, RevealField, What};
pub use recusal::{Apart, Recusal, RecusalReason, Recused, accused_units};
pub use role::Role;
pub use scope::{Clause, Facets, Reach, Scope};
