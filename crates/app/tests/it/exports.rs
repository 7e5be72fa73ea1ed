//! Exports: two persons above a hundred cases, an encrypted file with a mark, gone after a week.

use std::io::{Cursor, Read};

use hemu_app::{
    AppError, Call,
    access::{LooksAsked, list_looks},
    export::{AskedExport, approve_export, ask_export, fetch_export, list_exports},
    jobs,
    leave::end_leave,
    request::{self, NewRequest, track_request},
};
use hemu_domain::{access::Role, request::Nature};
use hemu_testkit::{TestApp, db_test};
use zip::ZipArchive;

use crate::{
    access::{person, refused},
    identity::march,
    leave::note,
};

fn asked() -> AskedExport {
    AskedExport { stages: vec!["new".into()], overdue: false, purpose: "=季度分析用".into() }
}

async fn run_jobs(app: &TestApp) {
    while 0 < jobs::run_due_jobs(&app.ctx).await.unwrap() {}
}

fn opened(bytes: Vec<u8>, password: &str) -> Option<String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut file = zip.by_index_decrypt(0, password.as_bytes()).ok()?;
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    Some(text)
}

db_test!(
    async fn a_small_export_is_written_at_once_marked_encrypted_and_gone_after_a_week(app: TestApp) {
        let operator = app.call("operator").await;
        let new =
            NewRequest { message: "请打13800001234联系我，停水了".into(), ..app.new_request() };
        let recorded = request::record_request(&app.ctx, &operator, &new).await.unwrap();
        let secret = NewRequest {
            nature: Nature::Report,
            accused: vec![app.housing],
            message: "举报内容不得外传".into(),
            ..app.new_request()
        };
        request::record_request(&app.ctx, &operator, &secret).await.unwrap();

        let supervisor = Call {
            key: "export-once-000001".into(),
            digest: "asked".into(),
            ..app.call_with_second_factor("supervisor").await
        };
        assert_eq!(
            refused(ask_export(&app.ctx, &app.call("dispatcher").await, &asked()).await),
            "not_your_role"
        );
        let short = AskedExport { purpose: "短".into(), ..asked() };
        assert_eq!(refused(ask_export(&app.ctx, &supervisor, &short).await), "too_short");
        let unknown = AskedExport { stages: vec!["nowhere".into()], ..asked() };
        assert_eq!(refused(ask_export(&app.ctx, &supervisor, &unknown).await), "unknown_stage");
        let closed = AskedExport { stages: vec!["closed".into()], ..asked() };
        assert_eq!(refused(ask_export(&app.ctx, &supervisor, &closed).await), "nothing_there");
        let first = ask_export(&app.ctx, &supervisor, &asked()).await.unwrap();
        let again = ask_export(&app.ctx, &supervisor, &asked()).await.unwrap();
        assert_eq!((first.export.id, &first.password), (again.export.id, &again.password));
        let id = first.export.id;
        assert_eq!(refused(fetch_export(&app.ctx, &supervisor, id).await), "not_found");
        run_jobs(app).await;

        let file = fetch_export(&app.ctx, &supervisor, id).await.unwrap();
        assert_eq!(opened(file.bytes.clone(), "not the password"), None);
        let text = opened(file.bytes.clone(), &first.password).unwrap();
        assert!(!String::from_utf8_lossy(&file.bytes).contains(&recorded.number().0), "nothing in the clear");
        assert!(text.contains(&recorded.number().0) && text.contains("***34"));
        assert!(!text.contains("13800001234") && !text.contains("举报内容不得外传"));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4, "two lines of mark, headings, one case");
        assert!(lines[0].contains("supervisor") && lines[3].contains(&id.to_string()));
        assert!(lines[1].contains("用途：'=季度"), "no text becomes a formula");

        // The file and each download are looks; the resident is told of the first.
        let by = LooksAsked { login: Some("supervisor".into()), ..Default::default() };
        let looks = list_looks(&app.ctx, &app.call("auditor").await, &by).await.unwrap();
        assert_eq!(looks.iter().filter(|look| look.what == "export").count(), 2);
        let tracked = track_request(&app.ctx, &recorded.number().0, &recorded.tracking_code).await.unwrap();
        assert!(tracked.looks.iter().any(|look| look.what == "export"));
        // Nobody else fetches it, and it ends.
        assert_eq!(
            refused(fetch_export(&app.ctx, &app.call_with_second_factor("auditor").await, id).await),
            "not_found"
        );
        app.pass_minutes(7 * 24 * 60);
        let supervisor = app.call_with_second_factor("supervisor").await;
        assert_eq!(refused(fetch_export(&app.ctx, &supervisor, id).await), "not_found");
        run_jobs(app).await;
        assert_eq!(app.ctx.store.export(id).await.unwrap().unwrap().state, "gone");
        assert_eq!(app.ctx.store.export_file(id).await.unwrap(), None);
        let verified = app.ctx.store.verify_ledger(&|_| {}).await.unwrap();
        assert!(verified.findings.is_empty(), "{:?}", verified.findings);
    }
);

