//! Residents' accounts: found by the keyed hash of a number, sealed under a key of their own.
//!
//! Which requests somebody keeps is written so that only their own session can read it: each row of `resident_case`
//! is found by a keyed hash under the resident's key and sealed under it. Two rows of one person look like rows of two.

use hemu_domain::kernel::{CaseId, Instant, KeyId, ResidentId};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError, Tx,
    sql::{OnKey, insert, sql, text},
    vault::{DataKey, Random},
};

/// The most requests kept in one account.
pub const CASES_MAX: u32 = 500;
const SLOTS_AT_ONCE: usize = 50;

/// An account, opened with its own key.
#[derive(Clone)]
pub struct Resident {
    pub id: ResidentId,
    /// Digits.
    pub phone: String,
    pub name: String,
    /// How many requests it keeps.
    pub cases: u32,
    pub created_at: Instant,
    version: i64,
    key_id: KeyId,
    key: DataKey,
}

impl std::fmt::Debug for Resident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Resident({})", self.id)
    }
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    phone: String,
    name: String,
    cases: u32,
}

/// A session of a resident.
#[derive(Debug, Clone)]
pub struct ResidentSession {
    pub resident: ResidentId,
    pub csrf_token: String,
    pub seen_at: Instant,
}

/// The code last sent to a number, and how often one was sent since a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSent {
    pub code_hash: String,
    pub sent_at: Instant,
    pub tries: i64,
    pub since: Instant,
    pub sent: i64,
}

impl Resident {
    /// The key it is sealed under.
    pub fn key(&self) -> KeyId {
        self.key_id
    }

    /// The same account under another name, to be saved.
    #[must_use]
    pub fn named(&self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self.clone() }
    }

    fn slot(&self, n: u32) -> String {
        self.key.mac("resident-slot", &[&n.to_string()])
    }

    fn proof(&self, case: CaseId) -> String {
        self.key.mac("resident-proof", &[&case.to_string()])
    }

    fn seal(&self, random: &dyn Random) -> Result<Vec<u8>, StoreError> {
        let plain = Sealed { phone: self.phone.clone(), name: self.name.clone(), cases: self.cases };
        let plain = serde_json::to_vec(&plain).map_err(|e| StoreError::corrupt("resident", e))?;
        self.key.seal(&self.id.to_string(), &plain, random)
    }
}

impl Store {
    /// What a telephone number is found by.
    pub fn phone_hash(&self, digits: &str) -> String {
        self.keys().mac("resident-phone", &[digits])
    }

    /// A new account, not yet written.
    pub async fn new_resident(
        &self,
        phone: &str,
        at: Instant,
        random: &dyn Random,
    ) -> Result<Resident, StoreError> {
        let (key_id, key) = self.keys().take(at, random).await?;
        Ok(Resident {
            id: ResidentId::new(at, random.next()),
            phone: phone.to_owned(),
            name: String::new(),
            cases: 0,
            created_at: at,
            version: 1,
            key_id,
            key,
        })
    }

    /// The account with this identifier, unless it is closed.
    pub async fn resident(&self, id: ResidentId) -> Result<Option<Resident>, StoreError> {
        let query = "SELECT * FROM resident WHERE id = $1 AND disabled_at IS NULL";
        let Some(row) = self.one(query, [text(id)]).await? else { return Ok(None) };
        let bad = |what: &str| StoreError::corrupt("resident", what);
        let key_id: KeyId = row.try_get::<String>("", "key_id")?.parse().map_err(|_| bad("key_id"))?;
        let Some(key) = self.keys().get_many(&[key_id]).await?.remove(&key_id) else { return Ok(None) };
        let plain = key.open(&id.to_string(), &row.try_get::<Vec<u8>>("", "sealed")?)?;
        let sealed: Sealed = serde_json::from_slice(&plain).map_err(|_| bad("sealed"))?;
        Ok(Some(Resident {
            id,
            phone: sealed.phone,
            name: sealed.name,
            cases: sealed.cases,
            created_at: Instant::from_ms(row.try_get("", "created_at")?),
            version: row.try_get("", "version")?,
            key_id,
            key,
        }))
    }

