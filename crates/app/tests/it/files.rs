//! Files: uploads that break off, limits, what is refused, what is told, and that nothing is left when it is forgotten.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use hemu_app::{
    AppError, Call, Ctx,
    file::{
        Appended, Caller, NewUpload, Which, append_to_upload, begin_upload, forget_files, read_file,
        sweep_uploads, upload_state,
    },
    ports::{Files, FilesError},
    request::{Recorded, file_request, track_request, view_request},
};
use hemu_domain::{
    access::Actor,
    file::{Audience, MediaType},
    kernel::{AccountId, RecordId},
    request::Dispatch,
};
use hemu_store::StoreError;
use hemu_testkit::{
    TestApp, db_test,
    photo::{TELLTALES, holds, jpeg_with_place},
};

use crate::story::refused;

const CHUNK: usize = 16 * 1024;

async fn filed(app: &TestApp) -> Recorded {
    let actor =
        Actor { account: AccountId::RESIDENT, name: String::new(), posts: Vec::new(), grants: Vec::new() };
    file_request(&app.ctx, &Call::plain(actor), &app.new_request()).await.unwrap()
}

fn resident(filed: &Recorded) -> Caller<'_> {
    Caller::Resident { number: &filed.number().0, code: &filed.tracking_code }
}

fn named(name: &str, bytes: &[u8], audience: Audience) -> NewUpload {
    NewUpload { name: name.into(), length: bytes.len() as u64, audience }
}

async fn send(
    ctx: &Ctx,
    caller: Caller<'_>,
    key: &str,
    new: &NewUpload,
    bytes: &[u8],
) -> Result<RecordId, AppError> {
    let begun = begin_upload(ctx, caller, key, new).await?;
    for (n, chunk) in bytes.chunks(CHUNK).enumerate() {
        let taken = append_to_upload(ctx, caller, begun.id, (n * CHUNK) as u64, chunk).await?;
        assert!(matches!(taken, Appended::Taken(_)));
    }
    Ok(begun.id)
}

/// Every stored object.
fn objects(app: &TestApp) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(&app.database.folder().join("files"), &mut found);
    found
}

async fn is_clean(app: &TestApp) -> bool {
    app.ctx.store.verify_ledger(&|_| {}).await.unwrap().findings.is_empty()
}

db_test!(
    async fn an_upload_that_breaks_off_at_every_chunk_is_resumed_and_attached_once(app: TestApp) {
        let filed = filed(app).await;
        let caller = resident(&filed);
        let photo = jpeg_with_place(2_400, 1_800);
        let new = named("井盖.jpg", &photo, Audience::Staff);
        let begun = begin_upload(&app.ctx, caller, "key", &new).await.unwrap();
        // The answer was lost: the same command gives the same upload.
        assert_eq!(begin_upload(&app.ctx, caller, "key", &new).await.unwrap(), begun);
        let chunks: Vec<&[u8]> = photo.chunks(CHUNK).collect();
        assert!(3 < chunks.len());
        for (n, chunk) in chunks.iter().enumerate() {
            let offset = upload_state(&app.ctx, caller, begun.id).await.unwrap().received;
            assert_eq!(offset, (n * CHUNK) as u64);
            let taken = append_to_upload(&app.ctx, caller, begun.id, offset, chunk).await.unwrap();
            // The answer was lost: the chunk is sent again, and the true offset comes back.
            let again = append_to_upload(&app.ctx, caller, begun.id, offset, chunk).await.unwrap();
            let (Appended::Taken(state), Appended::Elsewhere(known)) = (taken, again) else {
                panic!("{taken:?} {again:?}")
            };
            assert_eq!(state, known);
        }
        // The last answer was lost as well.
        let done = upload_state(&app.ctx, caller, begun.id).await.unwrap();
        assert_eq!((done.received, done.length), (photo.len() as u64, photo.len() as u64));
        append_to_upload(&app.ctx, caller, begun.id, done.received, &[]).await.unwrap();

        let tracked = track_request(&app.ctx, &filed.number().0, &filed.tracking_code).await.unwrap();
        assert_eq!(tracked.files.len(), 1);
        assert_eq!(tracked.files[0].name.as_deref(), Some("井盖.jpg"));
        let kept = read_file(&app.ctx, caller, begun.id, Which::Whole).await.unwrap();
        assert_eq!((kept.media_type, kept.name.as_str()), (MediaType::Jpeg, "井盖.jpg"));
        assert!(TELLTALES.iter().all(|tale| holds(&photo, tale) && !holds(&kept.bytes, tale)));
        let preview = read_file(&app.ctx, caller, begun.id, Which::Preview).await.unwrap();
        assert!(preview.bytes.len() < kept.bytes.len() && preview.bytes.starts_with(&[0xff, 0xd8]));

        let page = view_request(&app.ctx, &app.call("operator").await, filed.request.case.id).await.unwrap();
        let steps: Vec<&str> = page.timeline.iter().map(|step| step.action.as_str()).collect();
        assert_eq!(steps, ["record", "attach"]);
        assert_eq!(page.timeline[1].texts[0].text.as_deref(), Some("井盖.jpg"));
        assert!(is_clean(app).await);
        // One file and one preview; no part is left, and nothing lies open.
        let left = objects(app);
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(left.iter().all(|path| !holds(&std::fs::read(path).unwrap(), b"JFIF")));
        let entries = app.ctx.store.timeline(filed.request.case.id).await.unwrap();
        assert!(entries.iter().all(|entry| !entry.body.contains("井盖")));
    }
);

