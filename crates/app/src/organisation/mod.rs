//! Divisions, units, accounts and posts.

mod account_record;
mod begin_installation;
mod end_post;
mod give_post;
mod import_divisions;
mod keep_account;
mod open_account;
mod open_unit;
mod view_account;

pub use account_record::account_record;
pub use begin_installation::{FirstAdministrator, NewInstallation, begin_installation};
pub use end_post::end_post;
pub use give_post::{GivePost, give_post};
pub use import_divisions::{DivisionsImported, import_divisions};
pub use keep_account::{Keep, keep_account};
pub use open_account::{NewMember, open_account};
pub use open_unit::{NewUnit, open_unit};
pub use view_account::{AccountPage, view_account};

use hemu_domain::{
    access::{Permit, Role},
    kernel::{DivisionId, Refusal},
    organisation::{Division, DivisionPath},
};
pub use hemu_store::people::AccountRow;

use crate::{AppError, Call, Ctx};

/// The proof that the caller keeps units, divisions and jobs, with a code of the second factor.
///
/// # Errors
/// `not_your_role` for everybody but system administrators; then those of `Call::require_second_factor`.
pub fn as_system_administrator(ctx: &Ctx, call: &Call) -> Result<Permit, AppError> {
    as_one_of(ctx, call, Role::SystemAdministrator)
}

/// The proof that the caller keeps accounts, posts, leave and sessions, with a code of the second factor.
///
/// # Errors
/// `not_your_role` for everybody but security administrators; then those of `Call::require_second_factor`.
pub fn as_security_administrator(ctx: &Ctx, call: &Call) -> Result<Permit, AppError> {
    as_one_of(ctx, call, Role::SecurityAdministrator)
}

fn as_one_of(ctx: &Ctx, call: &Call, role: Role) -> Result<Permit, AppError> {
    let permit = call.actor.in_role(&[role])?;
    if ctx.settings.sign_in.second_factor_for_administrators {
        call.require_second_factor(ctx)?;
    }
    Ok(permit)
}

/// Who may read accounts.
const READERS: [Role; 3] = [Role::SecurityAdministrator, Role::AuditAdministrator, Role::Auditor];

pub(crate) fn in_the_past(field: &'static str) -> Refusal {
    Refusal::new("in_the_past", "日期不能早于今天", "the day must not lie before today").on(field)
}

fn last_administrator() -> Refusal {
    Refusal::new(
        "last_administrator",
        "这是最后一位担任此管理员的人，请先任命另一位",
        "nobody else is this administrator; appoint another first",
    )
}

fn nobodys_own() -> AppError {
    Refusal::new(
        "own_account",
        "不能对本人账号进行此项操作，请由另一位安全管理员办理",
        "nobody does this to their own account; ask another security administrator",
    )
    .into()
}

const ACCOUNTS_SHOWN: u32 = 100;

/// The divisions directly inside one, or the cities.
pub async fn divisions_in(ctx: &Ctx, parent: Option<DivisionId>) -> Result<Vec<Division>, AppError> {
    Ok(ctx.store.divisions_in(parent).await?)
}

/// A page of accounts after a login, with the posts held now.
pub async fn accounts(ctx: &Ctx, call: &Call, after: &str) -> Result<Vec<AccountRow>, AppError> {
    call.actor.in_role(&READERS)?;
    Ok(ctx.store.accounts(after, ctx.clock.now(), ACCOUNTS_SHOWN).await?)
}

/// The path of a division.
///
/// # Errors
/// `unknown_division` when there is none.
pub async fn division_path(ctx: &Ctx, id: DivisionId) -> Result<DivisionPath, AppError> {
    ctx.division_path(id).await
}
