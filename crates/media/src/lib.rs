//! What an uploaded file is, and what of it is kept. Pure: bytes in, bytes out.
//!
//! Neither the name nor what the sender declares is believed. A picture loses everything but the picture: where and
//! with what it was taken, thumbnails, comments, and whatever hangs behind its end. Only its orientation stays.

mod jpeg;
mod office;
mod picture;
mod sniff;

use std::fmt;

use hemu_domain::{file::MediaType, kernel::Refusal};

/// A file as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Prepared {
    pub media_type: MediaType,
    pub bytes: Vec<u8>,
    /// A small JPEG of a picture.
    pub preview: Option<Vec<u8>>,
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prepared({:?}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// Look at a file, strip it and make its preview. Takes a second of computing at most.
///
/// # Errors
/// `type_refused` when it is of no kind that is taken; `file_broken` when it is, but cannot be read.
pub fn prepare(name: &str, bytes: Vec<u8>) -> Result<Prepared, Refusal> {
    let media_type = sniff::sniff(name, &bytes)?;
    if !media_type.is_picture() {
        return Ok(Prepared { media_type, bytes, preview: None });
    }
    let stripped = picture::strip(media_type, bytes).ok_or_else(broken)?;
    let preview = picture::preview(media_type, &stripped)?;
    Ok(Prepared { media_type, bytes: stripped, preview: Some(preview) })
}

pub(crate) fn broken() -> Refusal {
    Refusal::new(
        "file_broken",
        "文件已损坏，无法打开，请重新选择",
        "the file is damaged and cannot be opened; choose it again",
    )
}
