//! The ledger: append-only, one hash chain per stream, checkpoints over all heads.
//!
//! It holds no personal data: texts are named by their vault record and committed to with a salt that is
//! erased with the text, so that an erasure leaves every chain whole.

mod chain;
mod entry;
mod merkle;

pub use chain::{Algorithm, ChainFault, Hash, Stored, ZERO, check_link, commitment, hash_entry};
pub use entry::{EntryHead, StreamId, StreamKind};
pub use merkle::{Head, leaf_hash, merkle_root};
