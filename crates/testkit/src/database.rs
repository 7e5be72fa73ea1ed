//! A database of one's own for each test.

use std::path::PathBuf;

use hemu_store::{Place, testing};
use tempfile::TempDir;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestPlace {
    Sqlite,
    Postgres,
}

/// A database that nobody else uses. The folder goes with it.
#[derive(Debug)]
pub struct TestDatabase {
    pub place: Place,
    folder: TempDir,
    name: Option<String>,
}

impl TestDatabase {
    /// Make one.
    pub async fn make(place: TestPlace) -> Self {
        let folder = tempfile::Builder::new().prefix("hemu-test").tempdir().unwrap();
        match place {
            TestPlace::Sqlite => Self { place: Place::Folder(folder.path().to_owned()), folder, name: None },
            TestPlace::Postgres => {
                let name = format!("t{:032x}", rand::random::<u128>());
                let url =
                    testing::clone_database(&server(), &name).await.expect("the test database can be cloned");
                Self {
                    place: Place::Server { url, keys: folder.path().to_owned(), connections: 8 },
                    folder,
                    name: Some(name),
                }
            }
        }
    }

    /// Everything that lies in the folder and below, as bytes: what a thief of the disk would have.
    pub fn bytes_on_disk(&self) -> Vec<u8> {
        fn gather(folder: &std::path::Path, bytes: &mut Vec<u8>) {
            for entry in std::fs::read_dir(folder).expect("the folder can be read") {
                let path = entry.expect("an entry can be read").path();
                if path.is_dir() {
                    gather(&path, bytes);
                } else {
                    bytes.extend(std::fs::read(&path).expect("a file can be read"));
                }
            }
        }
        let mut bytes = Vec::new();
        gather(self.folder.path(), &mut bytes);
        bytes
    }

    /// The folder with the keys, and on SQLite with the data.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The address, on PostgreSQL.
    pub fn url(&self) -> Option<&str> {
        match &self.place {
            Place::Server { url, .. } => Some(url),
            Place::Folder(_) => None,
        }
    }

    /// Drop it, where it does not go with its folder.
    pub async fn remove(&self) {
        if let Some(name) = &self.name {
            testing::drop_database(&server(), name).await.expect("the test database can be dropped");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
fn server() -> String {
    std::env::var("HEMU_TEST_POSTGRES")
        .expect("PostgreSQL is required: run `make test`, or set HEMU_TEST_POSTGRES to a server's address")
}
