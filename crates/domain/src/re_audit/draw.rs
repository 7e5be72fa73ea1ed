//! The draw. A population is fixed by its Merkle root before anybody can know the seed; the seed is the root of the
//! first checkpoint of the ledger that holds the fixing; what is drawn follows from the two and can be drawn again by
//! anybody who has the numbers.

use sha2::{Digest, Sha256};

use crate::{
    kernel::{CaseNumber, coded},
    ledger::{Hash, merkle_root},
};

coded! {
    /// Each sort of ending is drawn from by itself, so that none can hide among the others.
    Stratum {
        /// 办理后办结
        Handled = "handled",
        /// 当场答复
        SettledOnSpot = "settled_on_spot",
        /// 其他方式结束: excluded, transferred, voided, withdrawn.
        EndedOtherwise = "ended_otherwise",
    }
}

/// One case of the population.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    pub stratum: Stratum,
    pub number: String,
}

impl Member {
    /// A case by its number.
    pub fn new(stratum: Stratum, number: &CaseNumber) -> Self {
        Self { stratum, number: number.0.clone() }
    }
}

/// One case that was drawn, and as which of its stratum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    pub member: Member,
    /// 1 for the first of its stratum.
    pub place: u32,
}

/// So many are drawn from a stratum: the percentage, rounded up, at least one, never more than there are.
pub fn sample_size(size: usize, percent: u32) -> usize {
    let share = size.saturating_mul(percent as usize).div_ceil(100);
    share.max(1).min(size)
}

/// The root that fixes a population: Merkle tree over its members, sorted by number within each stratum.
pub fn population_root(members: &[Member]) -> Hash {
    merkle_root(sorted(members).iter().map(|member| {
        let mut hasher = Sha256::new();
        hasher.update([0]);
        hasher.update(b"hemu-re-audit-member-1");
        hasher.update((member.stratum.code().len() as u64).to_be_bytes());
        hasher.update(member.stratum.code());
        hasher.update((member.number.len() as u64).to_be_bytes());
        hasher.update(&member.number);
        hasher.finalize().into()
    }))
}

/// Draw from each stratum: the first so many by SHA-256(seed ‖ number).
pub fn draw(members: &[Member], seed: &Hash, percent: u32) -> Vec<Drawn> {
    let members = sorted(members);
    let mut drawn = Vec::new();
    for stratum in Stratum::ALL {
        let mut ranked: Vec<(Hash, &Member)> = members
            .iter()
            .filter(|member| member.stratum == *stratum)
            .map(|member| (rank(seed, &member.number), member))
            .collect();
        ranked.sort_unstable();
        let wanted = sample_size(ranked.len(), percent);
        drawn.extend(
            ranked
                .into_iter()
                .take(wanted)
                .zip(1_u32..)
                .map(|((_, member), place)| Drawn { member: member.clone(), place }),
        );
    }
    drawn
}

fn rank(seed: &Hash, number: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(seed);
    hasher.update(number);
    hasher.finalize().into()
}

/// Each member once, in order.
fn sorted(members: &[Member]) -> Vec<Member> {
    let mut sorted = members.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}