db_test!(
    async fn what_is_no_photo_is_refused_whatever_it_is_called_and_leaves_nothing(app: TestApp) {
        let filed = filed(app).await;
        let caller = resident(&filed);
        for (n, bytes) in
            [&b"<html><script>alert(1)</script></html>"[..], b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"]
                .into_iter()
                .enumerate()
        {
            let new = named("photo.jpg", bytes, Audience::Staff);
            let sent = send(&app.ctx, caller, &format!("key-{n}"), &new, bytes).await;
            assert_eq!(refused(sent), "type_refused");
        }
        assert!(objects(app).is_empty());
        assert!(app.ctx.store.uploads_of(filed.request.case.id).await.unwrap().is_empty());
        assert!(app.ctx.store.files_of(filed.request.case.id).await.unwrap().is_empty());
    }
);

db_test!(
    async fn chunks_and_numbers_of_files_have_limits(app: TestApp) {
        let filed = filed(app).await;
        let caller = resident(&filed);
        let long = NewUpload { name: "a.txt".into(), length: 100_000, audience: Audience::Staff };
        let begun = begin_upload(&app.ctx, caller, "long", &long).await.unwrap();
        let try_chunk =
            async |offset, chunk: &[u8]| append_to_upload(&app.ctx, caller, begun.id, offset, chunk).await;
        assert_eq!(refused(try_chunk(0, &[b'a'; 100_001]).await), "chunk_beyond_length");
        assert_eq!(refused(try_chunk(0, b"a").await), "chunk_too_small");
        assert!(
            matches!(try_chunk(7, &[b'a'; CHUNK]).await, Ok(Appended::Elsewhere(at)) if at.received == 0)
        );
        assert!(matches!(try_chunk(0, &[]).await, Ok(Appended::Taken(at)) if at.received == 0));
        let over = NewUpload { length: 20 * 1024 * 1024 + 1, ..long.clone() };
        assert_eq!(refused(begin_upload(&app.ctx, caller, "over", &over).await), "file_too_large");
        let huge = NewUpload { length: u64::MAX, ..long.clone() };
        assert_eq!(refused(begin_upload(&app.ctx, caller, "huge", &huge).await), "file_too_large");
        let other = NewUpload { length: 5, ..long.clone() };
        assert!(matches!(begin_upload(&app.ctx, caller, "long", &other).await, Err(AppError::KeyReused)));
        for n in 0..4 {
            begin_upload(&app.ctx, caller, &format!("open-{n}"), &long).await.unwrap();
        }
        assert_eq!(refused(begin_upload(&app.ctx, caller, "sixth", &long).await), "too_many_uploads");
        // A day later they are gone, with the parts they had brought.
        assert!(matches!(try_chunk(0, &[b'a'; CHUNK]).await, Ok(Appended::Taken(_))));
        assert_eq!(objects(app).len(), 1);
        app.pass_minutes(25 * 60 + 1);
        assert!(matches!(upload_state(&app.ctx, caller, begun.id).await, Err(AppError::NotFound)));
        assert_eq!(sweep_uploads(&app.ctx).await.unwrap(), 5);
        assert!(objects(app).is_empty());

        let note = named("a.txt", b"note", Audience::Staff);
        for n in 0..10 {
            send(&app.ctx, caller, &format!("file-{n}"), &note, b"note").await.unwrap();
        }
        assert_eq!(refused(begin_upload(&app.ctx, caller, "eleventh", &note).await), "too_many_files");
        let operator = app.call("operator").await;
        let staff = Caller::Staff { call: &operator, request: filed.request.case.id };
        send(&app.ctx, staff, "staff", &note, b"note").await.unwrap();
        assert!(is_clean(app).await);
    }
);

db_test!(
    async fn who_may_attach_and_who_sees_it(app: TestApp) {
        let filed = filed(app).await;
        let case = filed.request.case.id;
        let (operator, water, housing, supervisor) = (
            app.call("operator").await,
            app.call("water").await,
            app.call("housing").await,
            app.call("supervisor").await,
        );
        let input = Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![],
        };
        let dispatcher = app.call("dispatcher").await;
        hemu_app::request::dispatch_request(&app.ctx, &dispatcher, app.target(case).await, &input)
            .await
            .unwrap();
        let by = |call| Caller::Staff { call, request: case };
        let inner = named("内部.txt", b"inner", Audience::Staff);
        let told = named("回执.txt", b"told", Audience::ResidentAndStaff);
        let hidden = send(&app.ctx, by(&operator), "inner-by-operator", &inner, b"inner").await.unwrap();
        let shown = send(&app.ctx, by(&water), "told-by-water", &told, b"told").await.unwrap();
        assert!(matches!(begin_upload(&app.ctx, by(&housing), "no", &inner).await, Err(AppError::NotFound)));
        assert_eq!(refused(begin_upload(&app.ctx, by(&supervisor), "no", &inner).await), "not_your_role");
        // Nobody goes on with the upload of another.
        let begun = begin_upload(&app.ctx, by(&water), "waters-own", &inner).await.unwrap();
        let other = append_to_upload(&app.ctx, by(&operator), begun.id, 0, b"inner").await;
        assert!(matches!(other, Err(AppError::NotFound)));

        for id in [hidden, shown] {
            read_file(&app.ctx, by(&supervisor), id, Which::Whole).await.unwrap();
            let outside = read_file(&app.ctx, by(&housing), id, Which::Whole).await;
            assert!(matches!(outside, Err(AppError::NotFound)));
        }
        assert_eq!(read_file(&app.ctx, resident(&filed), shown, Which::Whole).await.unwrap().bytes, b"told");
        for gone in [
            read_file(&app.ctx, resident(&filed), hidden, Which::Whole).await,
            read_file(&app.ctx, resident(&filed), shown, Which::Preview).await,
            read_file(
                &app.ctx,
                Caller::Resident { number: &filed.number().0, code: "ABCDEFGH" },
                shown,
                Which::Whole,
            )
            .await,
            read_file(
                &app.ctx,
                Caller::Resident { number: "20260302-00000000", code: &filed.tracking_code },
                shown,
                Which::Whole,
            )
            .await,
        ] {
            assert!(matches!(gone, Err(AppError::NotFound)));
        }
        let tracked = track_request(&app.ctx, &filed.number().0, &filed.tracking_code).await.unwrap();
        assert_eq!(tracked.files.iter().map(|file| file.id).collect::<Vec<_>>(), [shown]);

        // A file of another case is not found through this one.
        let elsewhere = app.a_request().await.case.id;
        let through = Caller::Staff { call: &operator, request: elsewhere };
        let read = read_file(&app.ctx, through, shown, Which::Whole).await;
        assert!(matches!(read, Err(AppError::NotFound)));

        // The unit at work is told once an hour that the resident brought something.
        let note = named("a.txt", b"note", Audience::Staff);
        let before = app.ctx.store.open_jobs().await.unwrap();
        for n in 0..3 {
            send(&app.ctx, resident(&filed), &format!("told-{n}"), &note, b"note").await.unwrap();
        }
        assert_eq!(app.ctx.store.open_jobs().await.unwrap(), before + 1);
    }
);