    /// The session behind a token.
    pub async fn resident_session(&self, token_hash: &str) -> Result<Option<ResidentSession>, StoreError> {
        let row = self
            .one(
                "SELECT resident_id, csrf_token, seen_at FROM resident_session WHERE token_hash = $1",
                [text(token_hash)],
            )
            .await?;
        row.map(|row| {
            Ok(ResidentSession {
                resident: row
                    .try_get::<String>("", "resident_id")?
                    .parse()
                    .map_err(|e| StoreError::corrupt("resident_session", e))?,
                csrf_token: row.try_get("", "csrf_token")?,
                seen_at: Instant::from_ms(row.try_get("", "seen_at")?),
            })
        })
        .transpose()
    }

    /// The session was used now.
    pub async fn touch_resident_session(&self, token_hash: &str, now: Instant) -> Result<(), StoreError> {
        let query = "UPDATE resident_session SET seen_at = $1 WHERE token_hash = $2";
        self.writer().execute_raw(sql(self.backend(), query, [now.ms().into(), text(token_hash)])).await?;
        Ok(())
    }

    /// End a session.
    pub async fn end_resident_session(&self, token_hash: &str) -> Result<(), StoreError> {
        let query = "DELETE FROM resident_session WHERE token_hash = $1";
        self.writer().execute_raw(sql(self.backend(), query, [text(token_hash)])).await?;
        Ok(())
    }

    /// Forget sessions that were idle for too long, and codes sent before a moment.
    pub async fn sweep_residents(
        &self,
        seen_before: Instant,
        sent_before: Instant,
    ) -> Result<u64, StoreError> {
        let sessions =
            sql(self.backend(), "DELETE FROM resident_session WHERE seen_at < $1", [seen_before.ms().into()]);
        let codes =
            sql(self.backend(), "DELETE FROM resident_code WHERE sent_at < $1", [sent_before.ms().into()]);
        let swept = self.writer().execute_raw(sessions).await?.rows_affected();
        Ok(swept + self.writer().execute_raw(codes).await?.rows_affected())
    }

    /// Whether the account keeps this request.
    pub async fn keeps_case(&self, resident: &Resident, case: CaseId) -> Result<bool, StoreError> {
        let query = "SELECT 1 AS one FROM resident_case WHERE proof = $1";
        Ok(self.one(query, [text(resident.proof(case))]).await?.is_some())
    }

    /// The requests it keeps, the last one first, below a place in that order. Each with its place.
    pub async fn cases_kept(
        &self,
        resident: &Resident,
        below: Option<u32>,
        limit: u32,
    ) -> Result<Vec<(u32, CaseId)>, StoreError> {
        let end = below.unwrap_or(resident.cases).min(resident.cases);
        let places: Vec<u32> = (end.saturating_sub(limit)..end).rev().collect();
        let mut found = Vec::with_capacity(places.len());
        for chunk in places.chunks(SLOTS_AT_ONCE) {
            let slots: Vec<(u32, String)> = chunk.iter().map(|n| (*n, resident.slot(*n))).collect();
            let query =
                format!("SELECT slot, sealed FROM resident_case WHERE slot IN ({})", marks(slots.len()));
            let rows = self.all(&query, slots.iter().map(|(_, slot)| text(slot))).await?;
            for (n, slot) in &slots {
                for row in &rows {
                    if row.try_get::<String>("", "slot")? == *slot {
                        found.push((*n, open_case(resident, slot, row)?));
                    }
                }
            }
        }
        Ok(found)
    }
}

fn open_case(resident: &Resident, slot: &str, row: &QueryResult) -> Result<CaseId, StoreError> {
    let plain = resident.key.open(slot, &row.try_get::<Vec<u8>>("", "sealed")?)?;
    String::from_utf8(plain)
        .map_err(|_| StoreError::Sealed)?
        .parse()
        .map_err(|e| StoreError::corrupt("resident_case", e))
}

