//! Every migration exists for both databases and ends in the same logical schema.

use hemu_store::{MIGRATIONS, Store};
use hemu_testkit::{TestDatabase, TestPlace};

#[tokio::test]
async fn both_databases_have_the_same_columns_and_indexes() {
    let mut schemas = Vec::new();
    for place in [TestPlace::Sqlite, TestPlace::Postgres] {
        let database = TestDatabase::make(place).await;
        let store = Store::open(&database.place).await.unwrap();
        schemas.push(store.schema_for_test().await.unwrap());
        store.close().await.unwrap();
        // Opening again takes no step and fails at none.
        Store::open(&database.place).await.unwrap().close().await.unwrap();
        database.remove().await;
    }
    assert!(100 < schemas[0].0.len());
    assert_eq!(schemas[0].0, schemas[1].0);
    assert_eq!(schemas[0].1, schemas[1].1);
}

#[test]
fn migrations_are_numbered_without_gaps() {
    for (i, migration) in MIGRATIONS.iter().enumerate() {
        assert!(migration.name.starts_with(&format!("{:04}_", i + 1)), "{}", migration.name);
    }
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    let database = TestDatabase::make(TestPlace::Sqlite).await;
    let store = Store::open(&database.place).await.unwrap();
    store
        .execute_for_test("INSERT INTO schema_step (name, checksum) VALUES ('9999_future', 'x')")
        .await
        .unwrap();
    store.close().await.unwrap();
    let refusal = Store::open(&database.place).await.unwrap_err().to_string();
    assert!(refusal.contains("9999_future"), "{refusal}");
}