db_test!(
    async fn a_changed_object_is_noticed_and_a_destroyed_key_takes_the_file_with_it(app: TestApp) {
        let filed = filed(app).await;
        let caller = resident(&filed);
        let case = &filed.request.case;
        let note = named("林女士.txt", b"the words", Audience::Staff);
        let file = send(&app.ctx, caller, "key", &note, b"the words").await.unwrap();
        let object = objects(app).remove(0);
        let sealed = std::fs::read(&object).unwrap();
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        std::fs::write(&object, changed).unwrap();
        let read = read_file(&app.ctx, caller, file, Which::Whole).await;
        assert!(matches!(read, Err(AppError::Store(StoreError::Sealed))));
        // One file cannot stand in for another.
        let other = send(&app.ctx, caller, "other", &note, b"the words").await.unwrap();
        let of_other = objects(app).into_iter().find(|path| *path != object).unwrap();
        std::fs::write(&object, std::fs::read(of_other).unwrap()).unwrap();
        assert!(read_file(&app.ctx, caller, file, Which::Whole).await.is_err());
        read_file(&app.ctx, caller, other, Which::Whole).await.unwrap();
        std::fs::write(&object, sealed).unwrap();
        assert_eq!(read_file(&app.ctx, caller, file, Which::Whole).await.unwrap().bytes, b"the words");

        app.ctx.store.keys().destroy(case.key).await.unwrap();
        assert!(matches!(read_file(&app.ctx, caller, file, Which::Whole).await, Err(AppError::NotFound)));
        let page = view_request(&app.ctx, &app.call("operator").await, case.id).await.unwrap();
        assert_eq!((page.files.len(), page.files[0].name.as_ref()), (2, None));

        let open = NewUpload { name: "b.txt".into(), length: 40_000, audience: Audience::Staff };
        assert!(begin_upload(&app.ctx, caller, "sealed no more", &open).await.is_err());
        forget_files(&app.ctx, case.id).await.unwrap();
        assert!(objects(app).is_empty());
        assert!(app.ctx.store.files_of(case.id).await.unwrap().is_empty());
        assert!(app.ctx.store.uploads_of(case.id).await.unwrap().is_empty());
        forget_files(&app.ctx, case.id).await.unwrap();
        assert!(is_clean(app).await);
    }
);

