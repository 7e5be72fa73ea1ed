//! `cargo xtask gen`: the machines as diagrams and tables in `docs/machines`, from the tables the program runs on.

use std::{collections::HashMap, fmt::Write, fs, path::Path};

use hemu_domain::{
    access::Role,
    kernel::{Holder, Machine},
    request::MACHINE,
};

const SOURCE: &str = "crates/domain/src/request/machine.rs";
const ROLES: &str = "crates/domain/src/access/role.rs";

/// Write every machine.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    let folder = root.join("docs/machines");
    fs::create_dir_all(&folder).map_err(|e| format!("docs/machines: {e}"))?;
    let read = |path: &str| fs::read_to_string(root.join(path)).map_err(|e| format!("{path}: {e}"));
    let labels = Labels { codes: labels(&read(SOURCE)?), roles: variants(&read(ROLES)?) };
    let page = page(MACHINE, |stage| stage.code(), |action| action.code(), &labels, SOURCE);
    let file = folder.join(format!("{}.md", MACHINE.kind));
    fs::write(&file, page).map_err(|e| format!("{}: {e}", file.display()))
}

/// Chinese labels, from the doc comments of the source.
struct Labels {
    codes: HashMap<String, String>,
    roles: HashMap<String, String>,
}

impl Labels {
    fn code<'a>(&'a self, code: &'a str) -> &'a str {
        self.codes.get(code).map_or(code, String::as_str)
    }

    fn role(&self, role: Role) -> String {
        let name = format!("{role:?}");
        self.roles
            .get(&name)
            .map_or_else(|| role.code().to_owned(), |label| format!("{label} `{}`", role.code()))
    }
}

/// `/// 签收` before `Sign = "sign",` gives `sign` → `签收`.
fn labels(source: &str) -> HashMap<String, String> {
    documented(source)
        .filter_map(|(label, line)| Some((line.split_once(" = \"")?.1.split_once('"')?.0.to_owned(), label)))
        .collect()
}

/// `/// 派单员: …` before `Dispatcher,` gives `Dispatcher` → `派单员`.
fn variants(source: &str) -> HashMap<String, String> {
    documented(source).filter_map(|(label, line)| Some((line.strip_suffix(',')?.to_owned(), label))).collect()
}

/// Lines with the first words of the doc comment above them.
fn documented(source: &str) -> impl Iterator<Item = (String, &str)> {
    let lines = source.lines().map(str::trim);
    lines.clone().zip(lines.skip(1)).filter_map(|(doc, line)| {
        let said = doc.strip_prefix("///")?.trim();
        Some((said.split(['：', ':']).next().unwrap_or(said).trim_end_matches('.').to_owned(), line))
    })
}

fn page<S: Copy + PartialEq, A: Copy + PartialEq>(
    machine: &Machine<S, A>,
    stage: fn(S) -> &'static str,
    action: fn(A) -> &'static str,
    labels: &Labels,
    source: &str,
) -> String {
    let mut page = format!(
        "# The machine of `{}`, version {}\n\nMade by `make gen` from `{source}`. Do not edit.\n\n",
        machine.kind, machine.version
    );
    page.push_str("```mermaid\nstateDiagram-v2\n");
    let mut named: Vec<&str> = Vec::new();
    for row in machine.rows {
        for code in [stage(row.from), stage(row.to)] {
            if !named.contains(&code) {
                named.push(code);
                let _ = writeln!(page, "  {code}: {} {code}", labels.code(code));
            }
        }
    }
    let _ = writeln!(page, "  [*] --> {}", stage(machine.first));
    // What stays in its stage is in the table; in the picture it would only hide the road.
    for row in machine.rows.iter().filter(|row| row.from != row.to) {
        let _ = writeln!(
            page,
            "  {} --> {}: {}",
            stage(row.from),
            stage(row.to),
            labels.code(action(row.action))
        );
    }
    for last in machine.last {
        let _ = writeln!(page, "  {} --> [*]", stage(*last));
    }
    page.push_str("```\n\n| From | Action | To | Who | Of which unit | Starts | Stops |\n|---|---|---|---|---|---|---|\n");
    for row in machine.rows {
        let roles: Vec<String> = row.roles.iter().map(|role| labels.role(*role)).collect();
        let clocks = |kinds: &[&str]| {
            if kinds.is_empty() {
                "–".to_owned()
            } else {
                kinds.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ")
            }
        };
        let _ = writeln!(
            page,
            "| `{}` | {} `{}` | `{}` | {} | {} | {} | {} |",
            stage(row.from),
            labels.code(action(row.action)),
            action(row.action),
            stage(row.to),
            roles.join(", "),
            holder(row.holder),
            clocks(row.starts),
            clocks(row.stops)
        );
    }
    page.push_str("\nDurations are not part of a machine: a row names clock kinds, and the dated table of time limits says how long they run.\n");
    page
}

const fn holder(holder: Holder) -> &'static str {
    match holder {
        Holder::Holds => "the unit that holds the case",
        Holder::TakesPart => "the unit that holds the case, or one that assists",
        Holder::Independent => "the supervising centre, and nobody of a unit that handled the case",
        Holder::Decides => "the unit that decides what was asked, and another person than the one who asked",
        Holder::Oversees => "a unit in whose territory it lies, and not one that handled the case",
        Holder::Hears => "the requester, or the centre for them",
        Holder::Nobody => "no staff",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_the_page_with_its_chinese_label() {
        let source =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(SOURCE)).unwrap();
        let labels = Labels { codes: labels(&source), roles: HashMap::new() };
        let page = page(MACHINE, |stage| stage.code(), |action| action.code(), &labels, SOURCE);

        for row in MACHINE.rows {
            assert!(
                page.contains(&format!(
                    "| `{}` | {} `{}` |",
                    row.from.code(),
                    labels.code(row.action.code()),
                    row.action.code()
                )),
                "{:?}",
                row.action
            );
        }
        assert_eq!(labels.code("sign"), "签收");
    }

    #[test]
    fn roles_are_called_by_their_chinese_name() {
        assert_eq!(
            variants("/// 派单员: gives each matter.\n    Dispatcher,").get("Dispatcher").map(String::as_str),
            Some("派单员")
        );
    }
}
