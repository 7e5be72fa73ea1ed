//! Requests (诉求): what residents ask of the hotline, from intake to answer and call-back.

mod actions;
mod add_note;
mod alarm;
mod attach;
mod call_back;
mod close;
mod dispatch;
mod entry;
mod exclude;
mod facts;
mod log_contact;
mod machine;
mod record;
mod reply;
mod send_back;
mod settle_on_spot;
mod sign;
mod types;

pub use actions::Offer;
pub use add_note::AddNote;
pub use alarm::RaisedAlarm;
pub use attach::Attach;
pub use call_back::{CallBack, CallBackOutcome};
pub use close::CloseRequest;
pub use dispatch::Dispatch;
pub use entry::RequestEntry;
pub use exclude::{Exclude, ExclusionReason};
pub use facts::facts;
pub use log_contact::{ContactChannel, LogContact};
pub use machine::{Action, MACHINE, Stage};
pub use record::RecordRequest;
pub use reply::Reply;
pub use send_back::SendBack;
pub use settle_on_spot::SettleOnSpot;
pub use sign::Sign;
pub use types::{Answer, Channel, Contacted, Ending, Nature, Request, Solved, State, TEXT_MAX};
