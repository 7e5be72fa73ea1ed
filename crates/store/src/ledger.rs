//! Reading the ledger: verify every chain against itself, its row and the last checkpoint; compute the root.

use hemu_domain::{
    kernel::{AccountId, CaseId, Instant},
    ledger::{ChainFault, Head, Stored, StreamId, StreamKind, ZERO, check_link, leaf_hash, merkle_root},
};
use sea_orm::QueryResult;

use crate::{Store, StoreError, sql::text};

/// Something wrong with the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub stream: String,
    /// The entry at fault; 0 when it is the whole stream or a checkpoint.
    pub seq: i64,
    pub what: Fault,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The entry was changed.
    Changed,
    /// An entry before this one is missing.
    Missing,
    /// The entry does not follow the one before it: swapped, or from elsewhere.
    Broken,
    /// Entries at the end were cut off.
    Cut,
    /// The whole stream is gone.
    Gone,
    /// The row the stream belongs to says another head.
    RowDiffers,
    /// A checkpoint does not follow from its leaves, its predecessor or its key.
    Checkpoint,
}

/// The outcome of verifying.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    pub streams: u64,
    pub entries: u64,
    pub checkpoints: u64,
    pub findings: Vec<Finding>,
}

/// One entry as the timeline shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    pub seq: i64,
    pub action: String,
    pub actor: String,
    pub actor_name: Option<String>,
    pub actor_unit: String,
    pub at: Instant,
    /// The body as stored: JSON.
    pub body: String,
}

/// A command that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneCommand {
    /// The stream it opened or changed.
    pub stream: String,
    /// Keyed hash of what was asked.
    pub digest: String,
}

const PAGE: i64 = 5_000;

impl Store {
    /// Verify every chain. Memory does not grow with the ledger beyond one head per stream.
    pub async fn verify_ledger(&self, progress: &(dyn Fn(u64) + Sync)) -> Result<Verified, StoreError> {
        let mut verified = Verified::default();
        let mut heads: Vec<Head> = Vec::new();
        let mut at = (String::new(), 0_i64);
        loop {
            let rows = self
                .all(
                    "SELECT * FROM ledger_entry WHERE (stream, seq) > ($1, $2) ORDER BY stream, seq LIMIT $3",
                    [text(&at.0), at.1.into(), PAGE.into()],
                )
                .await?;
            let Some(last) = rows.last() else { break };
            at = (last.try_get("", "stream")?, last.try_get("", "seq")?);
            for row in &rows {
                check_row(row, &mut heads, &mut verified)?;
            }
            verified.entries += rows.len() as u64;
            progress(verified.entries);
        }
        verified.streams = heads.len() as u64;
        self.compare_with_rows(&heads, &mut verified).await?;
        self.compare_with_checkpoints(&heads, &mut verified).await?;
        Ok(verified)
    }

    /// Merkle root over the heads of all streams, sorted by stream.
    pub async fn ledger_root(&self) -> Result<[u8; 32], StoreError> {
        let rows = self
            .all("SELECT e.stream, e.seq, e.hash FROM ledger_entry e JOIN (SELECT stream, MAX(seq) AS seq FROM ledger_entry GROUP BY stream) t ON e.stream = t.stream AND e.seq = t.seq ORDER BY e.stream", [])
            .await?;
        let mut leaves = Vec::with_capacity(rows.len());
        for row in &rows {
            leaves.push(leaf_hash(&Head {
                stream: row.try_get("", "stream")?,
                length: row.try_get("", "seq")?,
                hash: row.try_get("", "hash")?,
            }));
        }
        Ok(merkle_root(leaves))
    }

    /// The entries of a case, oldest first.
    pub async fn timeline(&self, case: CaseId) -> Result<Vec<TimelineEntry>, StoreError> {
        self.entries_of(&StreamId::of(StreamKind::Case, case), "ORDER BY e.seq").await
    }

