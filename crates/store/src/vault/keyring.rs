//! The key store: data keys, wrapped under a master key that lies in a file.
//!
//! Keys are cut in blocks and committed before use, so that a case never waits for its key and never has one that
//! could be lost. A key left over in a block is harmless.

use std::{
    collections::{HashMap, VecDeque},
    fs,
    io::Write,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant as Monotonic},
};

use ed25519_dalek::SigningKey;
use hemu_domain::kernel::{Instant, KeyId};
use sea_orm::ConnectionTrait;

use super::{DataKey, Random};
use crate::{
    StoreError,
    dialect::{
        connect::Pools,
        keys::{around_destroying, key_table},
    },
    sql::{OnKey, insert, sql, text},
};

const BLOCK: usize = 64;
const CACHED_MAX: usize = 4_096;
/// How long another process may still hold a key that this one has destroyed.
const CACHED_FOR: Duration = Duration::from_secs(60);

/// Keys by identifier. Cheap to clone.
#[derive(Clone)]
pub struct KeyRing {
    pools: Pools,
    master: DataKey,
    signing: [u8; 32],
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    block: VecDeque<(KeyId, DataKey)>,
    cache: HashMap<KeyId, (DataKey, Monotonic)>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyRing(…)")
    }
}

impl KeyRing {
    pub(crate) async fn open(pools: Pools, folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(|e| StoreError::Keys(format!("{}: {e}", folder.display())))?;
        let master = DataKey::from_slice(&secret_file(&folder.join("master.key"))?)
            .ok_or_else(|| StoreError::Keys("master.key has not 32 bytes".into()))?;
        let signing = secret_file(&folder.join("checkpoint.key"))?
            .try_into()
            .map_err(|_| StoreError::Keys("checkpoint.key has not 32 bytes".into()))?;
        let backend = pools.writer.get_database_backend();
        for statement in key_table(backend).0 {
            pools.writer.execute_unprepared(statement).await?;
        }
        Ok(Self { pools, master, signing, state: Arc::default() })
    }

    pub(crate) async fn close(self) -> Result<(), StoreError> {
        self.pools.reader.close().await?;
        Ok(self.pools.writer.close().await?)
    }

