//! The hand-written SQL script: the same rows, indexes, commits, durability and connections as the server, and nothing
//! else. Prepared statements through sqlx. Jobs are written as the server writes them; the server also runs them, which
//! the script does not.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{Connection, Executor, PgPool, SqlitePool, postgres::PgPoolOptions, sqlite::SqlitePoolOptions};
use tempfile::TempDir;

use crate::server::make_city;

/// Tables whose rows must agree. Jobs and notices come and go with the worker.
const TABLES: [&str; 7] =
    ["cases", "request", "ledger_entry", "vault_record", "clock", "fact", "case_reader"];

/// Rows by table.
pub(crate) struct Counts(pub(crate) Vec<(&'static str, i64)>);

impl Counts {
    pub(crate) fn since(&self, before: &Self) -> Self {
        Self(self.0.iter().zip(&before.0).map(|((table, now), (_, then))| (*table, now - then)).collect())
    }
}

/// A way to the rows of either database.
#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Pool {
    pub(crate) async fn connect(url: &str, connections: u32) -> Self {
        if url.starts_with("sqlite") {
            let options = url
                .parse::<sqlx::sqlite::SqliteConnectOptions>()
                .unwrap()
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .busy_timeout(Duration::from_secs(30))
                .statement_cache_capacity(200);
            Self::Sqlite(
                SqlitePoolOptions::new()
                    .max_connections(1)
                    .acquire_timeout(Duration::from_secs(120))
                    .connect_with(options)
                    .await
                    .unwrap(),
            )
        } else {
            Self::Postgres(
                PgPoolOptions::new()
                    .max_connections(connections)
                    .acquire_timeout(Duration::from_secs(120))
                    .connect(url)
                    .await
                    .unwrap(),
            )
        }
    }

    pub(crate) async fn counts(&self) -> Counts {
        let mut counts = Vec::new();
        for table in TABLES {
            let query = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
            let n: i64 = match self {
                Self::Sqlite(pool) => sqlx::query_scalar(query).fetch_one(pool).await.unwrap(),
                Self::Postgres(pool) => sqlx::query_scalar(query).fetch_one(pool).await.unwrap(),
            };
            counts.push((table, n));
        }
        Counts(counts)
    }
}

/// An empty database of this name.
pub(crate) async fn fresh_database(postgres: &str, name: &str) -> String {
    let mut admin = sqlx::PgConnection::connect(postgres).await.unwrap();
    admin.execute(sqlx::AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await.unwrap();
    admin
        .execute(sqlx::AssertSqlSafe(format!(
            "CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
        )))
        .await
        .unwrap();
    format!("{}/{name}", postgres.rsplit_once('/').unwrap().0)
}

/// The script on a database of its own.
pub(crate) struct Baseline {
    pool: Pool,
    units: [String; 2],
    next: Arc<AtomicU64>,
    _folder: TempDir,
}

impl Baseline {
    pub(crate) async fn start(hemu: &Path, database: &str, postgres: &str) -> Self {
        let (folder, arguments, pool) = make_city(hemu, database, postgres, "hemu_bench_script").await;
        let pool = match arguments.get(3) {
            Some(url) => Pool::connect(url, 16).await,
            None => pool,
        };
        let query = "SELECT id FROM unit ORDER BY id LIMIT 2";
        let units: Vec<String> = match &pool {
            Pool::Sqlite(pool) => sqlx::query_scalar(query).fetch_all(pool).await.unwrap(),
            Pool::Postgres(pool) => sqlx::query_scalar(query).fetch_all(pool).await.unwrap(),
        };
        Self { pool, units: units.try_into().unwrap(), next: Arc::default(), _folder: folder }
    }

    /// Store so many cases more.
    pub(crate) async fn store(&mut self, cases: u64) {
        for _ in 0..cases {
            self.run(&[RECORD]).await;
        }
    }

    /// Lifecycles for a while: how many in which time, and the rows they wrote.
    pub(crate) async fn lifecycles(&self, clients: usize, span: Duration) -> ((u64, Duration), Counts) {
        let before = self.pool.counts().await;
        let begun = Instant::now();
        let tasks: Vec<_> = (0..clients)
            .map(|_| {
                let one = Self {
                    pool: self.pool.clone(),
                    units: self.units.clone(),
                    next: self.next.clone(),
                    _folder: tempfile::tempdir().unwrap(),
                };
                tokio::spawn(async move {
                    let mut done = 0;
                    while begun.elapsed() < span {
                        one.run(&LIFECYCLE).await;
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
        let took = begun.elapsed();
        ((done, took), self.pool.counts().await.since(&before))
    }

    async fn run(&self, steps: &[&[&'static str]]) {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        match &self.pool {
            Pool::Sqlite(pool) => sqlite::lifecycle(pool, steps, n, &self.units).await,
            Pool::Postgres(pool) => postgres::lifecycle(pool, steps, n, &self.units).await,
        }
    }
}

/// Each step is one transaction. `$1` the case, `$2` the centre, `$3` the lead unit, `$4` a moment, `$5` thirty-two bytes,
/// `$6` what is sealed, `$7` what the ledger says.
const LIFECYCLE: [&[&str]; 6] = [RECORD, DISPATCH, SIGN, REPLY, CALL_BACK, CLOSE];

const LOAD: &str = "SELECT c.*, r.*, k.* FROM cases c JOIN request r ON r.case_id = c.id LEFT JOIN clock k ON k.case_id = c.id WHERE c.id = $1";
const READERS: &str = "INSERT INTO case_reader (case_id, unit_id, role, kind, label, stage, sort_at, due_at) VALUES ($1, $2, 'holds', 'request', 'normal', 'new', $4, $4), ($1, $3, 'led', 'request', 'normal', 'new', $4, $4) \
     ON CONFLICT (case_id, unit_id) DO UPDATE SET role = excluded.role, label = excluded.label, stage = excluded.stage, due_at = excluded.due_at";

macro_rules! update_cases {
    ($stage:literal, $version:literal) => {
        concat!("UPDATE cases SET stage = '", $stage, "', holder_id = $3, label = 'normal', closed_at = NULL, next_due = $4, yellow_at = $4, red_at = $4, version = ", $version, " + 1, ledger_head = $5 WHERE id = $1 AND version = ", $version)
    };
}
macro_rules! ledger {
    ($seq:literal, $action:literal) => {
        concat!("INSERT INTO ledger_entry (stream, seq, algorithm, previous, action, actor, actor_unit, at_ms, command_key, body, hash) VALUES ('case:' || $1, ", $seq, ", 1, $5, '", $action, "', $2, $3, $4, $1 || '", $seq, "', $7, $5)")
    };
}
macro_rules! clock {
    ($($kind:literal),+) => {
        clock!(@ concat!("INSERT INTO clock (id, case_id, kind, unit_id, round, amount, counts, legal_basis, calendar_version, started_at, stopped_at, pauses, extensions, cap, due_at, yellow_at, red_at, provisional, alarms, alarm_at) VALUES "), $($kind),+)
    };
    (@ $head:expr, $first:literal $(, $rest:literal)*) => {
        concat!("INSERT INTO clock (id, case_id, kind, unit_id, round, amount, counts, legal_basis, calendar_version, started_at, stopped_at, pauses, extensions, cap, due_at, yellow_at, red_at, provisional, alarms, alarm_at) VALUES ",
            "($1 || '", $first, "', $1, '", $first, "', $3, 1, 7, 'calendar_days', '平台默认值，可由本市调整', 1, $4, NULL, '[]', '[]', NULL, $4, $4, $4, 0, 0, $4)"
            $(, ", ($1 || '", $rest, "', $1, '", $rest, "', $3, 1, 7, 'calendar_days', '平台默认值，可由本市调整', 1, $4, NULL, '[]', '[]', NULL, $4, $4, $4, 0, 0, $4)")*)
    };
}
macro_rules! facts {
    ($seq:literal; $first:literal $(, $rest:literal)*) => {
        concat!("INSERT INTO fact (case_id, seq, measure, kind, unit_id, division, channel, class, matter_id, catalogue_version, calendar_version, value, valid_at, recorded_at, superseded_at, projector) VALUES ",
            "($1, ", $seq, ", '", $first, "', 'request', $3, '0001/0001/0001/0001/0001/', 'phone', 'g7d', NULL, 1, 1, 1, $4, $4, NULL, 1)"
            $(, ", ($1, ", $seq, ", '", $rest, "', 'request', $3, '0001/0001/0001/0001/0001/', 'phone', 'g7d', NULL, 1, 1, 1, $4, $4, NULL, 1)")*)
    };
}
macro_rules! jobs {
    ($first:literal $(, $rest:literal)*) => {
        concat!("INSERT INTO job (id, kind, subject, detail, state, run_at, attempts, lease_until, last_error, created_at) VALUES ",
            "($1 || '", $first, "', 'notify', $1, '{\"to\":\"requester\",\"template\":\"request_recorded\"}', 'ready', $4, 0, 0, '', $4)"
            $(, ", ($1 || '", $rest, "', 'notify', $1, '{\"to\":\"requester\",\"template\":\"request_recorded\"}', 'ready', $4, 0, 0, '', $4)")*)
    };
}
macro_rules! vault {
    ($first:literal, $second:literal) => {
        concat!(
            "INSERT INTO vault_record (id, case_id, kind, key_id, sealed, recorded_at) VALUES ($1 || '",
            $first,
            "', $1, '",
            $first,
            "', $2, $6, $4), ($1 || '",
            $second,
            "', $1, '",
            $second,
            "', $2, $6, $4)"
        )
    };
}

const RECORD: &[&str] = &[
    "INSERT INTO cases (id, kind, number, stage, machine_version, holder_id, centre_id, division, label, opened_at, closed_at, next_due, yellow_at, red_at, version, ledger_head, key_id) \
     VALUES ($1, 'request', $1, 'new', 1, $2, $2, '0001/0001/0001/0001/0001/', 'normal', $4, NULL, $4, $4, $4, 1, $5, $1)",
    "INSERT INTO request (case_id, channel, nature, matter_id, catalogue_version, class, round, lead_id, attempts, contacted, solved, satisfied, ending, tracking_hash) \
     VALUES ($1, 'phone', 'help', NULL, 1, 'g7d', 1, NULL, 0, NULL, NULL, NULL, NULL, $1)",
    ledger!(1, "record"),
    vault!("party", "message"),
    clock!("dispatch"),
    facts!(1; "recorded"),
    "INSERT INTO case_reader (case_id, unit_id, role, kind, label, stage, sort_at, due_at) VALUES ($1, $2, 'holds', 'request', 'normal', 'new', $4, $4)",
    jobs!("a"),
];
const DISPATCH: &[&str] = &[
    LOAD,
    update_cases!("dispatched", 1),
    "UPDATE request SET channel = 'phone', nature = 'help', matter_id = $1, catalogue_version = 1, class = 'u24h', round = 1, lead_id = $3, attempts = 0, contacted = NULL, solved = NULL, satisfied = NULL, ending = NULL WHERE case_id = $1",
    ledger!(2, "dispatch"),
    "UPDATE clock SET stopped_at = $4, alarm_at = NULL WHERE id = $1 || 'dispatch'",
    clock!("reply", "sign", "contact"),
    facts!(2; "dispatched"),
    READERS,
    jobs!("b"),
];
const SIGN: &[&str] = &[
    LOAD,
    update_cases!("handling", 2),
    ledger!(3, "sign"),
    "UPDATE clock SET stopped_at = $4, alarm_at = NULL WHERE id = $1 || 'sign'",
    READERS,
];
const REPLY: &[&str] = &[
    LOAD,
    update_cases!("replied", 3),
    ledger!(4, "reply"),
    vault!("reply", "note"),
    "UPDATE clock SET stopped_at = $4, alarm_at = NULL WHERE id IN ($1 || 'contact', $1 || 'reply')",
    clock!("call_back"),
    facts!(4; "on_time", "reply_minutes"),
    READERS,
    jobs!("c", "d"),
];
const CALL_BACK: &[&str] = &[
    LOAD,
    update_cases!("replied", 4),
    "UPDATE request SET attempts = 1, contacted = 'yes', solved = 'yes', satisfied = 5 WHERE case_id = $1",
    ledger!(5, "call_back"),
    READERS,
];
const CLOSE: &[&str] = &[
    LOAD,
    update_cases!("closed", 5),
    "UPDATE request SET ending = 'called_back' WHERE case_id = $1",
    ledger!(6, "close"),
    "UPDATE clock SET stopped_at = $4, alarm_at = NULL WHERE id = $1 || 'call_back'",
    facts!(6; "closed", "response", "solved", "satisfied"),
    READERS,
    jobs!("e", "f"),
];

/// The same code for both drivers, which share no types.
macro_rules! lifecycle {
    ($module:ident, $pool:ty, $begin:expr) => {
        mod $module {
            use super::*;

            pub(super) async fn lifecycle(pool: &$pool, steps: &[&[&'static str]], n: u64, units: &[String; 2]) {
                let case = format!("{n:026}");
                let moment = 1_790_000_000_000_i64 + i64::try_from(n).unwrap();
                let hash = [7_u8; 32];
                let sealed = vec![9_u8; 160];
                let body = format!("{{\"entry\":{{\"action\":\"step\",\"lead\":\"{case}\"}},\"context\":{{\"kind\":\"request\",\"division\":\"0001/0001/0001/0001/0001/\",\"channel\":\"phone\",\"class\":\"u24h\",\"matter\":\"{case}\",\"catalogue_version\":1,\"calendar_version\":9}},\"command\":\"{case}\"}}");
                for step in steps {
                    let mut tx = pool.begin_with($begin).await.unwrap();
                    for statement in *step {
                        let mut query = sqlx::query(*statement);
                        // Only what the statement names is bound: a prepared statement takes no more.
                        let names = |n: &str| statement.contains(n);
                        let highest = (1..=7).rev().find(|n| names(&format!("${n}"))).unwrap_or(0);
                        for n in 1..=highest {
                            query = match n {
                                1 => query.bind(case.clone()),
                                2 => query.bind(units[0].clone()),
                                3 => query.bind(units[1].clone()),
                                4 => query.bind(moment),
                                5 => query.bind(hash.to_vec()),
                                6 => query.bind(sealed.clone()),
                                _ => query.bind(body.clone()),
                            };
                        }
                        if statement.starts_with("SELECT") {
                            query.fetch_all(&mut *tx).await.unwrap();
                        } else {
                            query.execute(&mut *tx).await.unwrap();
                        }
                    }
                    tx.commit().await.unwrap();
                }
            }
        }
    };
}
lifecycle!(sqlite, SqlitePool, "BEGIN IMMEDIATE");
lifecycle!(postgres, PgPool, "BEGIN");
