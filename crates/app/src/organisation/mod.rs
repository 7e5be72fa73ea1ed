//! Divisions, units, accounts and posts.

mod begin_installation;
mod import_divisions;
mod open_account;
mod open_unit;

pub use begin_installation::{NewInstallation, begin_installation};
pub use import_divisions::{DivisionsImported, import_divisions};
pub use open_account::{NewMember, open_account};
pub use open_unit::{NewUnit, open_unit};

use hemu_domain::{
    access::{Permit, Role},
    kernel::DivisionId,
    organisation::{Division, DivisionPath},
};
pub use hemu_store::account::AccountRow;

use crate::{AppError, Call, Ctx};

/// The proof that the caller keeps units, accounts and posts.
///
/// # Errors
/// `not_your_role` for everybody but administrators.
pub fn as_administrator(call: &Call) -> Result<Permit, AppError> {
    Ok(call.actor.in_role(&[Role::Administrator])?)
}

const ACCOUNTS_SHOWN: u32 = 100;

/// The divisions directly inside one, or the cities.
pub async fn divisions_in(ctx: &Ctx, parent: Option<DivisionId>) -> Result<Vec<Division>, AppError> {
    Ok(ctx.store.divisions_in(parent).await?)
}

/// A page of accounts after a login.
pub async fn accounts(ctx: &Ctx, after: &str) -> Result<Vec<AccountRow>, AppError> {
    Ok(ctx.store.accounts(after, ACCOUNTS_SHOWN).await?)
}

/// The path of a division.
///
/// # Errors
/// `unknown_division` when there is none.
pub async fn division_path(ctx: &Ctx, id: DivisionId) -> Result<DivisionPath, AppError> {
    ctx.division_path(id).await
}
