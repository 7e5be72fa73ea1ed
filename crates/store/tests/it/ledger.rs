//! Tampering: every column changed, entries deleted, cut, swapped; verify names each.

use hemu_app::{operation, request};
use hemu_domain::request::{Dispatch, Sign};
use hemu_store::ledger::{Fault, Verified};
use hemu_testkit::{TestApp, db_test};

/// Two cases of three entries each, under a checkpoint.
async fn two_cases(app: &TestApp) -> [String; 2] {
    let mut streams = Vec::new();
    for _ in 0..2 {
        let case = app.a_request().await.case.id;
        let input = Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![],
        };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
            .await
            .unwrap();
        request::sign_request(&app.ctx, &app.call("water").await, app.target(case).await, &Sign)
            .await
            .unwrap();
        streams.push(format!("case:{case}"));
    }
    assert!(0 < operation::make_checkpoint(&app.ctx).await.unwrap());
    assert_eq!(operation::make_checkpoint(&app.ctx).await.unwrap(), 0, "nothing new makes no checkpoint");
    let clean = verify(app).await;
    assert_eq!((clean.findings, clean.checkpoints), (vec![], 1));
    app.ctx.store.disarm_ledger_for_test().await.unwrap();
    streams.try_into().unwrap()
}

async fn verify(app: &TestApp) -> Verified {
    app.ctx.store.verify_ledger(&|_| {}).await.unwrap()
}

async fn execute(app: &TestApp, text: &str) {
    assert_ne!(app.ctx.store.execute_for_test(text).await.unwrap(), 0, "{text}");
}

fn names(verified: &Verified, stream: &str, seq: i64, what: Fault) -> bool {
    verified
        .findings
        .iter()
        .any(|finding| finding.stream == stream && finding.seq == seq && finding.what == what)
}

db_test!(
    async fn a_change_of_any_column_is_named(app: TestApp) {
        let [stream, _] = two_cases(app).await;
        let text = ["action", "actor", "actor_unit", "command_key", "body"].map(|column| {
            (column, format!("{column} || 'x'"), format!("substr({column}, 1, length({column}) - 1)"))
        });
        let numbers =
            ["algorithm", "at_ms"].map(|column| (column, format!("{column} + 1"), format!("{column} - 1")));
        for (column, change, undo) in text.into_iter().chain(numbers) {
            execute(
                app,
                &format!("UPDATE ledger_entry SET {column} = {change} WHERE stream = '{stream}' AND seq = 2"),
            )
            .await;
            let found = verify(app).await;
            assert!(names(&found, &stream, 2, Fault::Changed), "{column}: {:?}", found.findings);
            execute(
                app,
                &format!("UPDATE ledger_entry SET {column} = {undo} WHERE stream = '{stream}' AND seq = 2"),
            )
            .await;
            assert_eq!(verify(app).await.findings, vec![], "{column} put back");
        }
        for column in ["previous", "hash"] {
            let kept =
                format!("(SELECT e.{column} FROM ledger_entry e WHERE e.stream = '{stream}' AND e.seq = 1)");
            execute(
                app,
                &format!("UPDATE ledger_entry SET {column} = {kept} WHERE stream = '{stream}' AND seq = 3"),
            )
            .await;
            assert!(!verify(app).await.findings.is_empty(), "{column}");
        }
    }
);

db_test!(
    async fn the_key_columns_cannot_be_changed_unseen(app: TestApp) {
        let [stream, _] = two_cases(app).await;
        execute(app, &format!("UPDATE ledger_entry SET seq = 9 WHERE stream = '{stream}' AND seq = 3")).await;
        assert!(names(&verify(app).await, &stream, 9, Fault::Changed));
        execute(
            app,
            &format!(
                "UPDATE ledger_entry SET stream = 'case:elsewhere' WHERE stream = '{stream}' AND seq = 9"
            ),
        )
        .await;
        let found = verify(app).await;
        assert!(
            names(&found, "case:elsewhere", 9, Fault::Changed) && names(&found, &stream, 2, Fault::Cut),
            "{:?}",
            found.findings
        );
    }
);

db_test!(
    async fn a_missing_middle_entry_is_named(app: TestApp) {
        let [stream, _] = two_cases(app).await;
        execute(app, &format!("DELETE FROM ledger_entry WHERE stream = '{stream}' AND seq = 2")).await;
        assert!(names(&verify(app).await, &stream, 3, Fault::Missing));
    }
);

db_test!(
    async fn a_cut_off_end_is_named_even_when_the_row_was_changed_as_well(app: TestApp) {
        let [stream, _] = two_cases(app).await;
        execute(app, &format!("DELETE FROM ledger_entry WHERE stream = '{stream}' AND seq = 3")).await;
        assert!(names(&verify(app).await, &stream, 2, Fault::Cut));
        let id = stream.trim_start_matches("case:");
        execute(app, &format!("UPDATE cases SET version = 2, ledger_head = (SELECT hash FROM ledger_entry WHERE stream = '{stream}' AND seq = 2) WHERE id = '{id}'")).await;
        let found = verify(app).await;
        assert!(names(&found, &stream, 3, Fault::Cut), "the checkpoint knows better: {:?}", found.findings);
    }
);

db_test!(
    async fn a_vanished_stream_is_named(app: TestApp) {
        let [stream, other] = two_cases(app).await;
        execute(app, &format!("DELETE FROM ledger_entry WHERE stream = '{stream}'")).await;
        let found = verify(app).await;
        assert!(names(&found, &stream, 0, Fault::Gone));
        assert!(found.findings.iter().all(|finding| finding.stream != other));
    }
);

db_test!(
    async fn two_swapped_entries_are_named(app: TestApp) {
        let [stream, _] = two_cases(app).await;
        for (from, to) in [(2, 90), (3, 2), (90, 3)] {
            execute(
                app,
                &format!("UPDATE ledger_entry SET seq = {to} WHERE stream = '{stream}' AND seq = {from}"),
            )
            .await;
        }
        let found = verify(app).await;
        assert!(
            names(&found, &stream, 2, Fault::Changed) && names(&found, &stream, 3, Fault::Changed),
            "{:?}",
            found.findings
        );
    }
);

db_test!(
    async fn a_checkpoint_that_was_touched_is_named(app: TestApp) {
        let [stream, _] = two_cases(app).await;
        execute(app, &format!("UPDATE ledger_leaf SET length = length + 1 WHERE stream = '{stream}'")).await;
        assert!(names(&verify(app).await, "checkpoint:1", 0, Fault::Checkpoint));
    }
);

db_test!(
    async fn no_statement_changes_the_ledger_while_its_guards_stand(app: TestApp) {
        app.a_request().await;
        assert!(app.ctx.store.execute_for_test("UPDATE ledger_entry SET action = 'x'").await.is_err());
        assert!(app.ctx.store.execute_for_test("DELETE FROM ledger_entry").await.is_err());
        assert_eq!(verify(app).await.findings, vec![]);
    }
);

db_test!(
    async fn the_root_changes_with_every_entry_and_only_then(app: TestApp) {
        let before = app.ctx.store.ledger_root().await.unwrap();
        assert_eq!(before, app.ctx.store.ledger_root().await.unwrap());
        app.a_request().await;
        assert_ne!(before, app.ctx.store.ledger_root().await.unwrap());
    }
);
