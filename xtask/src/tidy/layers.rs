//! Dependencies point one way: `domain` ← `text`, `geo`, `measure`, `store` ← `app` ← the edges ← `hemu`.

use cargo_metadata::{DependencyKind, Metadata};

use super::Finding;

/// What a crate may depend on: crates of this workspace, besides anything public.
const LAYERS: [(&str, &[&str]); 15] = [
    ("hemu-domain", &[]),
    ("hemu-config", &[]),
    ("hemu-text", &["hemu-domain"]),
    ("hemu-media", &["hemu-domain"]),
    ("hemu-geo", &["hemu-domain"]),
    ("hemu-measure", &["hemu-domain"]),
    ("hemu-store", &["hemu-domain", "hemu-text", "hemu-geo", "hemu-measure"]),
    ("hemu-app", &["hemu-domain", "hemu-text", "hemu-media", "hemu-geo", "hemu-measure", "hemu-store"]),
    ("hemu-http", &["hemu-domain", "hemu-text", "hemu-geo", "hemu-measure", "hemu-app"]),
    ("hemu-worker", &["hemu-domain", "hemu-app"]),
    ("hemu-gateways", &["hemu-domain", "hemu-app"]),
    ("hemu-documents", &["hemu-domain", "hemu-app"]),
    (
        "hemu",
        &[
            "hemu-domain",
            "hemu-text",
            "hemu-geo",
            "hemu-measure",
            "hemu-store",
            "hemu-app",
            "hemu-http",
            "hemu-worker",
            "hemu-gateways",
            "hemu-documents",
            "hemu-config",
        ],
    ),
    (
        "hemu-testkit",
        &[
            "hemu-domain",
            "hemu-text",
            "hemu-geo",
            "hemu-measure",
            "hemu-store",
            "hemu-app",
            "hemu-gateways",
            "hemu-http",
            "hemu-worker",
        ],
    ),
    ("xtask", &["hemu-domain"]),
];
/// Programs of the house that nothing depends on may use everything, `testkit` too.
const TOOLS: [&str; 1] = ["hemu-bench"];
/// The rules do no I/O: the only public crates they may use.
const DOMAIN_MAY_USE: [&str; 5] = ["jiff", "serde", "sha2", "thiserror", "ulid"];

/// One line under `[dependencies]` of a crate of the workspace.
#[derive(Debug)]
pub(crate) struct Edge {
    pub(crate) from: String,
    pub(crate) manifest: String,
    pub(crate) to: String,
    /// Whether it is a crate of this workspace.
    pub(crate) ours: bool,
    /// Under `[dev-dependencies]`.
    pub(crate) dev: bool,
}

pub(crate) fn read(metadata: &Metadata) -> Vec<Edge> {
    let mut edges = Vec::new();
    for package in metadata.workspace_packages() {
        let manifest = package
            .manifest_path
            .strip_prefix(&metadata.workspace_root)
            .unwrap_or(&package.manifest_path)
            .to_string();
        for dependency in &package.dependencies {
            edges.push(Edge {
                from: package.name.to_string(),
                manifest: manifest.clone(),
                to: dependency.name.clone(),
                ours: dependency.path.is_some(),
                dev: dependency.kind == DependencyKind::Development,
            });
        }
    }
    edges
}

pub(crate) fn check(edges: &[Edge]) -> Vec<Finding> {
    edges
        .iter()
        .filter(|edge| !edge.dev && !TOOLS.contains(&edge.from.as_str()))
        .filter_map(|edge| {
            let remedy = refusal(edge)?;
            Some(Finding { file: edge.manifest.clone(), line: 0, rule: "layers", remedy })
        })
        .collect()
}

fn refusal(edge: &Edge) -> Option<String> {
    let Edge { from, to, .. } = edge;
    if !edge.ours {
        let refused = from == "hemu-domain" && !DOMAIN_MAY_USE.contains(&to.as_str());
        return refused
            .then(|| format!("the rules may use {DOMAIN_MAY_USE:?} only; `{to}` belongs in an outer crate"));
    }
    if to == "hemu-testkit" {
        return Some("hemu-testkit is for tests: put it under [dev-dependencies]".to_owned());
    }
    match LAYERS.iter().find(|(name, _)| name == from) {
        None => Some(format!(
            "`{from}` has no place in the layers; add it to xtask/src/tidy/layers.rs and ARCHITECTURE.md"
        )),
        Some((_, may)) if may.contains(&to.as_str()) => None,
        Some((_, may)) => Some(format!(
            "`{from}` may depend on {may:?}, not on `{to}`; move the code, or put a port in app::ports"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: &str, to: &str, dev: bool) -> Edge {
        Edge {
            from: from.into(),
            manifest: "Cargo.toml".into(),
            to: to.into(),
            ours: to.starts_with("hemu"),
            dev,
        }
    }

    #[test]
    fn dependencies_against_the_grain_are_found() {
        let wrong = [
            edge("hemu-http", "hemu-store", false),
            edge("hemu-domain", "hemu-app", false),
            edge("hemu-app", "hemu-testkit", false),
            edge("hemu-config", "hemu-domain", false),
        ];
        assert_eq!(check(&wrong).len(), 4);
        let right = [
            edge("hemu-app", "hemu-store", false),
            edge("hemu-http", "hemu-testkit", true),
            edge("hemu-bench", "hemu-testkit", false),
        ];
        assert!(check(&right).is_empty());
    }

    #[test]
    fn the_rules_use_nothing_but_their_five() {
        assert_eq!(check(&[edge("hemu-domain", "tokio", false)]).len(), 1);
        assert!(
            check(&[edge("hemu-domain", "serde", false), edge("hemu-domain", "proptest", true)]).is_empty()
        );
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        assert_eq!(check(&[edge("hemu-maps", "hemu-domain", false)]).len(), 1);
    }
}
