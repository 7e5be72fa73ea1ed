//! Files of a case (附件): which kinds are taken, how many, how large, who may see them, and their names.

mod limits;
mod name;
mod types;

pub use limits::{CHUNK_BYTES_MAX, FileCount, OPEN_MAX, PREVIEW_PIXELS_MAX, UPLOAD_HOURS};
pub use name::{clean_name, shown_name};
pub use types::{AttachedBy, Audience, MediaType};
