//! Who may see what, beyond posts: recusal, break-glass, revealing a contact, and who looked at what.

mod break_glass;
mod call_requester;
mod explain;
mod looks;
mod phone;
mod recuse;
mod reveal;
mod told;

pub use break_glass::{AskedGlass, break_glass};
pub use call_requester::call_requester;
pub use explain::{AccessExplained, explain_access};
pub use hemu_store::look::LookRow;
pub use looks::{LooksAsked, ResidentLook, list_looks, list_looks_for_shell, looks_for_resident};
pub use phone::set_phone;
pub use recuse::{AskedRecusal, recuse};
pub use reveal::{AskedReveal, reveal};

pub(crate) use looks::look_at_page;
pub(crate) use phone::phone_hash;
pub(crate) use told::{alerted, who_may_know};

use hemu_domain::{access::Role, kernel::Instant};

use crate::Ctx;

/// Who watches over access: they read who looked at what.
pub const AUDITORS: &[Role] = &[Role::Auditor, Role::AuditAdministrator];
/// Who reads explanations of access: security administrators give posts and must see what these bring.
pub const SECURITY: &[Role] = &[Role::Auditor, Role::SecurityAdministrator, Role::AuditAdministrator];
/// Who is alerted of unusual looks: auditors judge them, security administrators can shut the account.
pub const ALERTED: &[Role] = &[Role::Auditor, Role::SecurityAdministrator];

/// The day in the city.
pub(crate) fn day(ctx: &Ctx, at: Instant) -> String {
    at.date_in(&ctx.settings.zone).to_string()
}
