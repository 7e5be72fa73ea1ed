//! Residents' own accounts: signing in by a code, keeping one's requests, taking everything along, closing the account.
//!
//! Staff have no way to an account: nothing here takes a member of staff, and nothing is found by name.

mod account;
mod cases;
mod code;
mod export;
mod sign_in;

pub use account::{delete_account, set_name};
pub use cases::{OwnCase, PAGE, attach_case, keep_case, own_cases};
pub use code::{CODE_MINUTES, request_code};
pub use export::{Export, ExportedCase, ExportedParty, ExportedText, export};
pub use hemu_store::resident::Resident;
pub use sign_in::{IDLE_DAYS, NewResidentSession, ResidentSignedIn, authenticate, sign_in, sign_out};
