//! A client for tests: a server on a free port, and people signed in to it.

use std::collections::HashMap;

use hemu_http::api_router;
use hemu_testkit::{PASSWORD, TestApp};
use reqwest::{Client, Method, Response, StatusCode, header::HeaderMap};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A server and who is signed in.
pub(crate) struct Api {
    base: String,
    client: Client,
    sessions: HashMap<String, (String, String)>,
    keys: u64,
    /// Headers that every request carries besides.
    pub(crate) extra: HeaderMap,
}

impl Api {
    /// Serve the test city.
    pub(crate) async fn serve(app: &TestApp) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = api_router(app.ctx.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base, client: Client::new(), sessions: HashMap::new(), keys: 0, extra: HeaderMap::new() }
    }

    /// Sign in, and keep cookie and CSRF token.
    pub(crate) async fn sign_in(&mut self, login: &str) {
        let sent = self
            .client
            .post(format!("{}/api/v1/session", self.base))
            .json(&json!({"login": login, "password": PASSWORD}))
            .send()
            .await
            .unwrap();
        assert_eq!(sent.status(), StatusCode::NO_CONTENT);
        let cookie = sent.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let session: Value = self
            .client
            .get(format!("{}/api/v1/session", self.base))
            .header("cookie", &cookie)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        self.sessions.insert(login.to_owned(), (cookie, session["csrf_token"].as_str().unwrap().to_owned()));
    }

    /// Send as somebody, or as nobody.
    pub(crate) async fn send(
        &mut self,
        login: &str,
        method: Method,
        path: &str,
        version: Option<i64>,
        body: Option<&Value>,
    ) -> Response {
        self.keys += 1;
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .header("idempotency-key", format!("test-key-{:016}", self.keys))
            .headers(self.extra.clone());
        if let Some((cookie, csrf)) = self.sessions.get(login) {
            request = request.header("cookie", cookie).header("x-csrf-token", csrf);
        }
        if let Some(version) = version {
            request = request.header("if-match", format!("\"{version}\""));
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await.unwrap()
    }

    pub(crate) async fn get(&mut self, login: &str, path: &str) -> Response {
        self.send(login, Method::GET, path, None, None).await
    }

    pub(crate) async fn post(
        &mut self,
        login: &str,
        path: &str,
        version: Option<i64>,
        body: Value,
    ) -> Response {
        self.send(login, Method::POST, path, version, Some(&body)).await
    }

    /// Send bytes by any method, with these headers besides the session's.
    pub(crate) async fn bytes(
        &mut self,
        login: &str,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Response {
        let mut request = self.client.request(method, format!("{}{path}", self.base)).body(body);
        if let Some((cookie, csrf)) = self.sessions.get(login) {
            request = request.header("cookie", cookie).header("x-csrf-token", csrf);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    /// Send bytes as they are, with these headers besides the session's.
    pub(crate) async fn raw(
        &mut self,
        login: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Response {
        let mut request = self.client.post(format!("{}{path}", self.base)).body(body);
        if let Some((cookie, csrf)) = self.sessions.get(login) {
            request = request.header("cookie", cookie).header("x-csrf-token", csrf);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }
}

/// A recording as the desk sends it.
pub(crate) fn recording(app: &TestApp) -> Value {
    json!({"channel": "phone", "nature": "help", "division": app.grids[0].id.to_string(), "message": "小区停水两天了，请尽快恢复。", "name": "林女士", "phone": "10012345678"})
}

impl Api {
    /// With the cookie alone: what a foreign page could make a browser send.
    pub(crate) async fn without_csrf(
        &mut self,
        login: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Response {
        let cookie = self.sessions[login].0.clone();
        let mut request =
            self.client.post(format!("{}{path}", self.base)).header("cookie", cookie).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }
}
