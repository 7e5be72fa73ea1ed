//! The tables that rules read, kept in memory and read again when their generation changes.

use std::sync::{Arc, PoisonError, RwLock};

use hemu_domain::{Rules, calendar::Calendar};
use hemu_store::{Store, StoreError};

use crate::settings::Settings;

#[derive(Debug, Default)]
pub(crate) struct RulesCache {
    kept: RwLock<Option<(i64, Arc<Rules>)>>,
}

impl RulesCache {
    /// The tables of this generation, or those in force when none is named.
    pub(crate) async fn get(&self, store: &Store, settings: &Settings, generation: Option<i64>) -> Result<Arc<Rules>, StoreError> {
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
        Ok(rules)
    }
}

async fn read(store: &Store, settings: &Settings) -> Result<Rules, StoreError> {
    let tables = store.calendar_tables().await?;
    let (catalogue_version, matters) = store.catalogue().await?;
    Ok(Rules {
        calendar: Calendar { version: tables.version, zone: settings.zone.clone(), years: tables.years, days: tables.days, hours: settings.work_hours.clone() },
        limits: store.time_limits().await?,
        units: store.units().await?,
        matters,
        catalogue_version,
    })
}
