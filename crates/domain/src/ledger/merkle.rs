//! Merkle tree over stream heads (RFC 6962 shape: leaves and nodes are hashed with different prefixes).

use sha2::{Digest, Sha256};

use super::Hash;

/// The state of one stream: its length and the hash of its last entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub stream: String,
    pub length: i64,
    pub hash: Vec<u8>,
}

/// Hash of one leaf.
pub fn leaf_hash(head: &Head) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update((head.stream.len() as u64).to_be_bytes());
    hasher.update(head.stream.as_bytes());
    hasher.update(head.length.to_be_bytes());
    hasher.update(&head.hash);
    hasher.finalize().into()
}

/// Root over leaves in the order given (sort by stream first). An odd node rises as it is.
pub fn merkle_root(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut level: Vec<Hash> = leaves.into_iter().collect();
    if level.is_empty() {
        return Sha256::digest([]).into();
    }
    while 1 < level.len() {
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => {
                    let mut hasher = Sha256::new();
                    hasher.update([1]);
                    hasher.update(left);
                    hasher.update(right);
                    hasher.finalize().into()
                }
                [single] => *single,
                _ => super::ZERO,
            })
            .collect();
    }
    level.first().copied().unwrap_or(super::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(n: u8) -> Vec<Hash> {
        (0..n)
            .map(|i| leaf_hash(&Head { stream: format!("case:{i}"), length: 1, hash: vec![i; 32] }))
            .collect()
    }

    #[test]
    fn every_leaf_and_its_place_matter() {
        for n in 1..12 {
            let root = merkle_root(leaves(n));
            for i in 0..usize::from(n) {
                let mut changed = leaves(n);
                changed[i][0] ^= 1;
                assert_ne!(merkle_root(changed), root);
            }
            let mut reversed = leaves(n);
            reversed.reverse();
            assert!(n == 1 || merkle_root(reversed) != root);
        }
    }
}
