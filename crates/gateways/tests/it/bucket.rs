//! Files in a bucket of a server that the test starts.

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
use hemu_gateways::{Bucket, StoredFiles};
use tokio::net::TcpListener;

use crate::files::keeps_and_forgets;

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
        // Several at once: `POST /hemu?delete` with their keys.
        Method::POST => {
            let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap();
            let text = String::from_utf8(body.to_vec()).unwrap();
            let mut deleted = String::new();
            for key in text.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next()) {
                objects.lock().unwrap().remove(key);
                deleted.push_str(&format!("<Deleted><Key>{key}</Key></Deleted>"));
            }
            format!("<DeleteResult>{deleted}</DeleteResult>").into_response()
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
