//! What only tests need of PostgreSQL: a migrated template, and a database cloned from it for each test.

use sea_orm::{ConnectionTrait, Database};

use crate::{MIGRATIONS, Place, Store, StoreError};

/// Make a database of this name from the template and return its address.
pub async fn clone_database(server: &str, name: &str) -> Result<String, StoreError> {
    let admin = Database::connect(server).await?;
    let template = template_name();
    // Several test binaries may start at once: one makes the template, the others wait.
    admin.execute_unprepared("SELECT pg_advisory_lock(20260301)").await?;
    let made = make_template(server, &template).await;
    admin.execute_unprepared("SELECT pg_advisory_unlock(20260301)").await?;
    made?;
    admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await?;
    admin.close().await?;
    Ok(with_database(server, name))
}

/// Drop it again.
pub async fn drop_database(server: &str, name: &str) -> Result<(), StoreError> {
    let admin = Database::connect(server).await?;
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    Ok(admin.close().await?)
}

async fn make_template(server: &str, template: &str) -> Result<(), StoreError> {
    let admin = Database::connect(server).await?;
    let exists = admin
        .execute_unprepared(&format!("SELECT 1 FROM pg_database WHERE datname = '{template}'"))
        .await?
        .rows_affected()
        == 1;
    if !exists {
        let begun = format!("{template}_begun");
        admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {begun} WITH (FORCE)")).await?;
        admin
            .execute_unprepared(&format!(
                "CREATE DATABASE {begun} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
            ))
            .await?;
        let keys = std::env::temp_dir().join(&begun);
        let store = Store::open(&Place::Server {
            url: with_database(server, &begun),
            keys: keys.clone(),
            connections: 2,
        })
        .await?;
        store.close().await?;
        let _ = std::fs::remove_dir_all(keys);
        admin.execute_unprepared(&format!("ALTER DATABASE {begun} RENAME TO {template}")).await?;
    }
    Ok(admin.close().await?)
}

/// Named by the migrations' text, so that a changed migration gets a new template.
fn template_name() -> String {
    let sum = MIGRATIONS
        .iter()
        .flat_map(|migration| migration.postgres.bytes())
        .fold(14_695_981_039_346_656_037_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(1_099_511_628_211)
        });
    format!("hemu_template_{sum:016x}")
}

fn with_database(server: &str, name: &str) -> String {
    server.rsplit_once('/').map_or_else(|| server.to_owned(), |(host, _)| format!("{host}/{name}"))
}

impl Store {
    /// Everything in every table of PostgreSQL, as text.
    #[doc(hidden)]
    pub async fn dump_for_test(&self) -> Result<String, StoreError> {
        let mut dump = String::new();
        for table in self.all("SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema IN ('public', 'hemu_keys')", []).await? {
            let name: String = table.try_get("", "name")?;
            for row in self.all(&format!("SELECT t::text AS line FROM {name} t"), []).await? {
                dump.push_str(&row.try_get::<String>("", "line")?);
                dump.push('\n');
            }
        }
        Ok(dump)
    }
}
