//! Files in a folder, and in a bucket of a server that the test starts.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::{Query, Request, State},
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use hemu_app::ports::Files;
use hemu_gateways::{Bucket, StoredFiles};
use tokio::net::TcpListener;

/// What both must do.
async fn keeps_and_forgets(files: &dyn Files) {
    assert_eq!(files.get("files/ab/abcd").await.unwrap(), None);
    files.put("files/ab/abcd", b"one".to_vec()).await.unwrap();
    files.put("files/ab/abcd", b"two".to_vec()).await.unwrap();
    assert_eq!(files.get("files/ab/abcd").await.unwrap().unwrap(), b"two");
    for part in ["uploads/a/1", "uploads/a/2", "uploads/ab/1"] {
        files.put(part, vec![7; 300_000]).await.unwrap();
    }
    files.delete_under("uploads/a").await.unwrap();
    files.delete_under("uploads/a").await.unwrap();
    assert_eq!(files.get("uploads/a/1").await.unwrap(), None);
    assert_eq!(files.get("uploads/ab/1").await.unwrap().unwrap().len(), 300_000);
    files.delete("files/ab/abcd").await.unwrap();
    files.delete("files/ab/abcd").await.unwrap();
    assert_eq!(files.get("files/ab/abcd").await.unwrap(), None);
}

#[tokio::test]
async fn a_folder_keeps_files_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("files");
    let files = StoredFiles::in_folder(&place).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&place).unwrap().permissions().mode() & 0o077, 0);
    }
    keeps_and_forgets(&files).await;
    // A name never leaves the folder.
    files.put("../outside", b"x".to_vec()).await.unwrap();
    assert!(!folder.path().join("outside").exists());
}

type Objects = Arc<Mutex<BTreeMap<String, Bytes>>>;

/// As much of S3 as keeping files needs.
async fn bucket(
    State(objects): State<Objects>,
    Query(asked): Query<BTreeMap<String, String>>,
    request: Request,
) -> Response {
    let signed = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if !signed.is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 Credential=access/")) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let key = request.uri().path().trim_start_matches("/hemu").trim_start_matches('/').to_owned();
    let tag = [(header::ETAG, "\"1\""), (header::LAST_MODIFIED, "Mon, 02 Mar 2026 01:00:00 GMT")];
    match *request.method() {
        Method::PUT => {
            let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap();
            objects.lock().unwrap().insert(key, body);
            tag.into_response()
        }
        Method::DELETE => {
            objects.lock().unwrap().remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ if key.is_empty() => {
            let prefix = asked.get("prefix").cloned().unwrap_or_default();
            let found: String = objects.lock().unwrap().iter().filter(|(key, _)| key.starts_with(&prefix)).map(|(key, body)| {
                format!("<Contents><Key>{key}</Key><Size>{}</Size><LastModified>2026-03-02T01:00:00.000Z</LastModified><ETag>1</ETag></Contents>", body.len())
            }).collect();
            format!("<ListBucketResult><IsTruncated>false</IsTruncated>{found}</ListBucketResult>")
                .into_response()
        }
        _ => match objects.lock().unwrap().get(&key).cloned() {
            Some(body) => (tag, body).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}

#[tokio::test]
async fn a_bucket_keeps_files_with_signed_requests() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let objects = Objects::default();
    let server = Router::new().fallback(bucket).with_state(objects.clone());
    tokio::spawn(async move { axum::serve(listener, server).await });
    let set = Bucket {
        name: "hemu".into(),
        endpoint,
        region: "cn-test".into(),
        access_key: "access".into(),
        secret_key: "secret".into(),
        in_host: false,
    };
    assert!(!format!("{set:?}").contains("secret"));
    keeps_and_forgets(&StoredFiles::in_bucket(&set).unwrap()).await;
    assert_eq!(objects.lock().unwrap().keys().collect::<Vec<_>>(), ["uploads/ab/1"]);
}
