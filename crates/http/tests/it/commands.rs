//! The road over HTTP: versions, repeats, and one ledger entry for each command.

use hemu_testkit::db_test;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Api, recording};

db_test!(
    async fn the_road_is_walked_over_http_and_each_command_leaves_one_entry(app: TestApp) {
        let mut api = Api::serve(app).await;
        for login in ["operator", "dispatcher", "water", "callback"] {
            api.sign_in(login).await;
        }
        let recorded = api.post("operator", "/api/v1/requests", None, recording(app)).await;
        assert_eq!(recorded.status(), StatusCode::CREATED);
        let recorded: Value = recorded.json().await.unwrap();
        let id = recorded["id"].as_str().unwrap().to_owned();
        let matter = app.matter("utilities.water_outage").await.to_string();
        let answer = json!({"contacted": "yes", "solved": "yes", "satisfied": 4});
        let steps = [
            (
                "dispatcher",
                "dispatch",
                json!({"matter": matter, "lead": app.water.to_string(), "assisting": [app.street.to_string()]}),
            ),
            ("water", "sign", json!({})),
            ("water", "contacts", json!({"channel": "phone", "reached": true, "note": "已联系"})),
            ("water", "notes", json!({"note": "更换水泵"})),
            ("water", "reply", json!({"text": "已经修复，恢复正常供水。", "evidence": "维修单"})),
            ("callback", "call-backs", json!({"outcome": "answered", "answer": answer, "words": "谢谢"})),
            ("callback", "close", json!({})),
        ];
        for (n, (login, step, body)) in steps.into_iter().enumerate() {
            let version = i64::try_from(n).unwrap() + 1;
            let done = api.post(login, &format!("/api/v1/requests/{id}/{step}"), Some(version), body).await;
            assert_eq!(done.status(), StatusCode::OK, "{step}");
            let done: Value = done.json().await.unwrap();
            assert_eq!(done["version"], version + 1, "{step} leaves one entry");
        }
        let page: Value = api.get("callback", &format!("/api/v1/requests/{id}")).await.json().await.unwrap();
        assert_eq!((page["stage"].as_str(), page["ending"].as_str()), (Some("closed"), Some("called_back")));
        assert_eq!(page["timeline"].as_array().unwrap().len(), 8);
        assert_eq!(page["parties"][0]["phone"], "100****5678");
        assert!(page["actions"].as_array().unwrap().iter().all(|action| action["allowed"] == false));

        let clock = page["clocks"].as_array().unwrap().iter().find(|clock| clock["kind"] == "reply").unwrap()
            ["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let explained: Value = api
            .get("water", &format!("/api/v1/requests/{id}/clocks/{clock}/explain"))
            .await
            .json()
            .await
            .unwrap();
        assert!(explained["sentences"].as_array().unwrap().len() > 2);

        let tracked = api
            .post(
                "nobody",
                "/api/v1/portal/track",
                None,
                json!({"number": recorded["number"], "code": recorded["tracking_code"]}),
            )
            .await;
        let tracked: Value = tracked.json().await.unwrap();
        assert_eq!(tracked["stage"], "closed");
    }
);

db_test!(
    async fn a_stale_version_a_missing_one_and_a_repeat_are_told_apart(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("operator").await;
        let case = app.a_request().await.case.id;
        let path = format!("/api/v1/requests/{case}/exclude");
        let body = json!({"reason": "outside_duty", "signpost": "请向有关单位反映"});
        let missing = api.post("operator", &path, None, body.clone()).await;
        assert_eq!(missing.status(), StatusCode::PRECONDITION_REQUIRED);
        let stale = api.post("operator", &path, Some(7), body.clone()).await;
        assert_eq!(stale.status(), StatusCode::CONFLICT);
        assert_eq!(stale.json::<Value>().await.unwrap()["code"], "stale");

        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", "the-same-key-twice"),
            ("if-match", "\"1\""),
        ];
        let sent = serde_json::to_vec(&body).unwrap();
        for _ in 0..2 {
            assert_eq!(api.raw("operator", &path, &headers, sent.clone()).await.status(), StatusCode::OK);
        }
        let other =
            serde_json::to_vec(&json!({"reason": "legal_route", "signpost": "请向有关单位反映"})).unwrap();
        let reused = api.raw("operator", &path, &headers, other).await;
        assert_eq!(reused.status(), StatusCode::CONFLICT);
        assert_eq!(reused.json::<Value>().await.unwrap()["code"], "key_reused");
    }
);

db_test!(
    async fn a_password_that_is_too_old_must_be_changed_before_anything_else(app: TestApp) {
        let mut api = Api::serve(app).await;
        app.pass_minutes(91 * 24 * 60);
        api.sign_in("operator").await;
        let session: Value = api.get("operator", "/api/v1/session").await.json().await.unwrap();
        assert_eq!(session["password_due"], true);
        let refused = api.post("operator", "/api/v1/requests", None, recording(app)).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        assert_eq!(refused.json::<Value>().await.unwrap()["code"], "password_due");
        let body = json!({"old": hemu_testkit::PASSWORD, "password": "Xin-Mima-2026"});
        assert_eq!(
            api.post("operator", "/api/v1/session/password", None, body).await.status(),
            StatusCode::NO_CONTENT
        );
    }
);
