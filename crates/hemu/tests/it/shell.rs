//! Commands of the shell: simulate twice gives the same root, a demo is not served, bad use is named.

use hemu_testkit::{TestDatabase, TestPlace};

use crate::server::Data;

fn said(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn simulate(data: &Data, seed: &str) -> String {
    let output = data.run(&["simulate", "--small", "--days", "2", "--per-day", "8", "--seed", seed]);
    assert!(output.status.success(), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_gives_the_same_root_and_rates_on_both_databases() {
    let mut outputs = Vec::new();
    for place in [TestPlace::Sqlite, TestPlace::Postgres, TestPlace::Sqlite] {
        let database = TestDatabase::make(place).await;
        let data = Data { folder: database.folder(), url: database.url().map(str::to_owned) };
        let seed = if outputs.len() < 2 { "5" } else { "6" };
        outputs.push(simulate(&data, seed));
        let verified = data.run(&["ledger", "verify"]);
        assert!(verified.status.success(), "{}", said(&verified));
        database.remove().await;
    }
    assert!(outputs[0].contains("ledger root") && outputs[0].contains("resolution"));
    assert_eq!(outputs[0], outputs[1], "SQLite and PostgreSQL tell the same story");
    assert_ne!(outputs[0], outputs[2], "another seed tells another");
}

#[tokio::test]
async fn a_demo_city_is_not_served_to_the_world() {
    let database = TestDatabase::make(TestPlace::Sqlite).await;
    let data = Data::in_folder(&database.folder());
    assert!(data.run(&["demo", "--small", "--make-only"]).status.success());
    let refused = data.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("published passwords"), "{}", said(&refused));
}

#[tokio::test]
async fn an_installation_begins_with_a_good_password_only_and_a_demo_leaves_it_alone() {
    use std::{io::Write, process::Stdio};
    let database = TestDatabase::make(TestPlace::Sqlite).await;
    let data = Data::in_folder(&database.folder());
    let init = |password: &str| {
        let mut process = data
            .command()
            .args([
                "init",
                "--centre",
                "试验市12345热线中心",
                "--centre-en",
                "Test Hotline Centre",
                "--admin",
                "root.admin",
                "--admin-name",
                "管理员",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        process
            .stdin
            .take()
            .unwrap()
            .write_all(format!("{password}\n{password}\n{password}\n").as_bytes())
            .unwrap();
        process.wait_with_output().unwrap()
    };
    let weak = init("password");
    assert!(!weak.status.success() && said(&weak).contains("password"), "{}", said(&weak));
    assert!(init("Chushi-Mima-2026").status.success());
    assert!(!init("Chushi-Mima-2026").status.success(), "once is enough");
    assert!(data.run(&["take-off-second-factor", "security"]).status.success());
    assert!(!data.run(&["take-off-second-factor", "nobody"]).status.success());
    let demo = data.run(&["demo", "--small", "--make-only"]);
    assert!(!demo.status.success() && said(&demo).contains("not a demo city"), "{}", said(&demo));
}
