//! Exports: asked by one person, approved by another when they are large, written by a job, gone after a week.

mod approve;
mod ask;
mod fetch;
mod list;
mod write;

pub use approve::approve_export;
pub use ask::{AskedExport, NewlyAsked, ask_export};
pub use fetch::{FetchedExport, fetch_export};
pub use hemu_store::export::Export;
pub use list::{Exports, list_exports};

pub(crate) use write::{delete_export, write_export};

use hemu_domain::{
    access::{Permit, Role},
    kernel::Instant,
};
use hemu_store::read::{Narrow, Order, WorklistFilter};

use crate::{AppError, Call, Ctx};

/// Who may ask for an export, and who may approve somebody else's. An export lists cases, which statisticians and
/// administrators do not see.
pub const EXPORTERS: &[Role] = &[Role::Supervisor, Role::Auditor];

/// The proof that the caller may ask for, approve or fetch exports, with a code of the second factor.
fn as_exporter(ctx: &Ctx, call: &Call) -> Result<Permit, AppError> {
    let permit = call.actor.in_role(EXPORTERS)?;
    call.require_second_factor(ctx)?;
    Ok(permit)
}
/// Up to so many cases nobody else needs to be asked.
pub const ALONE_MAX: i64 = 100;
/// The most cases of one export.
pub const ROWS_MAX: i64 = 10_000;

/// What an export lists: newest first, a page at a time.
fn filter(stages: &[String], overdue: bool, now: Instant, limit: u32) -> WorklistFilter {
    WorklistFilter {
        order: Order::Newest,
        stages: stages.to_vec(),
        after: None,
        due_before: overdue.then_some(now),
        waiting: false,
        narrow: Narrow::default(),
        limit,
    }
}

/// The password follows from the export under the master key: it is stored nowhere and the job can make it again.
fn password(ctx: &Ctx, id: impl std::fmt::Display) -> String {
    let hash = ctx.store.keys().mac("export-password", &[&id.to_string()]);
    hash.chars().take(20).collect()
}
