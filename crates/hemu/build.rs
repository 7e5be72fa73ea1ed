//! The web is built by `make web`. A build without it serves the API and a page that says so.

fn main() {
    let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    if !dist.exists() {
        std::fs::create_dir_all(&dist).expect("web/dist can be made");
    }
    println!("cargo:rerun-if-changed=../../web/dist");
}
