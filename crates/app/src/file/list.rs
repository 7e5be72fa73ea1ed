//! The files of a case as lists show them.

use hemu_domain::{
    file::{AttachedBy, Audience, MediaType, shown_name},
    kernel::{Instant, RecordId, TextKind},
};
use hemu_store::{file::FileRow, vault::OpenText};

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileItem {
    pub id: RecordId,
    /// `None` once it was erased.
    pub name: Option<String>,
    pub media_type: MediaType,
    pub bytes: u64,
    pub has_preview: bool,
    pub by: AttachedBy,
    pub audience: Audience,
    pub at: Instant,
}

/// Whether the resident of the case may see it.
pub(crate) fn for_resident(file: &FileRow) -> bool {
    file.by == AttachedBy::Resident || file.audience == Audience::ResidentAndStaff
}

/// Files with their names out of the texts of the case.
pub(crate) fn items(files: impl IntoIterator<Item = FileRow>, texts: &[OpenText]) -> Vec<FileItem> {
    files
        .into_iter()
        .map(|file| FileItem {
            id: file.id,
            name: texts
                .iter()
                .find(|text| text.record == file.id)
                .and_then(|text| text.text.as_deref())
                .map(|text| shown_name(name_in(TextKind::File.code(), text), file.media_type)),
            media_type: file.media_type,
            bytes: file.bytes,
            has_preview: file.has_preview,
            by: file.by,
            audience: file.audience,
            at: file.at,
        })
        .collect()
}

/// The words of a text to be shown: of a file the name, without the hash before it.
pub(crate) fn name_in<'a>(kind: &str, text: &'a str) -> &'a str {
    if kind == TextKind::File.code() { text.split_once(' ').map_or("", |(_, name)| name) } else { text }
}