/// A store that goes down between the file and its preview: the server is killed, or the network is gone.
struct Failing {
    inner: Arc<dyn Files>,
    down: AtomicBool,
}

#[async_trait]
impl Files for Failing {
    async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), FilesError> {
        if self.down.load(Ordering::Relaxed) && name.starts_with("previews/") {
            return Err(FilesError("down".into()));
        }
        self.inner.put(name, bytes).await
    }
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, FilesError> {
        self.inner.get(name).await
    }
    async fn delete(&self, name: &str) -> Result<(), FilesError> {
        self.inner.delete(name).await
    }
    async fn delete_under(&self, folder: &str) -> Result<(), FilesError> {
        self.inner.delete_under(folder).await
    }
}

db_test!(
    async fn a_break_between_keeping_and_attaching_leaves_an_object_that_is_used_or_swept(app: TestApp) {
        let failing = Arc::new(Failing { inner: app.ctx.files.clone(), down: true.into() });
        let ctx = app.ctx.clone().with_files(failing.clone());
        let filed = filed(app).await;
        let caller = resident(&filed);
        let photo = jpeg_with_place(120, 80);
        let new = named("a.jpg", &photo, Audience::Staff);
        for key in ["goes-on", "given-up"] {
            assert!(matches!(send(&ctx, caller, key, &new, &photo).await, Err(AppError::Outside(_))));
        }
        assert_eq!(objects(app).len(), 4);
        assert!(ctx.store.files_of(filed.request.case.id).await.unwrap().is_empty());

        failing.down.store(false, Ordering::Relaxed);
        let begun = begin_upload(&ctx, caller, "goes-on", &new).await.unwrap();
        assert_eq!(begun.received, begun.length);
        // Sent twice at once, it is attached once.
        let (one, two) = tokio::join!(
            append_to_upload(&ctx, caller, begun.id, begun.length, &[]),
            append_to_upload(&ctx, caller, begun.id, begun.length, &[])
        );
        assert!(matches!((one.unwrap(), two.unwrap()), (Appended::Taken(_), Appended::Taken(_))));
        assert_eq!(ctx.store.files_of(filed.request.case.id).await.unwrap().len(), 1);
        assert_eq!(ctx.store.timeline(filed.request.case.id).await.unwrap().len(), 2);

        app.pass_minutes(26 * 60);
        assert_eq!(sweep_uploads(&ctx).await.unwrap(), 2);
        assert_eq!(objects(app).len(), 2);
        read_file(&ctx, caller, begun.id, Which::Whole).await.unwrap();
        assert!(is_clean(app).await);
    }
);
