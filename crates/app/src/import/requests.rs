//! Import requests. Each bad row is reported with its reason and never stops the others; a row that was taken before
//! is not taken again, because its key is the command's idempotency key.

use std::path::PathBuf;

use hemu_domain::{
    access::Actor,
    kernel::{DivisionId, Instant, Refusal},
    request::Channel,
};
use jiff::civil::DateTime;

use super::{
    RequestMap,
    table::{Table, read_table},
};
use crate::{
    AppError, Call, Ctx,
    catalogue::suggest_matters,
    request::{NewRequest, import_request},
};

/// What to import.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    pub file: PathBuf,
    /// The map's TOML text.
    pub map: String,
    pub dry_run: bool,
}

/// A row that was not taken. The reason never quotes the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    pub row: u64,
    pub column: String,
    pub reason: String,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    pub rows: u64,
    pub added: u64,
    pub already_there: u64,
    pub bad_rows: Vec<BadRow>,
}

struct Columns {
    key: usize,
    message: Vec<usize>,
    time: Option<usize>,
    name: Option<usize>,
    phone: Option<usize>,
    address: Option<usize>,
}

/// Import requests in the name of an operator.
pub async fn import_requests(
    ctx: &Ctx,
    operator: &Actor,
    options: &ImportOptions,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<ImportReport, AppError> {
    let map: RequestMap = toml::from_str(&options.map).map_err(|e| {
        Refusal::new(
            "map_malformed",
            format!("映射文件无法读取：{e}"),
            format!("the map cannot be read: {e}"),
        )
        .on("map")
    })?;
    let table = read_table(&options.file)?;
    let columns = Columns::find(&map, &table)?;
    let division = division_named(ctx, &map.division).await?;
    let all = table.rows.len() as u64;
    let mut report = ImportReport { rows: all, ..Default::default() };
    for (done, (row, cells)) in table.rows.iter().enumerate() {
        progress(done as u64, all);
        let taken = match cells {
            Err(reason) => Err(bad(*row, "", reason.clone())),
            Ok(cells) => {
                take_row(ctx, operator, &map, &columns, division, (*row, cells), options.dry_run).await?
            }
        };
        match taken {
            Ok(true) => report.added += 1,
            Ok(false) => report.already_there += 1,
            Err(bad) => report.bad_rows.push(bad),
        }
    }
    progress(all, all);
    Ok(report)
}

/// `Ok(true)` when the row was added, `Ok(false)` when it was there.
async fn take_row(
    ctx: &Ctx,
    operator: &Actor,
    map: &RequestMap,
    columns: &Columns,
    division: DivisionId,
    (row, cells): (u64, &[String]),
    dry_run: bool,
) -> Result<Result<bool, BadRow>, AppError> {
    let cell = |at: usize| cells.get(at).map(|cell| clean(cell)).unwrap_or_default();
    let key = cell(columns.key);
    if key.is_empty() {
        return Ok(Err(bad(row, &map.key, "empty".into())));
    }
    let at = match columns.time {
        None => ctx.clock.now(),
        Some(column) => match read_time(&cell(column), map, ctx) {
            Some(at) => at,
            None => {
                return Ok(Err(bad(
                    row,
                    map.time.as_deref().unwrap_or(""),
                    format!("not a past time of the form {}", map.time_format),
                )));
            }
        },
    };
    let message: Vec<String> =
        columns.message.iter().map(|column| cell(*column)).filter(|part| !part.is_empty()).collect();
    let optional = |column: Option<usize>| column.map(cell).unwrap_or_default();
    let mut call = Call::plain(operator.clone());
    // The key is hashed: what stands in a file may be anything, and the ledger holds no personal data.
    call.key = ctx.store.keys().mac("import-row", &[&map.source, &key]).chars().take(48).collect();
    call.key.insert_str(0, "import-");
    let mut new = NewRequest {
        channel: Channel::Import,
        nature: map.nature,
        confidential: false,
        division,
        matter: None,
        message: message.join("\n"),
        name: optional(columns.name),
        phone: optional(columns.phone),
        email: String::new(),
        address: optional(columns.address),
        language: hemu_domain::person::Language::Zh,
        accused: Vec::new(),
    };
    if let Some(best) = suggest_matters(ctx, &call, &new.message, None).await?.first()
        && map.suggest_from <= best.confidence
    {
        new.matter = Some(best.matter.id);
    }
    if ctx.store.command_done(&format!("{}:{}", operator.account, call.key)).await?.is_some() {
        return Ok(Ok(false));
    }
    if dry_run {
        return Ok(check(&new).map(|()| true).map_err(|refusal| refused(row, &refusal)));
    }
    match import_request(ctx, &call, &new, at).await {
        Ok(_) => Ok(Ok(true)),
        Err(AppError::Refused(refusal)) => Ok(Err(refused(row, &refusal))),
        Err(error) => Err(error),
    }
}

impl Columns {
    fn find(map: &RequestMap, table: &Table) -> Result<Self, AppError> {
        let find = |name: &str| {
            table.heading.iter().position(|own| own == name).ok_or_else(|| {
                Refusal::new(
                    "column_missing",
                    format!("文件中没有“{name}”列，现有列：{}", table.heading.join("、")),
                    format!("the file has no column `{name}`; it has: {}", table.heading.join(", ")),
                )
                .on("map")
            })
        };
        let maybe = |name: &Option<String>| name.as_deref().map(find).transpose();
        Ok(Self {
            key: find(&map.key)?,
            message: map.message.iter().map(|name| find(name)).collect::<Result<_, _>>()?,
            time: maybe(&map.time)?,
            name: maybe(&map.name)?,
            phone: maybe(&map.phone)?,
            address: maybe(&map.address)?,
        })
    }
}

async fn division_named(ctx: &Ctx, names: &str) -> Result<DivisionId, AppError> {
    let mut parent = None;
    for name in names.split('/') {
        let inside = ctx.store.divisions_in(parent).await?;
        let found = inside.iter().find(|division| division.name == name);
        parent = Some(
            found
                .ok_or_else(|| {
                    Refusal::new(
                        "unknown_division",
                        format!("区划“{name}”不存在（{names}）"),
                        format!("there is no division `{name}` on the way {names}"),
                    )
                    .on("division")
                })?
                .id,
        );
    }
    parent.ok_or_else(|| {
        Refusal::new("unknown_division", "映射文件未指定区划", "the map names no division")
            .on("division")
            .into()
    })
}

/// What the domain would check, without writing.
fn check(new: &NewRequest) -> Result<(), Refusal> {
    hemu_domain::kernel::text_between("message", &new.message, 5, hemu_domain::request::TEXT_MAX)?;
    hemu_domain::person::Party {
        record: hemu_domain::kernel::RecordId::new(Instant::from_ms(0), 0),
        role: hemu_domain::person::PartyRole::Requester,
        name: new.name.clone(),
        phone: new.phone.clone(),
        email: new.email.clone(),
        address: new.address.clone(),
        language: new.language,
    }
    .check()
}

fn read_time(text: &str, map: &RequestMap, ctx: &Ctx) -> Option<Instant> {
    let wall = DateTime::strptime(&map.time_format, text).ok()?;
    let at = Instant::at_wall(wall, &ctx.settings.zone);
    (at <= ctx.clock.now()).then_some(at)
}

/// Control characters come with copied text; line breaks stay.
fn clean(cell: &str) -> String {
    cell.chars().filter(|c| !c.is_control() || *c == '\n').collect::<String>().trim().to_owned()
}

fn refused(row: u64, refusal: &Refusal) -> BadRow {
    bad(row, refusal.field.unwrap_or(""), format!("{} / {}", refusal.zh, refusal.en))
}

fn bad(row: u64, column: &str, reason: String) -> BadRow {
    BadRow { row, column: column.to_owned(), reason }
}
