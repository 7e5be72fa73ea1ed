//! Who may see what, beyond posts: one file per operation.

pub(crate) mod break_glass;
pub(crate) mod call_requester;
pub(crate) mod explain;
pub(crate) mod looks;
pub(crate) mod recuse;
pub(crate) mod reveal;
pub(crate) mod set_phone;
