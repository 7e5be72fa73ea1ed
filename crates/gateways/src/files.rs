//! The bytes of files in a folder or in a bucket, through `object_store`.

use std::{path::Path as Folder, sync::Arc};

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt};
use hemu_app::ports::{Files, FilesError};
use object_store::{
    Error, ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path as Name,
};

/// Files in whatever `object_store` reaches.
#[derive(Debug, Clone)]
pub struct StoredFiles(Arc<dyn ObjectStore>);

/// How many are forgotten at a time.
const DELETED_TOGETHER: usize = 8;

/// A bucket of any store that speaks the protocol of S3.
#[derive(Clone, Default)]
pub struct Bucket {
    pub name: String,
    /// Such as `https://oss.example.cn`; with `http`, the network between must be trusted.
    pub endpoint: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
    /// The bucket's name stands in the host and not in the path.
    pub in_host: bool,
}

impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bucket({} at {})", self.name, self.endpoint)
    }
}

impl StoredFiles {
    /// In a bucket. Nothing is asked of it yet.
    ///
    /// # Errors
    /// When the settings do not fit together.
    #[cfg(feature = "s3")]
    pub fn in_bucket(bucket: &Bucket) -> Result<Self, String> {
        // The same cryptography as for mail and PostgreSQL. An error means that it was chosen before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let store = object_store::aws::AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_endpoint(&bucket.endpoint)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.access_key)
            .with_secret_access_key(&bucket.secret_key)
            .with_virtual_hosted_style_request(bucket.in_host)
            .with_allow_http(bucket.endpoint.starts_with("http://"))
            .build()
            .map_err(|e| format!("files: {e}"))?;
        Ok(Self(Arc::new(store)))
    }

    /// In a bucket, which this program was built without.
    ///
    /// # Errors
    /// Always: says how to build one that can.
    #[cfg(not(feature = "s3"))]
    pub fn in_bucket(bucket: &Bucket) -> Result<Self, String> {
        Err(format!(
            "files.bucket is `{}`, but this program was built without S3; build it with `--features s3`",
            bucket.name
        ))
    }

    /// In a folder of this machine. It is made if need be, for its owner only.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn in_folder(folder: &Folder) -> Result<Self, String> {
        let failed = |e: &dyn std::fmt::Display| format!("{}: {e}", folder.display());
        std::fs::create_dir_all(folder).map_err(|e| failed(&e))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
                .map_err(|e| failed(&e))?;
        }
        // What was acknowledged survives a power cut, as in the database.
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|e| failed(&e))?
            .with_fsync(true)
            .with_automatic_cleanup(true);
        Ok(Self(Arc::new(store)))
    }
}

fn failed(error: &Error) -> FilesError {
    FilesError(error.to_string())
}

#[async_trait]
impl Files for StoredFiles {
    async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), FilesError> {
        let name = Name::from(name);
        self.0.put(&name, PutPayload::from(bytes)).await.map(|_| ()).map_err(|e| failed(&e))
    }

    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, FilesError> {
        let found = match self.0.get(&Name::from(name)).await {
            Ok(found) => found,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        found.bytes().await.map(|bytes| Some(bytes.to_vec())).map_err(|e| failed(&e))
    }

    async fn delete(&self, name: &str) -> Result<(), FilesError> {
        match self.0.delete(&Name::from(name)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(&error)),
        }
    }

    async fn delete_under(&self, folder: &str) -> Result<(), FilesError> {
        let folder = Name::from(folder);
        self.0
            .list(Some(&folder))
            .map_err(|e| failed(&e))
            .map(async |found| {
                let found = found?;
                self.delete(found.location.as_ref()).await
            })
            .buffer_unordered(DELETED_TOGETHER)
            .try_collect()
            .await
    }
}
