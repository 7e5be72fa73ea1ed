//! Checkpoints: each minute the heads that changed are fixed under a signed Merkle root, chained to the last one.
//!
//! Against them a cut-off end or a vanished stream is found even when the row it belonged to was changed as well.

use ed25519_dalek::{Signature, Signer, Verifier};
use hemu_domain::{
    kernel::Instant,
    ledger::{Head, leaf_hash, merkle_root},
};
use sha2::{Digest, Sha256};

use crate::{
    Store, StoreError,
    ledger::{Fault, Finding, Verified, find},
    sql::{OnKey, insert, sql, text},
};

/// How far back of the last checkpoint entries are looked for again: longer than any transaction may last.
const OVERLAP_MS: i64 = 10 * Instant::MINUTE_MS;

struct Last {
    number: i64,
    at_ms: i64,
    root: Vec<u8>,
}

impl Store {
    /// Fix the heads that changed since the last checkpoint. Returns how many; none makes no checkpoint.
    pub async fn make_checkpoint(&self, now: Instant) -> Result<usize, StoreError> {
        let last = self.last_checkpoint().await?;
        let since = last.as_ref().map_or(0, |last| last.at_ms - OVERLAP_MS);
        let rows = self
            .all(
                "SELECT e.stream, e.seq, e.hash FROM ledger_entry e \
                 JOIN (SELECT stream, MAX(seq) AS seq FROM ledger_entry WHERE stream IN (SELECT stream FROM ledger_entry WHERE at_ms >= $1) GROUP BY stream) t \
                   ON e.stream = t.stream AND e.seq = t.seq \
                 WHERE NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.stream = e.stream AND l.length = e.seq) ORDER BY e.stream",
                [since.into()],
            )
            .await?;
        let mut heads = Vec::with_capacity(rows.len());
        for row in &rows {
            heads.push(Head {
                stream: row.try_get("", "stream")?,
                length: row.try_get("", "seq")?,
                hash: row.try_get("", "hash")?,
            });
        }
        if heads.is_empty() {
            return Ok(0);
        }
        let (number, previous) = last.map_or((1, vec![0; 32]), |last| (last.number + 1, last.root));
        let root = root_of(number, now.ms(), &previous, &heads);
        let signature = self.keys().signing_key().sign(&root).to_bytes().to_vec();
        let backend = self.backend();
        let mut tx = self.begin_write().await?;
        tx.execute(sql(
            backend,
            "INSERT INTO ledger_checkpoint (number, at_ms, leaves, previous, root, signature) VALUES ($1, $2, $3, $4, $5, $6)",
            [number.into(), now.ms().into(), i64::try_from(heads.len()).unwrap_or(i64::MAX).into(), previous.into(), root.to_vec().into(), signature.into()],
        ))
        .await?;
        for chunk in heads.chunks(200) {
            let rows = chunk
                .iter()
                .map(|head| {
                    vec![number.into(), text(&head.stream), head.length.into(), head.hash.clone().into()]
                })
                .collect();
            tx.execute(insert(
                backend,
                "ledger_leaf",
                &["checkpoint", "stream", "length", "hash"],
                rows,
                OnKey::Fail,
            ))
            .await?;
        }
        tx.commit().await?;
        Ok(heads.len())
    }

    async fn last_checkpoint(&self) -> Result<Option<Last>, StoreError> {
        let row = self
            .one("SELECT number, at_ms, root FROM ledger_checkpoint ORDER BY number DESC LIMIT 1", [])
            .await?;
        row.map(|row| {
            Ok(Last {
                number: row.try_get("", "number")?,
                at_ms: row.try_get("", "at_ms")?,
                root: row.try_get("", "root")?,
            })
        })
        .transpose()
    }

    pub(crate) async fn compare_with_checkpoints(
        &self,
        heads: &[Head],
        verified: &mut Verified,
    ) -> Result<(), StoreError> {
        let verifying = self.keys().signing_key().verifying_key();
        let mut expected_previous = vec![0; 32];
        let checkpoints = self.all("SELECT number, at_ms, leaves, previous, root, signature FROM ledger_checkpoint ORDER BY number", []).await?;
        for (i, row) in checkpoints.iter().enumerate() {
            let (number, at_ms, count): (i64, i64, i64) =
                (row.try_get("", "number")?, row.try_get("", "at_ms")?, row.try_get("", "leaves")?);
            let (previous, root, signature): (Vec<u8>, Vec<u8>, Vec<u8>) =
                (row.try_get("", "previous")?, row.try_get("", "root")?, row.try_get("", "signature")?);
            let leaves = self.leaves_of(number).await?;
            let signed = Signature::from_slice(&signature)
                .is_ok_and(|signature| verifying.verify(&root, &signature).is_ok());
            let follows = i64::try_from(i + 1) == Ok(number)
                && previous == expected_previous
                && root == root_of(number, at_ms, &previous, &leaves);
            if !signed || !follows || i64::try_from(leaves.len()) != Ok(count) {
                verified.findings.push(Finding {
                    stream: format!("checkpoint:{number}"),
                    seq: 0,
                    what: Fault::Checkpoint,
                });
            }
            for leaf in leaves {
                self.compare_leaf(heads, leaf, verified).await?;
            }
            expected_previous = root;
        }
        verified.checkpoints = checkpoints.len() as u64;
        Ok(())
    }

    async fn compare_leaf(
        &self,
        heads: &[Head],
        leaf: Head,
        verified: &mut Verified,
    ) -> Result<(), StoreError> {
        let what = match find(heads, &leaf.stream) {
            None => Some(Fault::Gone),
            Some(head) if head.length < leaf.length => Some(Fault::Cut),
            Some(head) if head.length == leaf.length => (head.hash != leaf.hash).then_some(Fault::Changed),
            Some(_) => {
                let row = self
                    .one(
                        "SELECT hash FROM ledger_entry WHERE stream = $1 AND seq = $2",
                        [text(&leaf.stream), leaf.length.into()],
                    )
                    .await?;
                let hash = row.map(|row| row.try_get::<Vec<u8>>("", "hash")).transpose()?;
                // A missing entry in the middle was named by the chain already.
                hash.is_some_and(|hash| hash != leaf.hash).then_some(Fault::Changed)
            }
        };
        if let Some(what) = what {
            let finding =
                Finding { stream: leaf.stream, seq: if what == Fault::Gone { 0 } else { leaf.length }, what };
            let known = |other: &Finding| {
                other.stream == finding.stream && (other.what == finding.what || other.seq == finding.seq)
            };
            if !verified.findings.iter().any(known) {
                verified.findings.push(finding);
            }
        }
        Ok(())
    }

    async fn leaves_of(&self, checkpoint: i64) -> Result<Vec<Head>, StoreError> {
        let rows = self
            .all(
                "SELECT stream, length, hash FROM ledger_leaf WHERE checkpoint = $1 ORDER BY stream",
                [checkpoint.into()],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Head {
                    stream: row.try_get("", "stream")?,
                    length: row.try_get("", "length")?,
                    hash: row.try_get("", "hash")?,
                })
            })
            .collect()
    }
}

fn root_of(number: i64, at_ms: i64, previous: &[u8], heads: &[Head]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"hemu-checkpoint-1");
    hasher.update(number.to_be_bytes());
    hasher.update(at_ms.to_be_bytes());
    hasher.update(previous);
    hasher.update(merkle_root(heads.iter().map(leaf_hash)));
    hasher.finalize().into()
}
