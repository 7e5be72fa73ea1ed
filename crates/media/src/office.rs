//! Word and Excel documents inside their ZIP archive. Only the list of entries is read; nothing is unpacked.

use std::io::Cursor;

use hemu_domain::file::MediaType;

const ENTRIES_MAX: usize = 10_000;

/// A document without macros, or nothing.
pub(crate) fn sniff(bytes: &[u8]) -> Option<MediaType> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    if ENTRIES_MAX < archive.len() {
        return None;
    }
    // A name that cannot be read is no name of a document.
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(|name| name.to_ascii_lowercase()))
        .collect::<Result<_, _>>()
        .ok()?;
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let macros = names.iter().any(|name| {
        name.ends_with("vbaproject.bin") || name.contains("activex/") || name.contains("macrosheets/")
    });
    if macros || !has("[Content_Types].xml") {
        return None;
    }
    match (has("word/document.xml"), has("xl/workbook.xml")) {
        (true, false) => Some(MediaType::Docx),
        (false, true) => Some(MediaType::Xlsx),
        _ => None,
    }
}
