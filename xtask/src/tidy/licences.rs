//! Licences of everything that is linked: only those that let a city use, change and pass Hemu on.

use cargo_metadata::Metadata;

use super::Finding;

const ACCEPTED: [&str; 17] = [
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
    "Apache-2.0 WITH LLVM-exception",
];

/// A public crate and what it says of its licence.
#[derive(Debug)]
pub(crate) struct Licensed {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: Option<String>,
}

pub(crate) fn read(metadata: &Metadata) -> Vec<Licensed> {
    metadata
        .packages
        .iter()
        .map(|package| Licensed {
            name: package.name.to_string(),
            version: package.version.to_string(),
            licence: package.license.clone(),
        })
        .collect()
}

pub(crate) fn check(crates: &[Licensed]) -> Vec<Finding> {
    crates
        .iter()
        .filter_map(|one| {
            let why = match &one.licence {
                None => "names no licence".to_owned(),
                Some(licence) if is_accepted(licence) => return None,
                Some(licence) => format!("is under `{licence}`"),
            };
            let remedy = format!("{} {} {why}; use another crate, or add the licence to xtask/src/tidy/licences.rs with the reason in docs/decisions", one.name, one.version);
            Some(Finding { file: "Cargo.lock".to_owned(), line: 0, rule: "licences", remedy })
        })
        .collect()
}

/// Whether an SPDX expression can be met with accepted licences. The old `/` means OR.
fn is_accepted(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = tokens.as_slice();
    let met = any(&mut rest);
    met && rest.is_empty()
}

fn any(rest: &mut &[&str]) -> bool {
    let mut met = all(rest);
    while let Some(("OR", after)) = head(rest) {
        *rest = after;
        let other = all(rest);
        met = met || other;
    }
    met
}

fn all(rest: &mut &[&str]) -> bool {
    let mut met = one(rest);
    while let Some(("AND", after)) = head(rest) {
        *rest = after;
        let other = one(rest);
        met = met && other;
    }
    met
}

fn one(rest: &mut &[&str]) -> bool {
    let Some((name, after)) = head(rest) else { return false };
    *rest = after;
    if name == "(" {
        let met = any(rest);
        let closed = matches!(head(rest), Some((")", _)));
        *rest = rest.get(1..).unwrap_or_default();
        return met && closed;
    }
    if let [with, exception, after @ ..] = *rest
        && *with == "WITH"
    {
        *rest = after;
        return ACCEPTED.contains(&format!("{name} WITH {exception}").as_str());
    }
    ACCEPTED.contains(&name)
}

fn head<'a, 'b>(rest: &'b [&'a str]) -> Option<(&'a str, &'b [&'a str])> {
    rest.split_first().map(|(first, after)| (*first, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_they_are_meant() {
        for good in [
            "MIT",
            "Unlicense/MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "MIT OR Apache-2.0 OR LGPL-2.1-or-later",
            "Apache-2.0 WITH LLVM-exception OR MIT",
        ] {
            assert!(is_accepted(good), "{good}");
        }
        for bad in
            ["GPL-3.0-only", "MIT AND GPL-3.0-only", "", "MIT MIT", "(MIT", "Apache-2.0 WITH Other-exception"]
        {
            assert!(!is_accepted(bad), "{bad}");
        }
    }

    #[test]
    fn a_crate_without_licence_is_found() {
        let licensed = |licence: Option<&str>| Licensed {
            name: "a".into(),
            version: "1.0.0".into(),
            licence: licence.map(str::to_owned),
        };
        assert_eq!(check(&[licensed(None), licensed(Some("AGPL-3.0-only")), licensed(Some("MIT"))]).len(), 2);
    }
}
