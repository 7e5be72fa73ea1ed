//! Files of a case (附件). An upload arrives in parts, each sealed under the key of the case; when it is whole it is
//! looked at, stripped, sealed as one and attached.
//!
//! Two ways in: staff, and the resident with number and code. `caller.rs` is the one place that asks who may.

mod append;
mod begin_upload;
mod caller;
mod finish;
mod forget;
mod list;
mod read;
mod sweep;

pub use append::{Appended, append_to_upload};
pub use begin_upload::{NewUpload, begin_upload};
pub use caller::Caller;
pub use forget::forget_files;
pub use list::FileItem;
pub(crate) use list::{for_resident, items, name_in};
pub use read::{FileBytes, Which, read_file};
pub use sweep::sweep_uploads;
pub use upload_state::{UploadState, upload_state};

mod upload_state;

use hemu_store::file::UploadRow;

/// Where the parts of an upload lie.
fn parts_folder(object: &str) -> String {
    format!("uploads/{object}")
}

/// Where the bytes of a file lie: folders by the first two digits, so that none grows too large.
fn file_object(object: &str) -> String {
    format!("files/{}/{object}", object.get(..2).unwrap_or_default())
}

/// Where its preview lies.
fn preview_object(object: &str) -> String {
    format!("previews/{}/{object}", object.get(..2).unwrap_or_default())
}

/// What sealed bytes belong to: no part can stand in for another, nor a preview for a file.
fn part_owner(upload: &UploadRow, number: usize) -> String {
    format!("upload:{}:{number}", upload.id)
}
