//! The release server on a fresh demo city.

use std::{
    io::{BufRead, BufReader, Lines},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use tempfile::TempDir;

use crate::baseline::{Counts, Pool};

/// A running server. Stops when it is dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) base: String,
    pool: Pool,
    _output: Lines<BufReader<ChildStdout>>,
    _folder: TempDir,
}

/// A fresh demo city: its folder, the arguments that name it, and a way to its rows.
pub(crate) async fn make_city(
    hemu: &Path,
    database: &str,
    postgres: &str,
    name: &str,
) -> (TempDir, Vec<String>, Pool) {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = vec!["--data".to_owned(), folder.path().display().to_string()];
    let url = if database == "postgres" {
        let url = crate::baseline::fresh_database(postgres, name).await;
        arguments.extend(["--database".to_owned(), url.clone()]);
        url
    } else {
        format!("sqlite://{}", folder.path().join("hemu.sqlite").display())
    };
    let made = Command::new(hemu).args(&arguments).args(["demo", "--small", "--make-only"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    (folder, arguments, Pool::connect(&url, 4).await)
}

impl Server {
    pub(crate) async fn start(hemu: &Path, database: &str, postgres: &str) -> Self {
        let (folder, arguments, pool) = make_city(hemu, database, postgres, "hemu_bench_server").await;
        let mut process = Command::new(hemu)
            .args(&arguments)
            .args(["demo", "--listen", "127.0.0.1:0"])
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = output
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned)
            })
            .unwrap();
        Self {
            process,
            base: address.trim_end_matches('/').to_owned(),
            pool,
            _output: output,
            _folder: folder,
        }
    }

    pub(crate) async fn counts(&self) -> Counts {
        self.pool.counts().await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