    /// The key that signs checkpoints.
    pub(crate) fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.signing)
    }

    /// A keyed hash under the master key, as hexadecimal: tells nothing to whoever has only the database.
    pub fn mac(&self, purpose: &str, parts: &[&str]) -> String {
        self.master.mac(purpose, parts)
    }

    /// Seal a secret of the platform itself under the master key; it belongs to `owner` alone.
    pub(crate) fn seal_under_master(
        &self,
        owner: &str,
        plain: &[u8],
        random: &dyn Random,
    ) -> Result<Vec<u8>, StoreError> {
        self.master.seal(owner, plain, random)
    }

    /// Open what was sealed under the master key.
    pub(crate) fn open_under_master(&self, owner: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.master.open(owner, sealed)
    }

    /// An unused key, already committed.
    pub async fn take(&self, at: Instant, random: &dyn Random) -> Result<(KeyId, DataKey), StoreError> {
        if let Some(key) = self.with_state(|state| state.block.pop_front()) {
            self.remember(key.0, &key.1);
            return Ok(key);
        }
        let mut fresh: VecDeque<(KeyId, DataKey)> =
            (0..BLOCK).map(|_| (KeyId::new(at, random.next()), DataKey::fresh(random))).collect();
        let mut rows = Vec::with_capacity(BLOCK);
        for (id, key) in &fresh {
            let wrapped = self.master.seal(&id.to_string(), key.bytes(), random)?;
            rows.push(vec![text(id), wrapped.into(), at.ms().into()]);
        }
        self.insert_rows(rows).await?;
        let first = fresh.pop_front().ok_or(StoreError::Sealed)?;
        self.with_state(|state| state.block.append(&mut fresh));
        self.remember(first.0, &first.1);
        Ok(first)
    }

    async fn insert_rows(&self, rows: Vec<Vec<sea_orm::Value>>) -> Result<(), StoreError> {
        let backend = self.pools.writer.get_database_backend();
        let (_, table) = key_table(backend);
        let mut statement = insert(backend, "data_key", &["id", "wrapped", "made_at"], rows, OnKey::Fail);
        statement.sql = statement.sql.replacen("\"data_key\"", table, 1);
        self.pools.writer.execute_raw(statement).await?;
        Ok(())
    }

    /// The keys with these identifiers; those destroyed are left out.
    pub async fn get_many(&self, ids: &[KeyId]) -> Result<HashMap<KeyId, DataKey>, StoreError> {
        let mut found: HashMap<KeyId, DataKey> = HashMap::new();
        let mut missing: Vec<KeyId> = Vec::new();
        self.with_state(|state| {
            for id in ids {
                match state.cache.get(id) {
                    Some((key, since)) if since.elapsed() < CACHED_FOR => {
                        found.insert(*id, key.clone());
                    }
                    _ => missing.push(*id),
                }
            }
        });
        missing.sort_unstable();
        missing.dedup();
        for ids in missing.chunks(100) {
            let backend = self.pools.reader.get_database_backend();
            let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
            let query = format!(
                "SELECT id, wrapped FROM {} WHERE id IN ({})",
                key_table(backend).1,
                marks.join(", ")
            );
            for row in self.pools.reader.query_all_raw(sql(backend, &query, ids.iter().map(text))).await? {
                let id: String = row.try_get("", "id")?;
                let wrapped: Vec<u8> = row.try_get("", "wrapped")?;
                let key = DataKey::from_slice(&self.master.open(&id, &wrapped)?).ok_or(StoreError::Sealed)?;
                let id: KeyId = id.parse().map_err(|e| StoreError::corrupt("data_key", e))?;
                self.remember(id, &key);
                found.insert(id, key);
            }
        }
        Ok(found)
    }

    /// The key with this identifier.
    ///
    /// # Errors
    /// `Sealed` when it was destroyed.
    pub async fn get(&self, id: KeyId) -> Result<DataKey, StoreError> {
        self.get_many(&[id]).await?.remove(&id).ok_or(StoreError::Sealed)
    }

    /// Destroy a key: what it sealed can never be read again.
    pub async fn destroy(&self, id: KeyId) -> Result<(), StoreError> {
        let backend = self.pools.writer.get_database_backend();
        let query = format!("DELETE FROM {} WHERE id = $1", key_table(backend).1);
        self.with_state(|state| state.cache.remove(&id));
        let (before, after) = around_destroying(backend);
        for statement in before {
            self.pools.writer.execute_unprepared(statement).await?;
        }
        self.pools.writer.execute_raw(sql(backend, &query, [text(id)])).await?;
        for statement in after {
            self.pools.writer.execute_unprepared(statement).await?;
        }
        self.with_state(|state| state.cache.remove(&id));
        Ok(())
    }

    fn remember(&self, id: KeyId, key: &DataKey) {
        self.with_state(|state| {
            if CACHED_MAX <= state.cache.len() {
                state.cache.clear();
            }
            state.cache.insert(id, (key.clone(), Monotonic::now()));
        });
    }

    fn with_state<T>(&self, read: impl FnOnce(&mut State) -> T) -> T {
        read(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Read a 32-byte secret, making it on first use, readable by its owner only.
fn secret_file(path: &Path) -> Result<Vec<u8>, StoreError> {
    let failed = |e: std::io::Error| StoreError::Keys(format!("{}: {e}", path.display()));
    match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let mut bytes = [0_u8; 32];
            rand::TryRng::try_fill_bytes(&mut rand::rngs::SysRng, &mut bytes)
                .map_err(|e| StoreError::Keys(e.to_string()))?;
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path).map_err(failed)?;
            file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)?;
            Ok(bytes.to_vec())
        }
        Err(e) => Err(failed(e)),
    }
}
