//! Requests: commands of the straight road, and the case page.

mod add_note;
mod alarms;
mod call_back;
mod close;
mod dispatch;
mod exclude;
mod explain_clock;
mod log_contact;
mod record;
mod reply;
mod send_back;
mod settle_on_spot;
mod sign;
pub(crate) mod step;
mod track;
mod view;

pub use add_note::add_note;
pub use alarms::raise_alarms;
pub use call_back::call_back;
pub use close::close_request;
pub use dispatch::dispatch_request;
pub use exclude::exclude_request;
pub use explain_clock::{ExplainedClock, explain_clock};
pub use log_contact::log_contact;
pub use record::{NewRequest, Recorded, file_request, import_request, record_request};
pub use reply::reply_to_request;
pub use send_back::send_back;
pub use settle_on_spot::settle_on_spot;
pub use sign::sign_request;
pub use step::Target;
pub use track::{TrackStep, Tracked, track_request};
pub use view::{MaskedParty, RequestView, TextShown, TimelineItem, case_named, view_request};
