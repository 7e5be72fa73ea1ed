//! Personal data lies in the vault and nowhere else; without its key it is gone and the ledger still verifies.

use hemu_app::{
    file::{Caller, NewUpload, append_to_upload, begin_upload},
    jobs, operation,
    request::view_request,
};
use hemu_domain::{file::Audience, kernel::CaseId};
use hemu_testkit::{TestApp, db_test};

/// What must not be found: everything the resident said and left, whole and in parts.
const SECRETS: [&str; 6] =
    ["小区从昨天晚上开始停水", "林女士", "10012345678", "lin@example.cn", "明湖路3号", "家里有老人"];

async fn dump(app: &TestApp) -> Vec<u8> {
    operation::make_checkpoint(&app.ctx).await.unwrap();
    let mut bytes = Vec::new();
    match app.database.url() {
        None => {
            read_all(&app.database.folder(), &mut bytes);
        }
        Some(_) => bytes.extend(app.ctx.store.dump_for_test().await.unwrap().into_bytes()),
    }
    read_all(&app.database.folder().join("files"), &mut bytes);
    bytes
}

fn read_all(folder: &std::path::Path, bytes: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, bytes);
        } else {
            bytes.extend(std::fs::read(path).unwrap());
        }
    }
}

/// Attach a note, and leave another upload half-way.
async fn attach(app: &TestApp, case: CaseId) {
    let call = app.call("operator").await;
    let caller = Caller::Staff { call: &call, request: case };
    let words = "家里有老人，明湖路3号".repeat(2_000);
    for (key, sent) in [("whole", words.len()), ("half", 20_000)] {
        let new =
            NewUpload { name: "林女士.txt".into(), length: words.len() as u64, audience: Audience::Staff };
        let upload = begin_upload(&app.ctx, caller, key, &new).await.unwrap();
        append_to_upload(&app.ctx, caller, upload.id, 0, &words.as_bytes()[..sent]).await.unwrap();
    }
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
        attach(app, case).await;
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
