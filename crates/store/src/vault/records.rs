//! Sealing texts and parties into vault rows, and opening them again.

use std::collections::HashMap;

use hemu_domain::{
    kernel::{CaseId, Instant, KeyId, RecordId, SealedText, TextKind},
    ledger::commitment,
    person::Party,
};
use sea_orm::Value;
use serde::{Deserialize, Serialize};

use super::{DataKey, Random};
use crate::{Store, StoreError, sql::text};

pub(crate) const COLUMNS: [&str; 6] = ["id", "case_id", "kind", "key_id", "sealed", "recorded_at"];
pub(crate) const PARTY: &str = "party";
const SALT_BYTES: usize = 16;

/// How a ledger entry names a text: by record, with a salted commitment to its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TextRef {
    pub(crate) record: RecordId,
    pub(crate) kind: TextKind,
    pub(crate) commitment: String,
}

/// A text as it may be read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenText {
    pub record: RecordId,
    pub case: CaseId,
    pub kind: String,
    pub recorded_at: Instant,
    /// `None` once its key was destroyed.
    pub text: Option<String>,
}

/// A vault row for a text, and the reference the ledger will hold.
pub(crate) fn seal_text(
    case: CaseId,
    key_id: KeyId,
    key: &DataKey,
    said: &SealedText,
    at: Instant,
    random: &dyn Random,
) -> Result<(Vec<Value>, TextRef), StoreError> {
    let mut salt = [0; SALT_BYTES];
    random.fill(&mut salt);
    let mut plain = salt.to_vec();
    plain.extend_from_slice(said.text.as_bytes());
    let sealed = key.seal(&said.record.to_string(), &plain, random)?;
    let hash: String = commitment(&salt, &said.text).iter().map(|byte| format!("{byte:02x}")).collect();
    let row = vec![
        text(said.record),
        text(case),
        text(said.kind.code()),
        text(key_id),
        sealed.into(),
        at.ms().into(),
    ];
    Ok((row, TextRef { record: said.record, kind: said.kind, commitment: hash }))
}

/// A vault row for a party.
pub(crate) fn seal_party(
    case: CaseId,
    key_id: KeyId,
    key: &DataKey,
    party: &Party,
    at: Instant,
    random: &dyn Random,
) -> Result<Vec<Value>, StoreError> {
    let plain = serde_json::to_vec(party).map_err(|e| StoreError::corrupt("vault_record", e))?;
    let sealed = key.seal(&party.record.to_string(), &plain, random)?;
    Ok(vec![text(party.record), text(case), text(PARTY), text(key_id), sealed.into(), at.ms().into()])
}

struct Row {
    id: RecordId,
    case: CaseId,
    kind: String,
    key: KeyId,
    sealed: Vec<u8>,
    recorded_at: i64,
}

impl Store {
    /// The texts of one case, oldest first.
    pub async fn texts_of(&self, case: CaseId) -> Result<Vec<OpenText>, StoreError> {
        let rows = self.vault_rows("case_id = $1 AND kind <> 'party'", vec![text(case)]).await?;
        self.open_texts(rows).await
    }

    /// One text of a case.
    pub async fn text_of(&self, case: CaseId, record: RecordId) -> Result<Option<String>, StoreError> {
        let rows = self
            .vault_rows("id = $1 AND case_id = $2 AND kind <> 'party'", vec![text(record), text(case)])
            .await?;
        Ok(self.open_texts(rows).await?.into_iter().next().and_then(|opened| opened.text))
    }

    /// The first message of each of these cases.
    pub async fn messages_of(&self, cases: &[CaseId]) -> Result<HashMap<CaseId, String>, StoreError> {
        let mut messages = HashMap::new();
        for chunk in cases.chunks(100) {
            let marks: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
            let rows = self
                .vault_rows(
                    &format!("kind = 'message' AND case_id IN ({})", marks.join(", ")),
                    chunk.iter().map(text).collect(),
                )
                .await?;
            for opened in self.open_texts(rows).await? {
                if let Some(words) = opened.text {
                    messages.entry(opened.case).or_insert(words);
                }
            }
        }
        Ok(messages)
    }

    /// The parties of a case. Whoever calls this has shown a purpose; what leaves the use case is masked.
    pub async fn parties_of(&self, case: CaseId) -> Result<Vec<Party>, StoreError> {
        self.open_parties(self.vault_rows("case_id = $1 AND kind = 'party'", vec![text(case)]).await?).await
    }

    async fn open_parties(&self, rows: Vec<Row>) -> Result<Vec<Party>, StoreError> {
        let keys = self.keys().get_many(&rows.iter().map(|row| row.key).collect::<Vec<_>>()).await?;
        rows.iter()
            .filter_map(|row| keys.get(&row.key).map(|key| (row, key)))
            .map(|(row, key)| {
                serde_json::from_slice(&key.open(&row.id.to_string(), &row.sealed)?)
                    .map_err(|e| StoreError::corrupt("vault_record", e))
            })
            .collect()
    }

    /// These parties, where their keys still exist. Whoever calls this masks what leaves the use case.
    pub async fn parties_by_record(&self, records: &[RecordId]) -> Result<Vec<Party>, StoreError> {
        let mut parties = Vec::new();
        for chunk in records.chunks(100) {
            let marks: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
            let condition = format!("kind = 'party' AND id IN ({})", marks.join(", "));
            parties.extend(
                self.open_parties(self.vault_rows(&condition, chunk.iter().map(text).collect()).await?)
                    .await?,
            );
        }
        Ok(parties)
    }

    async fn open_texts(&self, rows: Vec<Row>) -> Result<Vec<OpenText>, StoreError> {
        let keys = self.keys().get_many(&rows.iter().map(|row| row.key).collect::<Vec<_>>()).await?;
        rows.into_iter()
            .map(|row| {
                let words = match keys.get(&row.key) {
                    None => None,
                    Some(key) => {
                        let plain = key.open(&row.id.to_string(), &row.sealed)?;
                        let said = plain.get(SALT_BYTES..).ok_or(StoreError::Sealed)?;
                        Some(String::from_utf8(said.to_vec()).map_err(|_| StoreError::Sealed)?)
                    }
                };
                Ok(OpenText {
                    record: row.id,
                    case: row.case,
                    kind: row.kind,
                    recorded_at: Instant::from_ms(row.recorded_at),
                    text: words,
                })
            })
            .collect()
    }

    async fn vault_rows(&self, condition: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let query = format!(
            "SELECT id, case_id, kind, key_id, sealed, recorded_at FROM vault_record WHERE {condition} ORDER BY recorded_at, id"
        );
        self.all(&query, values)
            .await?
            .iter()
            .map(|row| {
                let bad = |e| StoreError::corrupt("vault_record", e);
                Ok(Row {
                    id: row.try_get::<String>("", "id")?.parse().map_err(bad)?,
                    case: row.try_get::<String>("", "case_id")?.parse().map_err(bad)?,
                    kind: row.try_get("", "kind")?,
                    key: row.try_get::<String>("", "key_id")?.parse().map_err(bad)?,
                    sealed: row.try_get("", "sealed")?,
                    recorded_at: row.try_get("", "recorded_at")?,
                })
            })
            .collect()
    }
}
