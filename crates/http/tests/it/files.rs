//! Uploads and files over HTTP: resumed, refused with clear problems, given out so that nothing in them can run.

use hemu_testkit::{
    TestApp, db_test,
    photo::{TELLTALES, holds, jpeg_with_place},
};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::client::{Api, recording};

const CHUNK: (&str, &str) = ("content-type", "application/offset+octet-stream");
/// `井盖.jpg`
const NAMED: (&str, &str) = ("upload-metadata", "filename 5LqV55uWLmpwZw==");

type Headers<'a> = Vec<(&'a str, &'a str)>;

async fn code_of(answer: Response) -> String {
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Value = answer.json().await.unwrap();
    assert!(!problem["detail"].as_str().unwrap().is_empty());
    assert!(!problem["detail_en"].as_str().unwrap().is_empty());
    problem["code"].as_str().unwrap().to_owned()
}

async fn filed(app: &TestApp, api: &mut Api) -> (String, String) {
    let answer = api.post("nobody", "/api/v1/portal/requests", None, recording(app)).await;
    let filed: Value = answer.json().await.unwrap();
    (filed["number"].as_str().unwrap().to_owned(), filed["tracking_code"].as_str().unwrap().to_owned())
}

db_test!(
    async fn a_resident_uploads_a_photo_in_chunks_and_sees_it_again(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("operator").await;
        let (number, code) = filed(app, &mut api).await;
        let mine = ("x-tracking-code", code.as_str());
        let photo = jpeg_with_place(1_600, 1_200);
        let length = photo.len().to_string();
        let begin =
            [mine, NAMED, ("upload-length", length.as_str()), ("idempotency-key", "0123456789abcdef")];
        let path = format!("/api/v1/portal/requests/{number}/uploads");
        let begun = api.bytes("nobody", Method::POST, &path, &begin, vec![]).await;
        assert_eq!(begun.status(), StatusCode::CREATED);
        assert_eq!(
            (&begun.headers()["tus-resumable"], &begun.headers()["upload-offset"]),
            (&"1.0.0".parse().unwrap(), &"0".parse().unwrap())
        );
        let place = begun.headers()["location"].to_str().unwrap().to_owned();

        let half = photo.len() / 2;
        for (from, to) in [(0, half), (half, photo.len())] {
            let offset = from.to_string();
            let headers = [mine, CHUNK, ("upload-offset", offset.as_str())];
            let taken = api.bytes("nobody", Method::PATCH, &place, &headers, photo[from..to].to_vec()).await;
            assert_eq!(taken.status(), StatusCode::NO_CONTENT);
            assert_eq!(taken.headers()["upload-offset"], to.to_string());
            let again = api.bytes("nobody", Method::PATCH, &place, &headers, photo[from..to].to_vec()).await;
            assert_eq!(again.status(), StatusCode::CONFLICT);
            assert_eq!(again.headers()["upload-offset"], to.to_string());
            assert_eq!(code_of(again).await, "wrong_offset");
            let state = api.bytes("nobody", Method::HEAD, &place, &[mine], vec![]).await;
            assert_eq!(state.headers()["upload-offset"], to.to_string());
            assert_eq!(state.headers()["upload-length"], length.as_str());
        }

        let tracked =
            api.post("nobody", "/api/v1/portal/track", None, json!({"number": number, "code": code})).await;
        let tracked: Value = tracked.json().await.unwrap();
        let file = &tracked["files"][0];
        assert_eq!(
            (file["name"].as_str(), file["media_type"].as_str()),
            (Some("井盖.jpg"), Some("image/jpeg"))
        );
        let id = file["id"].as_str().unwrap();
        assert!(place.ends_with(id));
        let read = api
            .bytes(
                "nobody",
                Method::GET,
                &format!("/api/v1/portal/requests/{number}/files/{id}"),
                &[mine],
                vec![],
            )
            .await;
        assert_eq!(read.status(), StatusCode::OK);
        for (name, value) in [
            ("content-type", "image/jpeg"),
            ("content-disposition", "inline; filename*=UTF-8''%E4%BA%95%E7%9B%96%2Ejpg"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(read.headers()[name], value);
        }
        let bytes = read.bytes().await.unwrap();
        assert!(TELLTALES.iter().all(|tale| !holds(&bytes, tale)));

        let listed: Value = api.get("operator", "/api/v1/worklist").await.json().await.unwrap();
        let request = listed["items"][0]["id"].as_str().unwrap();
        let page: Value =
            api.get("operator", &format!("/api/v1/requests/{request}")).await.json().await.unwrap();
        assert_eq!(
            (page["files"][0]["id"].as_str(), page["files"][0]["by"].as_str()),
            (Some(id), Some("resident"))
        );
        assert_eq!(page["attach"]["allowed"], true);
        let preview = api.get("operator", &format!("/api/v1/requests/{request}/files/{id}/preview")).await;
        assert_eq!(
            (preview.status(), &preview.headers()["content-type"]),
            (StatusCode::OK, &"image/jpeg".parse().unwrap())
        );
    }
);

db_test!(
    async fn a_wrong_number_and_a_wrong_code_find_nothing_at_every_door(app: TestApp) {
        let mut api = Api::serve(app).await;
        let (number, code) = filed(app, &mut api).await;
        let begin = [NAMED, ("upload-length", "9"), ("idempotency-key", "0123456789abcdef")];
        let path = format!("/api/v1/portal/requests/{number}/uploads");
        let mine = [&[("x-tracking-code", code.as_str())], &begin[..]].concat();
        let begun = api.bytes("nobody", Method::POST, &path, &mine, vec![]).await;
        let upload = begun.headers()["location"].to_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let mut answers = Vec::new();
        for (number, code) in
            [(number.as_str(), "WRONGCDE"), ("20260302-99999999", code.as_str()), ("..%2f..", code.as_str())]
        {
            let theirs = ("x-tracking-code", code);
            let base = format!("/api/v1/portal/requests/{number}");
            let doors = [
                (Method::POST, format!("{base}/uploads")),
                (Method::PATCH, format!("{base}/uploads/{upload}")),
                (Method::GET, format!("{base}/files/{upload}")),
                (Method::GET, format!("{base}/files/{upload}/preview")),
            ];
            for (method, path) in doors {
                let headers = [&begin[..], &[theirs, CHUNK, ("upload-offset", "0")]].concat();
                let answer = api.bytes("nobody", method, &path, &headers, vec![]).await;
                assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
                answers.push(answer.text().await.unwrap());
            }
            let head = api
                .bytes("nobody", Method::HEAD, &format!("{base}/uploads/{upload}"), &[theirs], vec![])
                .await;
            assert_eq!(head.status(), StatusCode::NOT_FOUND);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "they look the same");
        let without = api.bytes("nobody", Method::POST, &path, &begin, vec![]).await;
        assert_eq!(without.status(), StatusCode::BAD_REQUEST);
    }
);

db_test!(
    async fn bad_uploads_get_clear_problems(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("operator").await;
        let case = app.a_request().await.case.id;
        let path = format!("/api/v1/requests/{case}/uploads");
        let key = ("idempotency-key", "0123456789abcdef");
        let begin = |length| vec![key, NAMED, ("upload-length", length)];
        let cases: [(Headers<'_>, StatusCode, &str); 10] = [
            (begin("-1"), StatusCode::BAD_REQUEST, "malformed"),
            (begin("+1"), StatusCode::BAD_REQUEST, "malformed"),
            (begin("1e3"), StatusCode::BAD_REQUEST, "malformed"),
            (begin("99999999999999999999999"), StatusCode::BAD_REQUEST, "malformed"),
            (begin("18446744073709551615"), StatusCode::UNPROCESSABLE_ENTITY, "file_too_large"),
            (begin("0"), StatusCode::UNPROCESSABLE_ENTITY, "file_empty"),
            (vec![key, ("upload-length", "9")], StatusCode::BAD_REQUEST, "malformed"),
            (
                vec![key, ("upload-length", "9"), ("upload-metadata", "filename !!!")],
                StatusCode::BAD_REQUEST,
                "malformed",
            ),
            (
                vec![key, ("upload-length", "9"), ("upload-metadata", "filename YQ==,audience YWxs")],
                StatusCode::BAD_REQUEST,
                "malformed",
            ),
            (vec![NAMED, ("upload-length", "9")], StatusCode::BAD_REQUEST, "malformed"),
        ];
        for (headers, status, code) in cases {
            let answer = api.bytes("operator", Method::POST, &path, &headers, vec![]).await;
            assert_eq!(answer.status(), status, "{headers:?}");
            assert_eq!(code_of(answer).await, code, "{headers:?}");
        }
        let begun = api.bytes("operator", Method::POST, &path, &begin("200000"), vec![]).await;
        assert_eq!(begun.status(), StatusCode::CREATED);
        let place = begun.headers()["location"].to_str().unwrap().to_owned();
        let at = |offset| vec![CHUNK, ("upload-offset", offset)];
        let cases: [(Headers<'_>, usize, StatusCode, &str); 7] = [
            (at("-1"), 9, StatusCode::BAD_REQUEST, "malformed"),
            (at("7"), 9, StatusCode::CONFLICT, "wrong_offset"),
            (vec![CHUNK], 9, StatusCode::BAD_REQUEST, "malformed"),
            (vec![("upload-offset", "0")], 9, StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_a_chunk"),
            (at("0"), 200_001, StatusCode::UNPROCESSABLE_ENTITY, "chunk_beyond_length"),
            (at("0"), 9, StatusCode::UNPROCESSABLE_ENTITY, "chunk_too_small"),
            (at("0"), 1024 * 1024 + 1, StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        ];
        for (headers, bytes, status, code) in cases {
            let answer = api.bytes("operator", Method::PATCH, &place, &headers, vec![7; bytes]).await;
            assert_eq!(answer.status(), status, "{headers:?} {bytes}");
            assert_eq!(code_of(answer).await, code, "{headers:?} {bytes}");
        }
        // A chunk of more than the other operations take is fine here, and what it is comes out at the end.
        let taken = api.bytes("operator", Method::PATCH, &place, &at("0"), vec![7; 199_999]).await;
        assert_eq!(taken.status(), StatusCode::NO_CONTENT);
        let refused = api.bytes("operator", Method::PATCH, &place, &at("199999"), vec![7]).await;
        assert_eq!(
            (refused.status(), code_of(refused).await.as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "type_refused")
        );
        let gone = api.bytes("operator", Method::HEAD, &place, &[], vec![]).await;
        assert_eq!(gone.status(), StatusCode::NOT_FOUND);
        for wrong in ["nonsense", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "..%2f..%2fmaster.key", "%00"] {
            for path in [format!("{path}/{wrong}"), format!("/api/v1/requests/{case}/files/{wrong}")] {
                let answer = api.bytes("operator", Method::GET, &path, &[], vec![]).await;
                let nothing = [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
                assert!(nothing.contains(&answer.status()), "{path} {}", answer.status());
            }
        }
        // A foreign page that has the cookie alone.
        let foreign = api.without_csrf("operator", &path, &begin("9"), vec![]).await;
        assert_eq!(code_of(foreign).await, "csrf");
    }
);
