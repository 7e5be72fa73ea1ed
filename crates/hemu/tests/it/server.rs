//! A running `hemu demo`, and a client signed in to it.

use std::{
    io::{BufRead, BufReader, Lines},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

pub(crate) const HEMU: &str = env!("CARGO_BIN_EXE_hemu");

/// Where the data of a test lies.
#[derive(Clone)]
pub(crate) struct Data {
    pub(crate) folder: std::path::PathBuf,
    pub(crate) url: Option<String>,
}

impl Data {
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(HEMU);
        command.arg("--data").arg(&self.folder).env_remove("HEMU_DATABASE").env("RUST_LOG", "error");
        if let Some(url) = &self.url {
            command.arg("--database").arg(url);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), url: None }
    }
}

/// A server that is killed when it is dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) base: String,
    /// Kept open: a server whose output nobody takes would be cut off.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Server {
    /// Start on a free port and wait until it says where it is.
    pub(crate) fn start(data: &Data) -> Self {
        let mut process = data
            .command()
            .args(["demo", "--small", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
        let base = output
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split_whitespace()
                    .find(|word| word.starts_with("http://"))
                    .map(|word| word.trim_end_matches('/').to_owned())
            })
            .expect("the server says where it is");
        Self { process, base, _output: output }
    }

    /// SIGKILL.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Somebody signed in. Sessions outlive the server.
#[derive(Clone)]
pub(crate) struct Person {
    client: Client,
    cookie: String,
    csrf: String,
}

impl Person {
    pub(crate) async fn sign_in(base: &str, login: &str) -> Self {
        let client = Client::new();
        let answer = client
            .post(format!("{base}/api/v1/session"))
            .json(&json!({"login": login, "password": "Qing-Quan-2026"}))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{login}");
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let session: Value = client
            .get(format!("{base}/api/v1/session"))
            .header("cookie", &cookie)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        Self { client, cookie, csrf: session["csrf_token"].as_str().unwrap().to_owned() }
    }

    pub(crate) async fn get(&self, url: &str) -> Value {
        self.client.get(url).header("cookie", &self.cookie).send().await.unwrap().json().await.unwrap()
    }

    /// A command; `Err` when the connection broke.
    pub(crate) async fn post(
        &self,
        url: &str,
        key: &str,
        version: Option<i64>,
        body: &Value,
    ) -> Result<(StatusCode, Value), reqwest::Error> {
        let mut request = self
            .client
            .post(url)
            .header("cookie", &self.cookie)
            .header("x-csrf-token", &self.csrf)
            .header("idempotency-key", key)
            .json(body);
        if let Some(version) = version {
            request = request.header("if-match", format!("\"{version}\""));
        }
        let answer = request.send().await?;
        let status = answer.status();
        Ok((status, answer.json().await?))
    }
}
