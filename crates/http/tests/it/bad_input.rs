//! Bad input gets a clear problem and changes nothing.

use hemu_testkit::{TestApp, db_test};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Api, recording};

const JSON: (&str, &str) = ("content-type", "application/json");
const KEY: (&str, &str) = ("idempotency-key", "0123456789abcdef");

async fn entries(app: &TestApp) -> u64 {
    app.ctx.store.verify_ledger(&|_| {}).await.unwrap().entries
}

db_test!(
    async fn malformed_bodies_name_what_is_wrong(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("operator").await;
        let before = entries(app).await;
        let good = serde_json::to_string(&recording(app)).unwrap();
        let bad: Vec<(Vec<u8>, &str)> = vec![
            (b"{".to_vec(), "EOF"),
            (b"[]".to_vec(), "invalid"),
            (good.replace("\"help\"", "\"shout\"").into_bytes(), "shout"),
            (good.replace("\"nature\"", "\"natur\"").into_bytes(), "natur"),
            (good.replace(&app.grids[0].id.to_string(), "not-an-id").into_bytes(), "identifier"),
            (good.replace("两天", "\\u0000").into_bytes(), "zero"),
            (b"\xff\xfe{}".to_vec(), "UTF-8"),
            (format!("{{\"x\":{}1{}}}", "[".repeat(2_000), "]".repeat(2_000)).into_bytes(), ""),
        ];
        for (body, says) in bad {
            let answer = api.raw("operator", "/api/v1/requests", &[JSON, KEY], body).await;
            assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{says}");
            assert_eq!(answer.headers()["content-type"], "application/problem+json");
            let problem: Value = answer.json().await.unwrap();
            assert!(
                problem["detail"].as_str().unwrap().contains(says)
                    && problem["detail_en"].as_str().unwrap().contains(says),
                "{problem}"
            );
        }
        assert_eq!(entries(app).await, before);
    }
);

db_test!(
    async fn rules_name_the_field_the_reason_and_the_remedy(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("operator").await;
        let before = entries(app).await;
        let with = |field: &str, value: Value| {
            let mut body = recording(app);
            body[field] = value;
            body
        };
        let cases = [
            (with("message", json!("短")), "message", "too_short"),
            (with("message", json!("长".repeat(10_001))), "message", "too_long"),
            (with("message", json!("看不见的字符\u{7}在这里")), "message", "control_character"),
            (with("phone", json!("twelve")), "phone", "phone_malformed"),
            (with("email", json!("nobody")), "email", "email_malformed"),
            (with("name", json!("名".repeat(41))), "name", "too_long"),
            (with("division", json!("01ARZ3NDEKTSV4RRFFQ69G5FAV")), "division", "unknown_division"),
            (with("matter", json!("01ARZ3NDEKTSV4RRFFQ69G5FAV")), "matter", "unknown_matter"),
        ];
        for (body, field, code) in cases {
            let answer = api.post("operator", "/api/v1/requests", None, body).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{code}");
            let problem: Value = answer.json().await.unwrap();
            assert_eq!((problem["field"].as_str(), problem["code"].as_str()), (Some(field), Some(code)));
        }
        assert_eq!(entries(app).await, before);
    }
);

db_test!(
    async fn odd_unicode_is_kept_as_it_was_said(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("operator").await;
        let odd = "𠮷野家门口👨‍👩‍👧‍👦\u{202e}的路灯不亮\u{feff}，ｶﾞﾗｽ碎了 é";
        let mut body = recording(app);
        body["message"] = json!(odd);
        let recorded: Value =
            api.post("operator", "/api/v1/requests", None, body).await.json().await.unwrap();
        let page: Value = api
            .get("operator", &format!("/api/v1/requests/{}", recorded["id"].as_str().unwrap()))
            .await
            .json()
            .await
            .unwrap();
        assert_eq!(page["timeline"][0]["texts"][0]["text"], odd);
    }
);

db_test!(
    async fn headers_paths_and_queries_are_checked(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("operator").await;
        let good = serde_json::to_vec(&recording(app)).unwrap();
        assert_eq!(
            api.raw("operator", "/api/v1/requests", &[JSON], good.clone()).await.status(),
            StatusCode::BAD_REQUEST
        );
        assert_eq!(
            api.raw("operator", "/api/v1/requests", &[JSON, ("idempotency-key", "short")], good.clone())
                .await
                .status(),
            StatusCode::BAD_REQUEST
        );
        assert_eq!(
            api.raw("operator", "/api/v1/requests", &[KEY, ("content-type", "text/plain")], good)
                .await
                .status(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        );
        let large = api.raw("operator", "/api/v1/requests", &[JSON, KEY], vec![b' '; 300 * 1024]).await;
        assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(large.headers()["content-type"], "application/problem+json");
        for path in [
            "/api/v1/requests/nonsense",
            "/api/v1/requests/01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "/api/v1/requests/%00",
            "/api/v1/requests/..%2f..%2fetc",
        ] {
            assert_eq!(api.get("operator", path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        for query in [
            "?limit=0",
            "?limit=101",
            "?limit=x",
            "?order=best",
            "?stage=nowhere",
            "?after=zzz",
            "?unknown=1",
            "?overdue=perhaps",
        ] {
            let answer = api.get("operator", &format!("/api/v1/worklist{query}")).await;
            assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{query}");
            assert_eq!(answer.headers()["content-type"], "application/problem+json");
        }
    }
);
