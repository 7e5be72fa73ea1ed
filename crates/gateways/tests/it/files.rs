//! Files in a folder: kept, replaced, forgotten, and never outside it.

use hemu_app::ports::Files;
use hemu_gateways::StoredFiles;

/// What both must do.
pub(crate) async fn keeps_and_forgets(files: &dyn Files) {
    assert_eq!(files.get("files/ab/abcd").await.unwrap(), None);
    files.put("files/ab/abcd", b"one".to_vec()).await.unwrap();
    files.put("files/ab/abcd", b"two".to_vec()).await.unwrap();
    assert_eq!(files.get("files/ab/abcd").await.unwrap().unwrap(), b"two");
    for part in ["uploads/a/1", "uploads/a/2", "uploads/ab/1"] {
        files.put(part, vec![7; 300_000]).await.unwrap();
    }
    files.delete_under("uploads/a").await.unwrap();
    files.delete_under("uploads/a").await.unwrap();
    assert_eq!(files.get("uploads/a/1").await.unwrap(), None);
    assert_eq!(files.get("uploads/ab/1").await.unwrap().unwrap().len(), 300_000);
    files.delete("files/ab/abcd").await.unwrap();
    files.delete("files/ab/abcd").await.unwrap();
    assert_eq!(files.get("files/ab/abcd").await.unwrap(), None);
}

#[tokio::test]
async fn a_folder_keeps_files_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("files");
    let files = StoredFiles::in_folder(&place).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&place).unwrap().permissions().mode() & 0o077, 0);
    }
    keeps_and_forgets(&files).await;
    // A name never leaves the folder.
    files.put("../outside", b"x".to_vec()).await.unwrap();
    assert!(!folder.path().join("outside").exists());
}
