//! Full lifecycles over HTTP: create → dispatch → sign → reply → call back → close.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::Client;
use serde_json::{Value, json};

#[derive(Clone)]
struct Person {
    cookie: String,
    csrf: String,
}

impl Person {
    async fn sign_in(client: &Client, base: &str, login: &str) -> Self {
        let body = json!({"login": login, "password": "Qing-Quan-2026"});
        let answer = client.post(format!("{base}/api/v1/session")).json(&body).send().await.unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let session =
            client.get(format!("{base}/api/v1/session")).header("cookie", &cookie).send().await.unwrap();
        let session: Value = session.json().await.unwrap();
        Self { csrf: session["csrf_token"].as_str().unwrap().to_owned(), cookie }
    }
}

/// People of the demo city, signed in.
#[derive(Clone)]
pub(crate) struct Load {
    base: String,
    client: Client,
    operator: Person,
    dispatcher: Person,
    handler: Person,
    call_back: Person,
    place: String,
    matter: String,
    lead: String,
    keys: Arc<AtomicU64>,
}

/// Calls and how long each took.
pub(crate) type Latencies = Vec<(&'static str, Vec<Duration>)>;

/// What was done in a span.
pub(crate) struct Done {
    pub(crate) done: u64,
    took: Duration,
    pub(crate) latencies: Latencies,
}

impl Done {
    pub(crate) fn per_second(&self) -> f64 {
        self.done as f64 / self.took.as_secs_f64()
    }
}

const CALLS: [&str; 6] = ["create", "dispatch", "sign", "reply", "call back", "close"];

impl Load {
    pub(crate) async fn sign_in(base: &str) -> Self {
        let client = Client::new();
        let person = async |login: &str| Person::sign_in(&client, base, login).await;
        let (operator, dispatcher, handler, call_back) = (
            person("operator").await,
            person("dispatcher").await,
            person("water").await,
            person("callback").await,
        );
        let get = async |path: &str| -> Value {
            client
                .get(format!("{base}{path}"))
                .header("cookie", &operator.cookie)
                .send()
                .await
                .unwrap()
                .json()
                .await
                .unwrap()
        };
        let mut place = get("/api/v1/organisation/divisions").await[0]["id"].as_str().unwrap().to_owned();
        for _ in 0..4 {
            place = get(&format!("/api/v1/organisation/divisions?parent={place}")).await[0]["id"]
                .as_str()
                .unwrap()
                .to_owned();
        }
        let matters = get("/api/v1/catalogue/matters").await;
        let matter = matters["matters"]
            .as_array()
            .unwrap()
            .iter()
            .find(|matter| matter["code"] == "utilities.water_outage")
            .unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let units = get("/api/v1/organisation/units").await;
        let lead = units.as_array().unwrap().iter().find(|unit| unit["duties"][0] == "water_supply").unwrap()
            ["id"]
            .as_str()
            .unwrap()
            .to_owned();
        Self {
            base: base.to_owned(),
            client,
            operator,
            dispatcher,
            handler,
            call_back,
            place,
            matter,
            lead,
            keys: Arc::default(),
        }
    }

    async fn post(&self, who: &Person, path: &str, version: Option<u32>, body: &Value) -> Value {
        let key = self.keys.fetch_add(1, Ordering::Relaxed);
        let mut request = self
            .client
            .post(format!("{}/api/v1/requests{path}", self.base))
            .header("cookie", &who.cookie)
            .header("x-csrf-token", &who.csrf)
            .header("idempotency-key", format!("bench-key-{key:016}"))
            .json(body);
        if let Some(version) = version {
            request = request.header("if-match", format!("\"{version}\""));
        }
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {body}");
        body
    }

    fn recording(&self) -> Value {
        json!({"nature": "help", "division": self.place, "message": "小区从昨天晚上开始停水，家里有老人，提水上楼很不方便，请尽快恢复供水。",
               "name": "林女士", "phone": "10012345678", "address": "明湖路3号2单元"})
    }

    async fn lifecycle(&self) -> [Duration; 6] {
        let mut times = [Duration::ZERO; 6];
        let started = Instant::now();
        let recorded = self.post(&self.operator, "", None, &self.recording()).await;
        times[0] = started.elapsed();
        let id = recorded["id"].as_str().unwrap();
        let steps = [
            (&self.dispatcher, "dispatch", json!({"matter": self.matter, "lead": self.lead})),
            (&self.handler, "sign", json!({})),
            (
                &self.handler,
                "reply",
                json!({"text": "经现场核查，水管已修复，当晚恢复供水，一个月内加强巡查。", "evidence": "维修单与复查记录各一份"}),
            ),
            (
                &self.call_back,
                "call-backs",
                json!({"outcome": "answered", "answer": {"contacted": "yes", "solved": "yes", "satisfied": 5}}),
            ),
            (&self.call_back, "close", json!({})),
        ];
        for (n, (who, step, body)) in steps.into_iter().enumerate() {
            let started = Instant::now();
            self.post(who, &format!("/{id}/{step}"), Some(u32::try_from(n).unwrap() + 1), &body).await;
            times[n + 1] = started.elapsed();
        }
        times
    }

    /// Lifecycles for a while, by so many clients at once.
    pub(crate) async fn lifecycles(&self, clients: usize, span: Duration) -> Done {
        let begun = Instant::now();
        let tasks: Vec<_> = (0..clients)
            .map(|_| {
                let load = self.clone();
                tokio::spawn(async move {
                    let mut all = Vec::new();
                    while begun.elapsed() < span {
                        all.push(load.lifecycle().await);
                    }
                    all
                })
            })
            .collect();
        let mut latencies: Latencies = CALLS.iter().map(|call| (*call, Vec::new())).collect();
        let mut done = 0;
        for task in tasks {
            for times in task.await.unwrap() {
                done += 1;
                for (of_call, time) in latencies.iter_mut().zip(times) {
                    of_call.1.push(time);
                }
            }
        }
        Done { done, took: begun.elapsed(), latencies }
    }

    /// Creates for a while.
    pub(crate) async fn creates(&self, clients: usize, span: Duration) -> Done {
        let begun = Instant::now();
        self.create_while(clients, move || begun.elapsed() < span, begun).await
    }

    /// Create until so many cases were stored by this call.
    pub(crate) async fn store(&self, cases: u64) {
        let left = Arc::new(AtomicU64::new(cases));
        self.create_while(
            16,
            move || {
                left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
            },
            Instant::now(),
        )
        .await;
    }

    async fn create_while(
        &self,
        clients: usize,
        go_on: impl Fn() -> bool + Clone + Send + 'static,
        begun: Instant,
    ) -> Done {
        let tasks: Vec<_> = (0..clients)
            .map(|_| {
                let (load, go_on) = (self.clone(), go_on.clone());
                tokio::spawn(async move {
                    let mut done = 0;
                    while go_on() {
                        load.post(&load.operator, "", None, &load.recording()).await;
                        done += 1;
                    }
                    done
                })
            })
            .collect();
        let mut done = 0;
        for task in tasks {
            done += task.await.unwrap();
        }
        Done { done, took: begun.elapsed(), latencies: Vec::new() }
    }

    /// Worklist pages by 8 clients: p50 and p95 in milliseconds, and how many.
    pub(crate) async fn worklist(&self, span: Duration) -> ((f64, f64), usize) {
        let begun = Instant::now();
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let load = self.clone();
                tokio::spawn(async move {
                    let mut times = Vec::new();
                    while begun.elapsed() < span {
                        let started = Instant::now();
                        let answer = load
                            .client
                            .get(format!("{}/api/v1/worklist?order=due&stage=new", load.base))
                            .header("cookie", &load.dispatcher.cookie)
                            .send()
                            .await
                            .unwrap();
                        assert!(answer.status().is_success());
                        answer.bytes().await.unwrap();
                        times.push(started.elapsed().as_secs_f64() * 1_000.0);
                    }
                    times
                })
            })
            .collect();
        let mut times = Vec::new();
        for task in tasks {
            times.extend(task.await.unwrap());
        }
        times.sort_by(f64::total_cmp);
        ((times[times.len() / 2], times[times.len() * 95 / 100]), times.len())
    }
}
