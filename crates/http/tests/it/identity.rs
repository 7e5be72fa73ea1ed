//! Identity over HTTP: the second factor at the door and before an administrator's command, sessions, browsers.

use hemu_app::session::code_at;
use hemu_testkit::{SECOND_FACTOR, db_test};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::Api;

async fn problem(answer: reqwest::Response) -> (StatusCode, String) {
    let status = answer.status();
    let body: Value = answer.json().await.unwrap();
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

db_test!(
    async fn an_administrator_does_nothing_without_a_code(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("security").await;
        let path = format!("/api/v1/accounts/{}/unlock", app.account("water").await);
        let refused = problem(api.post("security", &path, None, json!({})).await).await;
        assert_eq!(refused, (StatusCode::FORBIDDEN, "second_factor_not_enrolled".into()));

        let secret = app.ctx.clone();
        hemu_app::session::set_known_second_factor(&secret, "security", SECOND_FACTOR).await.unwrap();
        let refused = problem(api.get("security", "/api/v1/worklist").await).await;
        assert_eq!(
            refused,
            (StatusCode::FORBIDDEN, "second_factor_needed".into()),
            "sessions of before as well"
        );
        api.sign_in("security").await;
        let session: Value = api.get("security", "/api/v1/session").await.json().await.unwrap();
        assert_eq!((&session["code_wanted"], &session["posts"]), (&json!(true), &json!([])));
        for path in ["/api/v1/worklist", "/api/v1/session/sessions", "/api/v1/session/leave", "/api/v1/live"]
        {
            assert_eq!(api.get("security", path).await.status(), StatusCode::FORBIDDEN, "{path}");
        }
        let began = api.post("security", "/api/v1/session/totp", None, json!({})).await;
        assert_eq!(problem(began).await.1, "second_factor_needed", "no second telephone past the first");

        let wrong = api.post("security", "/api/v1/session/second-factor", None, json!({"code": "12"})).await;
        assert_eq!(problem(wrong).await, (StatusCode::UNPROCESSABLE_ENTITY, "wrong_code".into()));
        let code = code_at(SECOND_FACTOR, app.ctx.clock.now()).unwrap();
        let given = api.post("security", "/api/v1/session/second-factor", None, json!({"code": code})).await;
        assert_eq!(given.status(), StatusCode::NO_CONTENT);
        let session: Value = api.get("security", "/api/v1/session").await.json().await.unwrap();
        assert_eq!(session["posts"][0]["role"], "security_administrator");
        assert_eq!(session["demo"], false);
        assert_eq!(api.post("security", &path, None, json!({})).await.status(), StatusCode::NO_CONTENT);
        app.pass_minutes(29);
        api.get("security", "/api/v1/session").await;
        app.pass_minutes(2);
        let refused = problem(api.post("security", &path, None, json!({})).await).await;
        assert_eq!(refused, (StatusCode::FORBIDDEN, "second_factor_needed".into()), "half an hour later");
        let code = api.get("security", "/api/v1/session/demo-code").await;
        assert_eq!(code.status(), StatusCode::NOT_FOUND, "a real installation shows no codes");
    }
);

db_test!(
    async fn a_post_a_leave_and_the_deputy_show_in_the_session(app: TestApp) {
        let mut api = Api::serve(app).await;
        for login in ["security", "water", "water.head"] {
            api.sign_in(login).await;
        }
        app.with_second_factor("security").await;
        let account = app.account("water").await;
        let given = json!({"unit": app.street.to_string(), "role": "handler", "from": "2026-03-02", "last_day": "2026-03-05"});
        let path = format!("/api/v1/accounts/{account}/posts");
        assert_eq!(api.post("security", &path, None, given.clone()).await.status(), StatusCode::CREATED);
        assert_eq!(problem(api.post("security", &path, None, given).await).await.1, "post_held");
        let bad = json!({"unit": app.street.to_string(), "role": "handler", "from": "tomorrow"});
        assert_eq!(api.post("security", &path, None, bad).await.status(), StatusCode::BAD_REQUEST);
        let session: Value = api.get("water", "/api/v1/session").await.json().await.unwrap();
        assert_eq!(session["posts"].as_array().unwrap().len(), 2);

        let colleagues: Value = api.get("water", "/api/v1/session/colleagues").await.json().await.unwrap();
        let deputy = colleagues.as_array().unwrap().iter().find(|one| one["name"] == "water.head某").unwrap();
        let leave = json!({"deputy": deputy["id"], "from": "2026-03-02", "last_day": "2026-03-03"});
        let noted = api.post("water", "/api/v1/session/leave", None, leave).await;
        assert_eq!(noted.status(), StatusCode::CREATED);
        let noted: Value = noted.json().await.unwrap();
        let away: Value = api.get("water", "/api/v1/session").await.json().await.unwrap();
        assert_eq!((&away["leave"]["id"], &away["posts"]), (&noted["id"], &json!([])));
        let deputy: Value = api.get("water.head", "/api/v1/session").await.json().await.unwrap();
        assert_eq!(deputy["posts"][1]["on_behalf_of"], "water某");
        let end = format!("/api/v1/leave/{}/end", noted["id"].as_str().unwrap());
        assert_eq!(api.post("water", &end, None, json!({})).await.status(), StatusCode::NO_CONTENT);

        let page: Value =
            api.get("security", &format!("/api/v1/accounts/{account}")).await.json().await.unwrap();
        assert_eq!(page["posts"].as_array().unwrap().len(), 2);
        assert_eq!((&page["posts"][0]["state"], &page["second_factor"]), (&json!("held"), &json!(false)));
    }
);
