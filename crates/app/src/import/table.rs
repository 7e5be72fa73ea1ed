//! Files as rows of text: CSV in UTF-8 (with or without a mark) and XLSX.

use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use hemu_domain::kernel::Refusal;

use crate::AppError;

/// A row: its number in the file (2 for the first below the heading), and its cells or why it cannot be read.
pub(super) type Row = (u64, Result<Vec<String>, String>);

/// Heading and rows of a file.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) heading: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// Files beyond these limits are refused whole.
const FILE_BYTES_MAX: u64 = 512 * 1024 * 1024;
const ROWS_MAX: usize = 1_000_000;

pub(super) fn read_table(file: &Path) -> Result<Table, AppError> {
    let refuse = |zh: &str, en: String| {
        AppError::Refused(Refusal::new("file_malformed", zh.to_owned(), en).on("file"))
    };
    let size = std::fs::metadata(file)
        .map_err(|e| refuse("文件无法打开", format!("{}: {e}", file.display())))?
        .len();
    if FILE_BYTES_MAX < size {
        return Err(refuse(
            "文件超过 512 MiB，请拆分后导入",
            "the file is larger than 512 MiB; split it".into(),
        ));
    }
    let is_csv = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let table = if is_csv { read_csv(file) } else { read_workbook(file) }
        .map_err(|why| refuse("文件无法读取", why))?;
    if ROWS_MAX < table.rows.len() {
        return Err(refuse(
            "文件超过一百万行，请拆分后导入",
            "the file has more than a million rows; split it".into(),
        ));
    }
    Ok(table)
}

fn read_csv(file: &Path) -> Result<Table, String> {
    let bytes = std::fs::read(file).map_err(|e| e.to_string())?;
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
        .map_err(|e| format!("not UTF-8 at byte {}; save the file as UTF-8", e.valid_up_to()))?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let heading: Vec<String> =
        reader.headers().map_err(|e| e.to_string())?.iter().map(|cell| cell.trim().to_owned()).collect();
    let width = heading.len();
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let row = match record {
            Ok(record) if record.len() == width => Ok(record.iter().map(str::to_owned).collect()),
            Ok(record) => Err(format!("{} cells instead of {width}", record.len())),
            Err(error) => Err(error.to_string()),
        };
        rows.push((i as u64 + 2, row));
    }
    Ok(Table { heading, rows })
}

fn read_workbook(file: &Path) -> Result<Table, String> {
    let mut workbook = open_workbook_auto(file).map_err(|e| e.to_string())?;
    let sheet = workbook.sheet_names().first().cloned().ok_or("the workbook has no sheet")?;
    let range = workbook.worksheet_range(&sheet).map_err(|e| e.to_string())?;
    let mut lines = range.rows();
    let heading: Vec<String> = lines
        .next()
        .ok_or("the sheet is empty")?
        .iter()
        .map(|cell| cell.to_string().trim().to_owned())
        .collect();
    let rows = lines
        .enumerate()
        .map(|(i, cells)| (i as u64 + 2, Ok(cells.iter().map(cell_text).collect())))
        .collect();
    Ok(Table { heading, rows })
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            format!("{year:04}/{month:02}/{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        other => other.to_string(),
    }
}
