//! The vault: texts and parties, encrypted under keys that lie elsewhere (5.1 of the architecture).
//!
//! Destroying a key makes its records unreadable for good; the ledger's commitments stay and tell nothing.

mod cipher;
mod keyring;
mod records;

pub use cipher::{DataKey, Random};
pub use keyring::KeyRing;
pub use records::OpenText;
pub(crate) use records::{COLUMNS, TextRef, seal_party, seal_text};