fn marks(n: usize) -> String {
    (1..=n).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

impl Tx {
    /// The code last sent to a number.
    pub async fn code_sent(&mut self, phone_hash: &str) -> Result<Option<CodeSent>, StoreError> {
        let row = self.one("SELECT * FROM resident_code WHERE phone_hash = $1", [text(phone_hash)]).await?;
        row.map(|row| {
            Ok(CodeSent {
                code_hash: row.try_get("", "code_hash")?,
                sent_at: Instant::from_ms(row.try_get("", "sent_at")?),
                tries: row.try_get("", "tries")?,
                since: Instant::from_ms(row.try_get("", "since")?),
                sent: row.try_get("", "sent")?,
            })
        })
        .transpose()
    }

    /// Keep what was sent.
    pub async fn keep_code(&mut self, phone_hash: &str, code: &CodeSent) -> Result<(), StoreError> {
        let columns = ["phone_hash", "code_hash", "sent_at", "tries", "since", "sent"];
        let row = vec![
            text(phone_hash),
            text(&code.code_hash),
            code.sent_at.ms().into(),
            code.tries.into(),
            code.since.ms().into(),
            code.sent.into(),
        ];
        let changing = ["code_hash", "sent_at", "tries", "since", "sent"];
        let on_key = OnKey::Update { keys: &["phone_hash"], columns: &changing };
        self.execute(insert(self.backend(), "resident_code", &columns, vec![row], on_key)).await?;
        Ok(())
    }

    /// The account of a number.
    pub async fn resident_by_phone(&mut self, phone_hash: &str) -> Result<Option<ResidentId>, StoreError> {
        let row = self
            .one("SELECT id FROM resident WHERE phone_hash = $1 AND disabled_at IS NULL", [text(phone_hash)])
            .await?;
        row.map(|row| {
            row.try_get::<String>("", "id")?.parse().map_err(|e| StoreError::corrupt("resident", e))
        })
        .transpose()
    }

    /// Write a new account.
    pub async fn open_resident(
        &mut self,
        resident: &Resident,
        phone_hash: &str,
        random: &dyn Random,
    ) -> Result<(), StoreError> {
        let columns = ["id", "phone_hash", "sealed", "key_id", "version", "created_at"];
        let row = vec![
            text(resident.id),
            text(phone_hash),
            resident.seal(random)?.into(),
            text(resident.key_id),
            resident.version.into(),
            resident.created_at.ms().into(),
        ];
        self.execute(insert(self.backend(), "resident", &columns, vec![row], OnKey::Fail)).await?;
        Ok(())
    }

    /// Write an account again, as it was read.
    ///
    /// # Errors
    /// `Stale` when it was changed meanwhile.
    pub async fn save_resident(
        &mut self,
        resident: &Resident,
        random: &dyn Random,
    ) -> Result<(), StoreError> {
        let statement = sql(
            self.backend(),
            "UPDATE resident SET sealed = $1, version = version + 1 WHERE id = $2 AND version = $3",
            [resident.seal(random)?.into(), text(resident.id), resident.version.into()],
        );
        if self.execute(statement).await? == 1 { Ok(()) } else { Err(StoreError::Stale) }
    }

    /// Open a session.
    pub async fn open_resident_session(
        &mut self,
        token_hash: &str,
        resident: ResidentId,
        csrf_token: &str,
        at: Instant,
    ) -> Result<(), StoreError> {
        let columns = ["token_hash", "resident_id", "csrf_token", "created_at", "seen_at"];
        let row = vec![text(token_hash), text(resident), text(csrf_token), at.ms().into(), at.ms().into()];
        self.execute(insert(self.backend(), "resident_session", &columns, vec![row], OnKey::Fail)).await?;
        Ok(())
    }

    /// Keep one more request in the account.
    pub async fn keep_case(
        &mut self,
        resident: &Resident,
        case: CaseId,
        random: &dyn Random,
    ) -> Result<(), StoreError> {
        let slot = resident.slot(resident.cases);
        let sealed = resident.key.seal(&slot, case.to_string().as_bytes(), random)?;
        let row = vec![text(&slot), text(resident.proof(case)), sealed.into()];
        let more = Resident { cases: resident.cases + 1, ..resident.clone() };
        self.save_resident(&more, random).await?;
        let columns = ["slot", "proof", "sealed"];
        self.execute(insert(self.backend(), "resident_case", &columns, vec![row], OnKey::Fail)).await?;
        Ok(())
    }

    /// Remove an account with its sessions and everything it kept. The requests stay what they are.
    pub async fn forget_resident(&mut self, resident: &Resident, phone_hash: &str) -> Result<(), StoreError> {
        let places: Vec<u32> = (0..resident.cases).collect();
        for chunk in places.chunks(SLOTS_AT_ONCE) {
            let query = format!("DELETE FROM resident_case WHERE slot IN ({})", marks(chunk.len()));
            let slots = chunk.iter().map(|n| text(resident.slot(*n)));
            self.execute(sql(self.backend(), &query, slots)).await?;
        }
        for (query, value) in [
            ("DELETE FROM resident_session WHERE resident_id = $1", text(resident.id)),
            ("DELETE FROM resident_code WHERE phone_hash = $1", text(phone_hash)),
            ("DELETE FROM resident WHERE id = $1", text(resident.id)),
        ] {
            self.execute(sql(self.backend(), query, [value])).await?;
        }
        Ok(())
    }
}
