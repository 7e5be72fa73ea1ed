//! The account itself: how one is called, and closing it.

use hemu_domain::kernel::text_between;
use hemu_store::resident::Resident;

use crate::{AppError, Ctx};

/// Set how one wants to be called.
pub async fn set_name(ctx: &Ctx, resident: &Resident, name: &str) -> Result<(), AppError> {
    text_between("name", name, 0, 40)?;
    let mut tx = ctx.store.begin_write().await?;
    tx.save_resident(&resident.named(name.trim()), ctx.random.as_ref()).await?;
    tx.commit().await?;
    Ok(())
}

/// Close the account: its data, its sessions and the list of its requests are destroyed. The requests stay; whoever
/// wants them erased asks for that.
pub async fn delete_account(ctx: &Ctx, resident: &Resident) -> Result<(), AppError> {
    let hash = ctx.store.phone_hash(&resident.phone);
    let mut tx = ctx.store.begin_write().await?;
    tx.forget_resident(resident, &hash).await?;
    tx.commit().await?;
    Ok(ctx.store.keys().destroy(resident.key()).await?)
}
