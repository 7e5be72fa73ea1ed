//! Notices (告知): the rules that hold for telling people, whatever the case.

mod quiet;

pub use quiet::QuietHours;
