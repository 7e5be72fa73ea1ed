//! SIGKILL under load: no acknowledged step is lost and the ledger is clean. The bench does the same a thousand times.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use hemu_testkit::{TestDatabase, TestPlace};
use reqwest::StatusCode;
use serde_json::json;
use tokio::sync::Notify;

use crate::server::{Data, Person, Server};

/// Ten in the tests; `HEMU_KILLS=1000` in the bench.
#[expect(clippy::disallowed_methods, reason = "the one setting of this test")]
fn kills() -> usize {
    std::env::var("HEMU_KILLS").map_or(10, |kills| kills.parse().expect("HEMU_KILLS is a number"))
}

const CLIENTS: usize = 4;

/// Steps that were acknowledged: request and the version it then had.
type Acknowledged = Arc<Mutex<Vec<(String, i64)>>>;

/// What one client works with.
#[derive(Clone)]
struct Load {
    base: String,
    operator: Person,
    dispatcher: Person,
    place: String,
    done: Acknowledged,
    count: Arc<AtomicUsize>,
    more: Arc<Notify>,
}

/// Record and exclude until the server is gone.
async fn one_client(load: Load, name: String) {
    for n in 0_u32.. {
        let requests = format!("{}/api/v1/requests", load.base);
        let body = json!({"nature": "help", "division": load.place, "message": "压力测试用的诉求，请忽略。"});
        let Ok((status, recorded)) =
            load.operator.post(&requests, &format!("{name}-record-{n:08}"), None, &body).await
        else {
            return;
        };
        assert_eq!(status, StatusCode::CREATED, "{recorded}");
        let id = recorded["id"].as_str().unwrap().to_owned();
        load.done.lock().unwrap().push((id.clone(), 1));
        load.count.fetch_add(1, Ordering::Relaxed);
        load.more.notify_waiters();
        let exclude = json!({"reason": "outside_duty", "signpost": "压力测试，不予受理"});
        let Ok((status, excluded)) = load
            .dispatcher
            .post(&format!("{requests}/{id}/exclude"), &format!("{name}-exclude-{n:07}"), Some(1), &exclude)
            .await
        else {
            return;
        };
        assert_eq!(status, StatusCode::OK, "{excluded}");
        load.done.lock().unwrap().push((id, 2));
    }
}

async fn kill_again_and_again(data: Data) {
    let server = Server::start(&data);
    let operator = Person::sign_in(&server.base, "operator").await;
    let dispatcher = Person::sign_in(&server.base, "dispatcher").await;
    let mut place = operator.get(&format!("{}/api/v1/organisation/divisions", server.base)).await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    place =
        operator.get(&format!("{}/api/v1/organisation/divisions?parent={place}", server.base)).await[0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
    server.kill();

    let done: Acknowledged = Arc::default();
    let kills = kills();
    for round in 0..kills {
        let server = Server::start(&data);
        let (count, more) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let load = Load {
            base: server.base.clone(),
            operator: operator.clone(),
            dispatcher: dispatcher.clone(),
            place: place.clone(),
            done: done.clone(),
            count: count.clone(),
            more: more.clone(),
        };
        let clients: Vec<_> = (0..CLIENTS)
            .map(|n| tokio::spawn(one_client(load.clone(), format!("kill-{round:04}-{n}"))))
            .collect();
        // Killed in the middle of the work, at another point each time.
        let enough = 3 + 7 * (round % 20);
        let acknowledged = async {
            loop {
                let notified = more.notified();
                if enough <= count.load(Ordering::Relaxed) {
                    break;
                }
                notified.await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(60), acknowledged)
            .await
            .expect("the clients get on");
        server.kill();
        for client in clients {
            client.await.unwrap();
        }
    }

    let server = Server::start(&data);
    let acknowledged = done.lock().unwrap().clone();
    assert!(kills * 5 < acknowledged.len());
    for (id, version) in &acknowledged {
        let page = operator.get(&format!("{}/api/v1/requests/{id}", server.base)).await;
        assert!(
            *version <= page["version"].as_i64().unwrap_or(0),
            "{id} was acknowledged in version {version} and is now {page}"
        );
    }
    server.kill();
    let verified = data.run(&["ledger", "verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_by_a_kill_on_sqlite() {
    let database = TestDatabase::make(TestPlace::Sqlite).await;
    kill_again_and_again(Data::in_folder(&database.folder())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_by_a_kill_on_postgres() {
    let database = TestDatabase::make(TestPlace::Postgres).await;
    kill_again_and_again(Data { folder: database.folder(), url: database.url().map(str::to_owned) }).await;
    database.remove().await;
}
