//! Notices: delivering them, and reading one's own.

mod deliver;
mod mine;
mod template;

pub use deliver::deliver_notice;
pub use mine::{MyNotices, my_notices, read_my_notices};
pub use template::{Words, words_of};
