//! Leave and deputies (休假与代理).

mod end;
mod mine;
mod note;

pub use end::end_leave;
pub use mine::{MyLeave, colleagues, my_leave};

pub use hemu_store::leave::Leave;
pub use note::{NoteLeave, note_leave};