    /// The last entries of an account's stream, newest first.
    pub async fn account_timeline(
        &self,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<TimelineEntry>, StoreError> {
        let order = format!("ORDER BY e.seq DESC LIMIT {limit}");
        self.entries_of(&StreamId::of(StreamKind::Account, account), &order).await
    }

    async fn entries_of(&self, stream: &StreamId, order: &str) -> Result<Vec<TimelineEntry>, StoreError> {
        let query = format!(
            "SELECT e.seq, e.action, e.actor, e.actor_unit, e.at_ms, e.body, a.name FROM ledger_entry e LEFT JOIN account a ON a.id = e.actor WHERE e.stream = $1 {order}"
        );
        let rows = self.all(&query, [text(&stream.0)]).await?;
        rows.iter()
            .map(|row| {
                Ok(TimelineEntry {
                    seq: row.try_get("", "seq")?,
                    action: row.try_get("", "action")?,
                    actor: row.try_get("", "actor")?,
                    actor_name: row.try_get("", "name")?,
                    actor_unit: row.try_get("", "actor_unit")?,
                    at: Instant::from_ms(row.try_get("", "at_ms")?),
                    body: row.try_get("", "body")?,
                })
            })
            .collect()
    }

    /// What the command with this key did, if it was carried out.
    pub async fn command_done(&self, command_key: &str) -> Result<Option<DoneCommand>, StoreError> {
        let Some(row) = self
            .one("SELECT stream, body FROM ledger_entry WHERE command_key = $1", [text(command_key)])
            .await?
        else {
            return Ok(None);
        };
        #[derive(serde::Deserialize)]
        struct Asked {
            #[serde(default)]
            command: String,
        }
        let asked: Asked = serde_json::from_str(&row.try_get::<String>("", "body")?)
            .map_err(|e| StoreError::corrupt("ledger_entry", e))?;
        Ok(Some(DoneCommand { stream: row.try_get("", "stream")?, digest: asked.command }))
    }

    /// Streams whose row (case, unit, account, register) says another length or head than the chain.
    async fn compare_with_rows(&self, heads: &[Head], verified: &mut Verified) -> Result<(), StoreError> {
        for (prefix, table, key) in [
            ("case", "cases", "id"),
            ("unit", "unit", "id"),
            ("account", "account", "id"),
            ("", "register", "stream"),
        ] {
            let mut after = String::new();
            loop {
                let query = format!(
                    "SELECT {key} AS id, version, ledger_head FROM {table} WHERE {key} > $1 ORDER BY {key} LIMIT $2"
                );
                let rows = self.all(&query, [text(&after), PAGE.into()]).await?;
                let Some(last) = rows.last() else { break };
                after = last.try_get("", "id")?;
                for row in &rows {
                    let id: String = row.try_get("", "id")?;
                    let stream = if prefix.is_empty() { id } else { format!("{prefix}:{id}") };
                    let (length, hash): (i64, Vec<u8>) =
                        (row.try_get("", "version")?, row.try_get("", "ledger_head")?);
                    match find(heads, &stream) {
                        None => verified.findings.push(Finding { stream, seq: 0, what: Fault::Gone }),
                        Some(head) if head.length < length => {
                            verified.findings.push(Finding { stream, seq: head.length, what: Fault::Cut })
                        }
                        Some(head) if head.length != length || head.hash != hash => verified
                            .findings
                            .push(Finding { stream, seq: head.length, what: Fault::RowDiffers }),
                        Some(_) => {}
                    }
                }
            }
        }
        Ok(())
    }
}

pub(crate) fn find<'a>(heads: &'a [Head], stream: &str) -> Option<&'a Head> {
    heads.binary_search_by(|head| head.stream.as_str().cmp(stream)).ok().and_then(|at| heads.get(at))
}

fn check_row(row: &QueryResult, heads: &mut Vec<Head>, verified: &mut Verified) -> Result<(), StoreError> {
    let (stream, previous, action): (String, Vec<u8>, String) =
        (row.try_get("", "stream")?, row.try_get("", "previous")?, row.try_get("", "action")?);
    let (actor, actor_unit, command_key, body): (String, String, String, String) = (
        row.try_get("", "actor")?,
        row.try_get("", "actor_unit")?,
        row.try_get("", "command_key")?,
        row.try_get("", "body")?,
    );
    let hash: Vec<u8> = row.try_get("", "hash")?;
    let seq: i64 = row.try_get("", "seq")?;
    let stored = Stored {
        stream: &stream,
        seq,
        algorithm: row.try_get("", "algorithm")?,
        previous: &previous,
        action: &action,
        actor: &actor,
        actor_unit: &actor_unit,
        at_ms: row.try_get("", "at_ms")?,
        command_key: &command_key,
        body: &body,
    };
    if heads.last().is_none_or(|head| head.stream != stream) {
        heads.push(Head { stream: stream.clone(), length: 0, hash: ZERO.to_vec() });
    }
    let Some(head) = heads.last_mut() else { return Ok(()) };
    if let Err(fault) = check_link(&stored, &hash, head.length + 1, &head.hash) {
        let what = match fault {
            ChainFault::Changed => Fault::Changed,
            ChainFault::Missing => Fault::Missing,
            ChainFault::Broken => Fault::Broken,
        };
        verified.findings.push(Finding { stream: stream.clone(), seq, what });
    }
    // Go on from what is stored, so that one fault is named once and not for every entry after it.
    head.length = seq;
    head.hash = hash;
    Ok(())
}
