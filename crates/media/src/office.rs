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
    let has = |wanted: &str| archive.file_names().any(|name| name.eq_ignore_ascii_case(wanted));
    let macros = archive.file_names().any(|name| {
        let name = name.to_ascii_lowercase();
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
