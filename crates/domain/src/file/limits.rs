//! How many files a case may have, and how large.

use super::AttachedBy;
use crate::kernel::Refusal;

/// Files of one case that its resident may bring.
const BY_RESIDENT_MAX: u32 = 10;
/// Files of one case in all.
const IN_ALL_MAX: u32 = 50;
/// Uploads of one case that have begun and are not finished.
pub const OPEN_MAX: u32 = 5;
/// The largest chunk of an upload.
pub const CHUNK_BYTES_MAX: usize = 1024 * 1024;
/// An upload that is not finished by then is forgotten.
pub const UPLOAD_HOURS: i64 = 24;
/// The longer side of a preview.
pub const PREVIEW_PIXELS_MAX: u32 = 512;

/// What a case has already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FileCount {
    pub in_all: u32,
    pub by_resident: u32,
    /// Uploads that are not finished, and of these the resident's.
    pub open: u32,
    pub open_by_resident: u32,
}

impl FileCount {
    /// Whether an upload of so many bytes may begin. Open uploads count as files: they may become some.
    ///
    /// # Errors
    /// `file_empty`, `file_too_large`, `too_many_uploads`, `too_many_files`.
    pub fn may_begin(self, by: AttachedBy, bytes: u64, bytes_max: u64) -> Result<(), Refusal> {
        if bytes == 0 {
            return Err(Refusal::new(
                "file_empty",
                "文件是空的，请另选一个文件",
                "the file is empty; choose another",
            )
            .on("Upload-Length"));
        }
        if bytes_max < bytes {
            let megabytes = bytes_max / (1024 * 1024);
            return Err(Refusal::new(
                "file_too_large",
                format!("单个文件不得超过 {megabytes} MB，请压缩或分开后重试"),
                format!("a file may have at most {megabytes} MB; make it smaller or split it"),
            )
            .on("Upload-Length"));
        }
        if OPEN_MAX <= self.open {
            return Err(Refusal::new(
                "too_many_uploads",
                format!("同一诉求最多同时上传 {OPEN_MAX} 个文件，请等前面的传完"),
                format!(
                    "at most {OPEN_MAX} files of one request are uploaded at a time; wait for the others"
                ),
            ));
        }
        let waiting = Self {
            in_all: self.in_all.saturating_add(self.open),
            by_resident: self.by_resident.saturating_add(self.open_by_resident),
            ..self
        };
        waiting.may_attach(by)
    }

    /// Whether one more file may be attached.
    ///
    /// # Errors
    /// `too_many_files`.
    pub fn may_attach(self, by: AttachedBy) -> Result<(), Refusal> {
        let (count, max) = match by {
            AttachedBy::Resident if BY_RESIDENT_MAX <= self.by_resident => {
                (self.by_resident, BY_RESIDENT_MAX)
            }
            _ => (self.in_all, IN_ALL_MAX),
        };
        if count < max {
            return Ok(());
        }
        Err(Refusal::new(
            "too_many_files",
            format!("附件已达上限（{max} 个），不能再添加"),
            format!("there are {max} files already, which is the most"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: u64 = 20 * 1024 * 1024;

    #[test]
    fn sizes_and_numbers_have_limits() {
        let none = FileCount::default();
        let code = |count: FileCount, by, bytes| {
            count.may_begin(by, bytes, MAX).err().map_or("", |refusal| refusal.code)
        };
        assert_eq!(code(none, AttachedBy::Resident, 1), "");
        assert_eq!(code(none, AttachedBy::Resident, MAX), "");
        assert_eq!(code(none, AttachedBy::Resident, MAX + 1), "file_too_large");
        assert_eq!(code(none, AttachedBy::Staff, 0), "file_empty");
        assert_eq!(code(FileCount { open: 5, ..none }, AttachedBy::Staff, 1), "too_many_uploads");
        let ten = FileCount { in_all: 10, by_resident: 10, ..none };
        assert_eq!(code(ten, AttachedBy::Resident, 1), "too_many_files");
        assert_eq!(code(ten, AttachedBy::Staff, 1), "");
        let eight = FileCount { in_all: 8, by_resident: 8, open: 2, open_by_resident: 2 };
        assert_eq!(code(eight, AttachedBy::Resident, 1), "too_many_files");
        assert_eq!(code(FileCount { in_all: 50, ..none }, AttachedBy::Staff, 1), "too_many_files");
    }
}
