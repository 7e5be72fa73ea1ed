//! Requests: every command, the case page, and what follows from a step.

mod add_note;
mod alarms;
mod answer_order;
mod ask;
mod call_back;
mod close;
mod decide_ask;
mod dispatch;
mod exclude;
mod explain_clock;
mod follow_up;
mod log_contact;
mod record;
mod recount;
mod redispatch;
mod reopen;
mod reply;
mod requester;
mod resume;
mod review_order;
mod right;
mod send_back;
mod settle_on_spot;
mod sign;
pub(crate) mod step;
mod supplement;
mod track;
mod transfer;
mod unmerge;
mod urge;
mod view;

pub use add_note::add_note;
pub use alarms::raise_alarms;
pub use answer_order::answer_order;
pub use ask::{NewAsk, ask_for};
pub use call_back::call_back;
pub use close::close_request;
pub use decide_ask::{NewDecision, decide_ask};
pub use dispatch::dispatch_request;
pub use exclude::exclude_request;
pub use explain_clock::{ExplainedClock, explain_clock};
pub use log_contact::log_contact;
pub use record::{NewRequest, Recorded, file_request, import_request, record_request};
pub use recount::{Recount, RecountedRequest, migrate_machine, recount, recount_requests};
pub use redispatch::redispatch_request;
pub use reopen::reopen_request;
pub use reply::reply_to_request;
pub use requester::{
    Shown, complain_own, rate_own, reopen_own, requester_offers, shown_request, supplement_own, urge_own,
    withdraw_own,
};
pub use resume::resume_request;
pub use review_order::review_order;
pub use right::{RIGHTS_PAGE, Waiting, ask_right, decide_right, rights_waiting};
pub use send_back::send_back;
pub use settle_on_spot::settle_on_spot;
pub use sign::sign_request;
pub use step::Target;
pub use supplement::supplement_request;
pub use track::{TrackStep, Tracked, track_own, track_request};
pub use transfer::transfer_request;
pub use unmerge::unmerge_request;
pub use urge::urge_request;
pub use view::{Linked, MaskedParty, RequestView, TextShown, TimelineItem, case_named, view_request};

pub(crate) use right::forget_key;

pub(crate) use follow_up::{adopt_precedent, release_children, reply_to_children, tell_children};
