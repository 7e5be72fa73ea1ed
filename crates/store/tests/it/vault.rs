//! Personal data lies in the vault and nowhere else; without its key it is gone and the ledger still verifies.

use hemu_app::{jobs, operation, request::view_request};
use hemu_testkit::{TestApp, db_test};

/// What must not be found: everything the resident said and left, whole and in parts.
const SECRETS: [&str; 6] =
    ["小区从昨天晚上开始停水", "林女士", "10012345678", "lin@example.cn", "明湖路3号", "家里有老人"];

async fn dump(app: &TestApp) -> Vec<u8> {
    operation::make_checkpoint(&app.ctx).await.unwrap();
    let mut bytes = Vec::new();
    match app.database.url() {
        None => {
            for file in std::fs::read_dir(app.database.folder()).unwrap() {
                bytes.extend(std::fs::read(file.unwrap().path()).unwrap());
            }
        }
        Some(_) => bytes.extend(app.ctx.store.dump_for_test().await.unwrap().into_bytes()),
    }
    bytes
}

fn found(bytes: &[u8]) -> Vec<&'static str> {
    SECRETS
        .into_iter()
        .filter(|secret| bytes.windows(secret.len()).any(|window| window == secret.as_bytes()))
        .collect()
}

db_test!(
    async fn no_table_file_or_log_of_the_database_holds_what_a_resident_said(app: TestApp) {
        let case = app.a_request().await.case.id;
        while jobs::run_due_jobs(&app.ctx).await.unwrap() != 0 {}
        let bytes = dump(app).await;
        assert!(10_000 < bytes.len(), "the dump holds the database");
        assert!(bytes.windows(26).any(|window| window == case.to_string().as_bytes()), "and the case");
        assert_eq!(found(&bytes), Vec::<&str>::new());
    }
);

db_test!(
    async fn a_destroyed_key_takes_the_words_with_it_and_leaves_the_ledger_whole(app: TestApp) {
        let request = app.a_request().await;
        let page = view_request(&app.ctx, &app.call("operator").await, request.case.id).await.unwrap();
        assert!(page.timeline[0].texts[0].text.is_some());

        app.ctx.store.keys().destroy(request.case.key).await.unwrap();

        let page = view_request(&app.ctx, &app.call("operator").await, request.case.id).await.unwrap();
        assert_eq!(page.timeline[0].texts[0].text, None);
        assert!(page.parties.is_empty());
        assert!(app.ctx.store.verify_ledger(&|_| {}).await.unwrap().findings.is_empty());
    }
);

db_test!(
    async fn facts_rebuilt_from_the_ledger_are_the_facts_that_were_written(app: TestApp) {
        for _ in 0..3 {
            app.a_request().await;
        }
        let stored = app.ctx.store.fact_lines().await.unwrap();
        assert_eq!(stored.len(), 3);
        assert_eq!(stored, app.ctx.store.facts_from_ledger().await.unwrap());
    }
);
