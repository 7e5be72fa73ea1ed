//! The tables that rules read, kept in memory and read again when their generation changes.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use hemu_domain::{
    Rules,
    calendar::Calendar,
    kernel::{AccountId, DivisionId},
    organisation::DivisionPath,
};
use hemu_store::{Store, StoreError};

use crate::settings::Settings;

#[derive(Debug, Default)]
pub(crate) struct RulesCache {
    kept: RwLock<Option<(i64, Arc<Rules>)>>,
    /// Paths of divisions that were asked for, until the tables change.
    paths: RwLock<HashMap<DivisionId, DivisionPath>>,
    /// Accounts by the keyed hash of their own telephone, read when first asked for.
    phones: RwLock<Option<Phones>>,
}

type Phones = Arc<HashMap<String, Vec<AccountId>>>;

/// How many paths are kept: more than a city has grids.
const PATHS_MAX: usize = 50_000;

impl RulesCache {
    /// The tables of this generation, or those in force when none is named.
    pub(crate) async fn get(
        &self,
        store: &Store,
        settings: &Settings,
        generation: Option<i64>,
    ) -> Result<Arc<Rules>, StoreError> {
        let wanted = match generation {
            Some(generation) => generation,
            None => store.rules_generation().await?,
        };
        if let Some((kept, rules)) = self.kept.read().unwrap_or_else(PoisonError::into_inner).as_ref()
            && *kept == wanted
        {
            return Ok(Arc::clone(rules));
        }
        let generation = store.rules_generation().await?;
        let rules = Arc::new(read(store, settings).await?);
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some((generation, Arc::clone(&rules)));
        self.paths.write().unwrap_or_else(PoisonError::into_inner).clear();
        *self.phones.write().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(rules)
    }

    /// The accounts whose own telephone this is. Call after `get`, which forgets what has changed.
    pub(crate) async fn accounts_with_phone(
        &self,
        store: &Store,
        phone_hash: &str,
    ) -> Result<Vec<AccountId>, StoreError> {
        let kept = self.phones.read().unwrap_or_else(PoisonError::into_inner).clone();
        let phones = match kept {
            Some(phones) => phones,
            None => {
                let mut phones: HashMap<String, Vec<AccountId>> = HashMap::new();
                for (hash, account) in store.accounts_with_phone().await? {
                    phones.entry(hash).or_default().push(account);
                }
                let phones = Arc::new(phones);
                *self.phones.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&phones));
                phones
            }
        };
        Ok(phones.get(phone_hash).cloned().unwrap_or_default())
    }

    /// The path of a division. Call after `get`, which forgets what has changed.
    pub(crate) async fn path(
        &self,
        store: &Store,
        id: DivisionId,
    ) -> Result<Option<DivisionPath>, StoreError> {
        if let Some(path) = self.paths.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(Some(path.clone()));
        }
        let Some(division) = store.division(id).await? else { return Ok(None) };
        let mut paths = self.paths.write().unwrap_or_else(PoisonError::into_inner);
        if PATHS_MAX <= paths.len() {
            paths.clear();
        }
        paths.insert(id, division.path.clone());
        Ok(Some(division.path))
    }
}

async fn read(store: &Store, settings: &Settings) -> Result<Rules, StoreError> {
    let tables = store.calendar_tables().await?;
    let (catalogue_version, matters) = store.catalogue().await?;
    Ok(Rules {
        calendar: Calendar {
            version: tables.version,
            zone: settings.zone.clone(),
            years: tables.years,
            days: tables.days,
            hours: settings.work_hours.clone(),
        },
        limits: store.time_limits().await?,
        units: store.units().await?,
        matters,
        catalogue_version,
        precedents: store.precedents().await?,
        practice: settings.practice,
    })
}