db_test!(
    async fn a_large_export_needs_another_person(app: TestApp) {
        for _ in 0..101 {
            app.a_request().await;
        }
        let supervisor = app.call_with_second_factor("supervisor").await;
        let export = ask_export(&app.ctx, &supervisor, &asked()).await.unwrap().export;
        assert_eq!((export.state.as_str(), export.counted), ("waiting", 101));
        run_jobs(app).await;
        assert_eq!(app.ctx.store.export(export.id).await.unwrap().unwrap().state, "waiting");
        assert_eq!(refused(approve_export(&app.ctx, &supervisor, export.id).await), "own_export");
        let head = app.call("water.head").await;
        assert_eq!(refused(approve_export(&app.ctx, &head, export.id).await), "not_your_role");
        // The same person under another account is another account; a second supervisor sees it waiting.
        person(app, "supervisor2", app.centre, &[Role::Supervisor]).await;
        let other = Call {
            key: "approve-once-00001".into(),
            digest: "asked".into(),
            ..app.call_with_second_factor("supervisor2").await
        };
        assert_eq!(list_exports(&app.ctx, &other).await.unwrap().waiting.len(), 1);
        for _ in 0..2 {
            let approved = approve_export(&app.ctx, &other, export.id).await.unwrap();
            assert_eq!(approved.approved_by, Some(other.actor.account));
        }
        let auditor = app.call_with_second_factor("auditor").await;
        assert_eq!(refused(approve_export(&app.ctx, &auditor, export.id).await), "not_waiting");
        // What comes in between approval and writing does not slip in.
        app.a_request().await;
        run_jobs(app).await;
        let asked_again = list_exports(&app.ctx, &supervisor).await.unwrap();
        assert_eq!(asked_again.own[0].state, "written");
        assert!(asked_again.waiting.is_empty());
        assert!(matches!(fetch_export(&app.ctx, &other, export.id).await, Err(AppError::NotFound)));
        assert!(fetch_export(&app.ctx, &supervisor, export.id).await.is_ok());
    }
);

db_test!(
    async fn a_deputy_is_not_the_other_person(app: TestApp) {
        app.a_request().await;
        let supervisor = app.call_with_second_factor("supervisor").await;
        let theirs = ask_export(&app.ctx, &supervisor, &asked()).await.unwrap().export.id;
        let leave = note(app, "security", "supervisor", "operator", march(2), march(3)).await.unwrap();
        let deputy = app.call_with_second_factor("operator").await;
        assert_eq!(refused(approve_export(&app.ctx, &deputy, theirs).await), "own_export");
        let lent = ask_export(&app.ctx, &deputy, &asked()).await.unwrap().export;
        assert_eq!(lent.on_behalf_of, Some(supervisor.actor.account));
        end_leave(&app.ctx, &app.call("supervisor").await, leave).await.unwrap();
        let supervisor = app.call_with_second_factor("supervisor").await;
        assert_eq!(refused(approve_export(&app.ctx, &supervisor, lent.id).await), "own_export");
        let auditor = app.call_with_second_factor("auditor").await;
        assert_eq!(refused(approve_export(&app.ctx, &auditor, lent.id).await), "not_waiting");
        // The post went back: the job refuses, and the file is nobody's.
        run_jobs(app).await;
        assert_eq!(app.ctx.store.export(lent.id).await.unwrap().unwrap().state, "refused");
        let former = app.call_with_second_factor("operator").await;
        assert_eq!(refused(fetch_export(&app.ctx, &former, lent.id).await), "not_your_role");
    }
);
