//! Import divisions from the 12-digit statistical codes (统计用区划代码): `code12,level,name,parent12`.
//!
//! Codes are dated attributes: a division keeps its identity when its code changes. Running the same file twice
//! adds nothing.

use std::collections::HashMap;

use hemu_domain::{
    access::Permit,
    kernel::{DivisionId, Refusal},
    organisation::{Division, DivisionLevel, DivisionPath},
};
use hemu_store::organisation::NewDivision;

use crate::{AppError, Ctx};

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DivisionsImported {
    pub added: usize,
    pub already_there: usize,
    /// Line number and reason of each row that was not taken.
    pub bad_rows: Vec<(u64, String)>,
}

struct Row {
    line: u64,
    code: String,
    level: u8,
    name: String,
    parent: String,
}

/// The most rows of a file.
const ROWS_MAX: usize = 1_000_000;

/// Import divisions of one or more cities. Provinces (level 1) are passed over: a city is the root here.
pub async fn import_divisions(
    ctx: &Ctx,
    permit: Permit,
    csv: &str,
    valid_from: &str,
) -> Result<DivisionsImported, AppError> {
    let mut done = DivisionsImported::default();
    let rows = read_rows(csv, &mut done)?;
    let mut known: HashMap<String, (DivisionId, DivisionPath)> = HashMap::new();
    let mut children: HashMap<String, u16> = HashMap::new();
    for division in ctx.store.all_divisions().await? {
        let parent = division.path.as_str().get(..division.path.as_str().len() - 5).unwrap_or_default();
        *children.entry(parent.to_owned()).or_default() += 1;
        if let Some(code) = division.code {
            known.insert(code, (division.id, division.path));
        }
    }
    let at = ctx.clock.now();
    let mut new = Vec::new();
    for row in rows {
        if known.contains_key(&row.code) {
            done.already_there += 1;
            continue;
        }
        let Some(level) = level_of(row.level) else { continue };
        let parent = if level == DivisionLevel::City { None } else { known.get(&row.parent).cloned() };
        if level != DivisionLevel::City && parent.is_none() {
            done.bad_rows.push((
                row.line,
                format!("上级代码 {} 不存在 / the parent {} is unknown", row.parent, row.parent),
            ));
            continue;
        }
        let within = parent.as_ref().map_or("", |(_, path)| path.as_str()).to_owned();
        let n = children.entry(within).or_default();
        *n += 1;
        let path = parent.as_ref().map_or_else(|| DivisionPath::root(*n), |(_, path)| path.child(*n));
        let id = DivisionId::new(at, ctx.random.next());
        known.insert(row.code.clone(), (id, path.clone()));
        new.push(NewDivision {
            division: Division { id, path, level, name: row.name, code: Some(row.code) },
            parent: parent.map(|(id, _)| id),
            code_from: valid_from.to_owned(),
        });
    }
    done.added = new.len();
    if !new.is_empty() {
        let mut tx = ctx.store.begin_write().await?;
        tx.add_divisions(ctx.meta(permit, at), &new).await?;
        tx.commit().await?;
    }
    Ok(done)
}

fn read_rows(text: &str, done: &mut DivisionsImported) -> Result<Vec<Row>, AppError> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().map_err(|e| malformed(&e.to_string()))?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|own| own == name)
            .ok_or_else(|| malformed(&format!("缺少列 {name} / the column {name} is missing")))
    };
    let (code, level, name, parent) =
        (column("code12")?, column("level")?, column("name")?, column("parent12")?);
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate().take(ROWS_MAX) {
        let line = i as u64 + 2;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                done.bad_rows.push((line, error.to_string()));
                continue;
            }
        };
        let field = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        let row = Row {
            line,
            code: field(code),
            level: field(level).parse().unwrap_or(0),
            name: field(name),
            parent: field(parent),
        };
        if row.code.len() != 12 || !row.code.bytes().all(|b| b.is_ascii_digit()) {
            done.bad_rows.push((
                line,
                format!("代码 {} 不是 12 位数字 / the code {} has not 12 digits", row.code, row.code),
            ));
        } else if row.name.is_empty() || !(1..=6).contains(&row.level) {
            done.bad_rows
                .push((line, "名称为空或级别无效 / the name is empty or the level is not 1 to 6".to_owned()));
        } else {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Levels of the statistical table: 1 province, 2 city, 3 district, 4 street or town, 5 community; 6 is our grid.
const fn level_of(level: u8) -> Option<DivisionLevel> {
    match level {
        2 => Some(DivisionLevel::City),
        3 => Some(DivisionLevel::District),
        4 => Some(DivisionLevel::StreetTown),
        5 => Some(DivisionLevel::Community),
        6 => Some(DivisionLevel::Grid),
        _ => None,
    }
}

fn malformed(what: &str) -> AppError {
    AppError::Refused(
        Refusal::new(
            "file_malformed",
            format!("文件无法读取：{what}"),
            format!("the file cannot be read: {what}"),
        )
        .on("file"),
    )
}
