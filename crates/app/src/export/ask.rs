//! Ask for an export (申请导出).

use hemu_domain::{
    kernel::{ExportId, Refusal, text_between},
    request::Stage,
};
use hemu_store::{
    Meta, StoreError,
    export::{Export, NewExport},
};

use super::{ALONE_MAX, ROWS_MAX, as_exporter, filter, password};
use crate::{AppError, Call, Ctx};

/// What to export, and what for.
#[derive(Debug, Clone)]
pub struct AskedExport {
    /// Stage codes; empty for all.
    pub stages: Vec<String>,
    pub overdue: bool,
    pub purpose: String,
}

/// The export and the password of its file, shown once.
#[derive(Debug, Clone)]
pub struct NewlyAsked {
    pub export: Export,
    pub password: String,
}

/// Ask. Up to a hundred cases are written at once; more wait for another person.
///
/// # Errors
/// `not_your_role`; those of `Call::require_second_factor`; an unknown stage; `nothing_there`; `too_many_rows` above ten thousand.
pub async fn ask_export(ctx: &Ctx, call: &Call, asked: &AskedExport) -> Result<NewlyAsked, AppError> {
    let permit = as_exporter(ctx, call)?;
    text_between("purpose", &asked.purpose, 5, 500)?;
    if asked.stages.iter().any(|stage| Stage::parse(stage).is_none()) {
        return Err(Refusal::new("unknown_stage", "没有该阶段，请重新选择", "there is no such stage")
            .on("stages")
            .into());
    }
    let at = ctx.clock.now();
    let wanted = filter(&asked.stages, asked.overdue, at, 1);
    let counted = ctx.store.worklist_count(&call.actor.scope(), &wanted).await?;
    if counted == 0 {
        return Err(Refusal::new("nothing_there", "没有符合条件的诉求", "no case fits").into());
    }
    if ROWS_MAX < counted {
        return Err(Refusal::new(
            "too_many_rows",
            format!("超过 {ROWS_MAX} 件，请缩小范围"),
            format!("more than {ROWS_MAX} cases; narrow the choice"),
        )
        .into());
    }
    let new = NewExport {
        id: ExportId::new(at, ctx.random.next()),
        account: call.actor.account,
        stages: asked.stages.clone(),
        overdue: asked.overdue,
        purpose: asked.purpose.trim().to_owned(),
        counted,
        approved: counted <= ALONE_MAX,
    };
    let key = call.command_key();
    let meta = Meta { command_key: &key, command_digest: &call.digest, ..ctx.meta(permit, at) };
    let mut tx = ctx.store.begin_write().await?;
    let id = match tx.add_export(meta, &new).await {
        Ok(()) => {
            tx.commit().await?;
            new.id
        }
        Err(StoreError::Repeated) => {
            drop(tx);
            repeated(ctx, call).await?
        }
        Err(error) => return Err(error.into()),
    };
    let export = ctx.store.export(id).await?.ok_or(AppError::NotFound)?;
    Ok(NewlyAsked { export, password: password(ctx, id) })
}

async fn repeated(ctx: &Ctx, call: &Call) -> Result<ExportId, AppError> {
    let done = ctx.store.command_done(&call.command_key()).await?.ok_or(AppError::NotFound)?;
    match done.stream.strip_prefix("export:").and_then(|id| id.parse().ok()) {
        Some(id) if done.digest == call.digest => Ok(id),
        _ => Err(AppError::KeyReused),
    }
}
