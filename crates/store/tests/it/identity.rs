//! The step to separated administrators, taken over a database of before; deputies and posts read by their indexes.

use hemu_store::Store;
use hemu_testkit::db_test;

/// What undoes the step 0004, so that it can be taken again over a database that has people.
const BEFORE: [&str; 8] = [
    "DROP TABLE leave",
    "DROP TABLE second_factor",
    "DROP TABLE login_tries",
    "ALTER TABLE account ADD COLUMN failed_tries BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE account ADD COLUMN locked_until BIGINT NOT NULL DEFAULT 0",
    "UPDATE post SET role = 'administrator' WHERE role = 'system_administrator'",
    "DELETE FROM post WHERE role IN ('security_administrator', 'audit_administrator', 'statistician')",
    "DELETE FROM schema_step WHERE name = '0004_identity'",
];

async fn administrators(store: &Store, role: &str) -> u64 {
    let query = format!("UPDATE post SET role = role WHERE role = '{role}'");
    store.execute_for_test(&query).await.unwrap()
}

db_test!(
    async fn the_one_administrator_of_before_becomes_the_system_administrator(app: TestApp) {
        for statement in BEFORE {
            let statement = if app.database.url().is_none() {
                statement.replace("BIGINT", "INTEGER")
            } else {
                statement.into()
            };
            app.ctx.store.execute_for_test(&statement).await.unwrap();
        }
        assert_eq!(administrators(&app.ctx.store, "administrator").await, 1);
        let store = Store::open(&app.database.place).await.unwrap();
        assert_eq!(administrators(&store, "administrator").await, 0);
        assert_eq!(administrators(&store, "system_administrator").await, 1);
        let actor = store.actor("admin", app.ctx.clock.now()).await.unwrap().unwrap();
        assert_eq!(actor.posts[0].role.code(), "system_administrator");
        store.close().await.unwrap();
    }
);

db_test!(
    async fn reading_a_session_seeks_at_every_step(app: TestApp) {
        let plan = app.ctx.store.session_plan().await.unwrap();
        for index in ["leave_by_account", "leave_by_deputy", "post_by_account", "access_grant_by_account"] {
            assert!(plan.contains(index), "{index}:\n{plan}");
        }
        assert!(!plan.contains("Seq Scan on session") && !plan.contains("SCAN s "), "{plan}");
    }
);
