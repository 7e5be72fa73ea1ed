//! Notices: delivering them, reading one's own, seeing what residents were told, and telling them again.

mod again;
mod choose;
mod deliver;
mod mine;
mod outbox;
mod requester;
mod staff;
mod template;
mod told;
mod words;

pub use again::{SendAgain, send_again};
pub use choose::{ChoiceShown, has_mailbox, my_choices, set_my_choices};
pub use deliver::{Delivered, deliver_notice};
pub use hemu_store::notice::{Choice, OutsideRow};
pub use mine::{MyNotices, my_notices, read_my_notices};
pub use outbox::{OutboxAsked, OutboxItem, OutboxPage, outbox};
pub use template::{ENDINGS, FOR_RESIDENTS, TEMPLATES, ends};
pub use told::{Told, told_of};
pub use words::{Facts, SMS_MAX, SMS_PART, Words, sms_of, words_of};
