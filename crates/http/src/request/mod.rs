//! Requests: one file per operation.

pub(crate) mod add_note;
pub(crate) mod answer_order;
pub(crate) mod ask;
pub(crate) mod call_back;
pub(crate) mod close;
pub(crate) mod decide_ask;
pub(crate) mod dispatch;
pub(crate) mod exclude;
pub(crate) mod explain_clock;
pub(crate) mod log_contact;
pub(crate) mod record;
pub(crate) mod redispatch;
pub(crate) mod reopen;
pub(crate) mod reply;
pub(crate) mod resume;
pub(crate) mod review_order;
pub(crate) mod send_back;
pub(crate) mod settle_on_spot;
pub(crate) mod sign;
pub(crate) mod supplement;
pub(crate) mod transfer;
pub(crate) mod unmerge;
pub(crate) mod urge;
pub(crate) mod view;

mod asks_view;
mod head;

pub(crate) use head::{Nothing, RequestHead, target};
