//! The jobs of an export: write its file, and delete it when it has expired.

use std::io::{Cursor, Write};

use hemu_domain::{
    access::{Permit, Purpose, What},
    kernel::{AccountId, CaseId, ExportId, Instant, Label, LookId},
    organisation::DivisionPath,
    person::mask_text,
};
use hemu_store::{StoreError, export::Export, jobs::Job, look::NewLook, read::WorklistRow};
use zip::{AesMode, CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{EXPORTERS, filter, password};
use crate::{AppError, Ctx, access::day};

const DAYS_KEPT: i64 = 7;
const PAGE: u32 = 200;
const HEADINGS: [&str; 11] = [
    "编号",
    "阶段",
    "密级",
    "受理时间",
    "办结时间",
    "渠道",
    "性质",
    "事项",
    "地点",
    "主办单位",
    "诉求内容（已遮盖）",
];

/// Write the file of an approved export, in the scope that its asker has now. A second run does nothing.
pub(crate) async fn write_export(ctx: &Ctx, job: &Job) -> Result<(), AppError> {
    let Some(export) = find(ctx, job).await?.filter(|export| export.state == "approved") else {
        return Ok(());
    };
    let at = ctx.clock.now();
    let expires_at = at.plus_ms(DAYS_KEPT * Instant::DAY_MS);
    let actor = ctx.store.actor_by_id(export.account, at).await?;
    let permit = actor.as_ref().and_then(|actor| actor.in_role(EXPORTERS).ok());
    let (Some(actor), Some(permit)) = (actor, permit) else {
        // Whoever asked has left the post meanwhile: nothing is written.
        let centre = Ctx::centre(&*ctx.rules(None).await?)?;
        let platform = Permit::platform(AccountId::PLATFORM, centre);
        let mut tx = ctx.store.begin_write().await?;
        tx.export_written(ctx.meta(platform, at), &export, None, expires_at).await?;
        return Ok(tx.commit().await?);
    };
    let rows = rows(ctx, &export, &actor.scope(), at).await?;
    let table = table(ctx, &export, &rows, at).await?;
    let file = packed(&table, &password(ctx, export.id))?;
    let mut tx = ctx.store.begin_write().await?;
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    match tx.export_written(ctx.meta(permit, at), &export, Some((file, count)), expires_at).await {
        // Another process was faster.
        Err(StoreError::Stale) => return Ok(()),
        written => written?,
    }
    // Each resident is told that their request is in a file.
    for chunk in rows.chunks(200) {
        let looks: Vec<NewLook> = chunk
            .iter()
            .map(|row| NewLook {
                id: LookId::new(at, ctx.random.next()),
                permit,
                case: Some(row.id),
                what: What::Export,
                purpose: Purpose::Export,
                at,
                day: day(ctx, at),
            })
            .collect();
        tx.add_looks(&looks).await?;
    }
    Ok(tx.commit().await?)
}

/// Delete a file that has expired. A second run does nothing.
pub(crate) async fn delete_export(ctx: &Ctx, job: &Job) -> Result<(), AppError> {
    let Some(export) = find(ctx, job).await?.filter(|export| export.state == "written") else {
        return Ok(());
    };
    let centre = Ctx::centre(&*ctx.rules(None).await?)?;
    let permit = Permit::platform(AccountId::PLATFORM, centre);
    let mut tx = ctx.store.begin_write().await?;
    tx.export_gone(ctx.meta(permit, ctx.clock.now()), &export).await?;
    Ok(tx.commit().await?)
}

async fn find(ctx: &Ctx, job: &Job) -> Result<Option<Export>, AppError> {
    let id: ExportId =
        job.subject.parse().map_err(|_| AppError::Outside("the job is malformed: subject".into()))?;
    Ok(ctx.store.export(id).await?)
}

/// The cases, never more than were counted when somebody approved. Accusations stay inside.
async fn rows(
    ctx: &Ctx,
    export: &Export,
    scope: &hemu_domain::access::Scope,
    at: Instant,
) -> Result<Vec<WorklistRow>, AppError> {
    let most = usize::try_from(export.counted).unwrap_or(0);
    let mut wanted = filter(&export.stages, export.overdue, at, PAGE);
    let mut rows = Vec::new();
    loop {
        let page = ctx.store.worklist(scope, &wanted).await?;
        rows.extend(page.rows.into_iter().filter(|row| row.label != Label::Sealed.code()));
        wanted.after = page.next;
        if wanted.after.is_none() || most <= rows.len() {
            rows.truncate(most);
            return Ok(rows);
        }
    }
}

/// The table as CSV: who, when and which export in the first lines and in every line, so that a copy tells whose it is.
async fn table(ctx: &Ctx, export: &Export, rows: &[WorklistRow], at: Instant) -> Result<Vec<u8>, AppError> {
    let rules = ctx.rules(None).await?;
    let zone = &ctx.settings.zone;
    let mark = format!("{}（{}） {} {}", export.name, export.login, at.to_rfc3339(zone), export.id);
    // The byte order mark tells spreadsheets that this is UTF-8.
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(&mut out);
    let failed = |e: csv::Error| AppError::Outside(format!("the table cannot be written: {e}"));
    csv.write_record([format!("和睦导出，仅限申请的用途使用，不得转发：{mark}")]).map_err(failed)?;
    csv.write_record([format!("用途：{}", plain(&export.purpose))]).map_err(failed)?;
    csv.write_record(HEADINGS.into_iter().chain(["导出标记"])).map_err(failed)?;
    for chunk in rows.chunks(200) {
        let ids: Vec<CaseId> = chunk.iter().map(|row| row.id).collect();
        let mut messages = ctx.store.messages_of(&ids).await?;
        let paths: Vec<DivisionPath> = chunk.iter().map(|row| row.division.clone()).collect();
        let divisions = ctx.store.divisions_on(&paths).await?;
        for row in chunk {
            let place: String = divisions
                .iter()
                .filter(|division| division.path.contains(&row.division))
                .map(|division| division.name.as_str())
                .collect();
            let matter = row.matter.and_then(|id| rules.matter(id)).map_or("", |matter| &matter.name);
            let lead = row.lead.and_then(|id| rules.unit(id)).map_or("", |unit| &unit.name);
            let said = messages.remove(&row.id).map(|message| mask_text(&message)).unwrap_or_default();
            let time = |at: Option<Instant>| at.map_or(String::new(), |at| at.to_rfc3339(zone));
            csv.write_record([
                &row.number,
                &row.stage,
                &row.label,
                &time(Some(row.opened_at)),
                &time(row.closed_at),
                &row.channel,
                &row.nature,
                &plain(matter),
                &plain(&place),
                &plain(lead),
                &plain(&said),
                &mark,
            ])
            .map_err(failed)?;
        }
    }
    csv.flush().map_err(|e| AppError::Outside(e.to_string()))?;
    drop(csv);
    Ok(out)
}

/// A text that a spreadsheet would run as a formula is made plain.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// A ZIP with one file, encrypted with AES-256.
fn packed(table: &[u8], password: &str) -> Result<Vec<u8>, AppError> {
    let failed = |e: zip::result::ZipError| AppError::Outside(format!("the file cannot be packed: {e}"));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .with_aes_encryption(AesMode::Aes256, password);
    zip.start_file("cases.csv", options).map_err(failed)?;
    zip.write_all(table).map_err(|e| AppError::Outside(e.to_string()))?;
    Ok(zip.finish().map_err(failed)?.into_inner())
}
