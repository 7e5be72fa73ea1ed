//! Hashing one entry to the one before it.

use sha2::{Digest, Sha256};

/// SHA-256 sized.
pub type Hash = [u8; 32];

/// What precedes the first entry.
pub const ZERO: Hash = [0; 32];

/// How an entry is hashed. Each entry names it, so that SM3 can follow without a new ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Algorithm {
    Sha256 = 1,
}

impl Algorithm {
    /// The algorithm with this number.
    pub const fn parse(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Sha256),
            _ => None,
        }
    }
}

/// What is wrong with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainFault {
    /// The entry's content does not give its hash.
    Changed,
    /// The entry does not follow the one before it.
    Broken,
    /// An entry is missing before this one.
    Missing,
}

/// The fields of an entry as they are stored, all of which are hashed.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'a> {
    pub stream: &'a str,
    pub seq: i64,
    pub algorithm: i64,
    pub previous: &'a [u8],
    pub action: &'a str,
    pub actor: &'a str,
    pub actor_unit: &'a str,
    pub at_ms: i64,
    pub command_key: &'a str,
    pub body: &'a str,
}

/// Hash of an entry: every field, length-prefixed, in this order.
pub fn hash_entry(entry: &Stored<'_>) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(b"hemu-ledger-entry-1");
    field(&mut hasher, entry.stream.as_bytes());
    field(&mut hasher, &entry.seq.to_be_bytes());
    field(&mut hasher, &entry.algorithm.to_be_bytes());
    field(&mut hasher, entry.previous);
    field(&mut hasher, entry.action.as_bytes());
    field(&mut hasher, entry.actor.as_bytes());
    field(&mut hasher, entry.actor_unit.as_bytes());
    field(&mut hasher, &entry.at_ms.to_be_bytes());
    field(&mut hasher, entry.command_key.as_bytes());
    field(&mut hasher, entry.body.as_bytes());
    hasher.finalize().into()
}

/// Check one stored entry against the sequence and hash expected of it.
pub fn check_link(
    entry: &Stored<'_>,
    hash: &[u8],
    expected_seq: i64,
    expected_previous: &[u8],
) -> Result<(), ChainFault> {
    if hash_entry(entry).as_slice() != hash {
        Err(ChainFault::Changed)
    } else if expected_seq < entry.seq {
        Err(ChainFault::Missing)
    } else if entry.seq != expected_seq || entry.previous != expected_previous {
        Err(ChainFault::Broken)
    } else {
        Ok(())
    }
}

/// A commitment to a text that tells nothing of it once the salt is gone.
pub fn commitment(salt: &[u8; 16], text: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(b"hemu-commitment-1");
    field(&mut hasher, salt);
    field(&mut hasher, text.as_bytes());
    hasher.finalize().into()
}

fn field(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}
