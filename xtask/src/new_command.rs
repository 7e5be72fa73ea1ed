//! `cargo xtask new-command <kind> <verb>`: the three files of a command, and the lines still to be added by hand.

use std::{fs, path::Path};

const TEMPLATES: [(&str, &str); 3] = [
    ("domain", include_str!("../templates/domain.rs.txt")),
    ("app", include_str!("../templates/app.rs.txt")),
    ("http", include_str!("../templates/http.rs.txt")),
];
const BY_HAND: &str = include_str!("../templates/by-hand.txt");

/// Make the files; nothing is overwritten.
pub(crate) fn run(root: &Path, kind: &str, verb: &str) -> Result<(), String> {
    let names = Names::new(kind, verb)?;
    let machine = format!("crates/domain/src/{kind}/machine.rs");
    if !root.join(&machine).exists() {
        return Err(format!("there is no kind `{kind}`: {machine} does not exist"));
    }
    let files: Vec<(String, String)> = TEMPLATES
        .iter()
        .map(|(layer, template)| (format!("crates/{layer}/src/{kind}/{verb}.rs"), names.render(template)))
        .collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| root.join(path).exists()) {
        return Err(format!("{path} exists already"));
    }
    for (path, text) in files {
        fs::write(root.join(&path), text).map_err(|e| format!("{path}: {e}"))?;
        println!("made {path}");
    }
    print!("{}", names.render(BY_HAND));
    Ok(())
}

/// One name in the spellings that a template asks for.
struct Names {
    kind: String,
    verb: String,
}

impl Names {
    fn new(kind: &str, verb: &str) -> Result<Self, String> {
        let is_name = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_lowercase())
                && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                && !text.ends_with('_')
        };
        match [kind, verb].into_iter().find(|text| !is_name(text)) {
            Some(bad) => Err(format!("`{bad}`: write lower-case words joined by `_`, such as `send_back`")),
            None => Ok(Self { kind: kind.to_owned(), verb: verb.to_owned() }),
        }
    }

    fn render(&self, template: &str) -> String {
        let verb_kind = camel(&format!("{}_{}", self.verb, self.kind));
        let mut first = verb_kind.chars();
        let operation: String =
            first.next().map(|c| c.to_ascii_lowercase()).into_iter().chain(first).collect();
        template
            .replace("{{kind}}", &self.kind)
            .replace("{{Kind}}", &camel(&self.kind))
            .replace("{{verb}}", &self.verb)
            .replace("{{Verb}}", &camel(&self.verb))
            .replace("{{verb-path}}", &self.verb.replace('_', "-"))
            .replace("{{verbKind}}", &operation)
    }
}

/// `send_back` → `SendBack`.
fn camel(name: &str) -> String {
    name.split('_')
        .flat_map(|word| {
            let mut chars = word.chars();
            chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_rendered_in_every_layer() {
        let names = Names::new("request", "put_off").unwrap();
        let [domain, app, http] = TEMPLATES.map(|(_, template)| names.render(template));

        assert!(
            domain.contains("pub struct PutOff")
                && domain.contains("pub fn put_off(")
                && domain.contains("RequestEntry::PutOff")
        );
        assert!(app.contains("pub async fn put_off_request(") && app.contains("Action::PutOff"));
        assert!(
            http.contains("/api/v1/requests/{request}/put-off")
                && http.contains("operation_id = \"putOffRequest\"")
        );
        for text in [domain, app, http, names.render(BY_HAND)] {
            assert!(!text.contains("{{"), "{text}");
        }
    }

    #[test]
    fn names_are_lower_case_words() {
        assert!(Names::new("request", "PutOff").is_err());
        assert!(Names::new("request", "../put").is_err());
        assert!(Names::new("request", "").is_err());
    }

    #[test]
    fn only_kinds_that_exist_are_scaffolded() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert!(run(&root, "weather", "change").is_err_and(|why| why.contains("no kind")));
        assert!(run(&root, "request", "sign").is_err_and(|why| why.contains("exists already")));
    }
}
