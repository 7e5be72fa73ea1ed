//! Taking requests over from files: CSV and XLSX, by a map of columns.

mod map;
mod requests;
mod table;

pub use map::RequestMap;
pub use requests::{BadRow, ImportOptions, ImportReport, import_requests};
