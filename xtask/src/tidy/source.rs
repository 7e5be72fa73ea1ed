//! Source files of the repository, with what is code told apart from what is comment or text.

use std::{fs, path::Path};

/// One file.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// From the root of the repository, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    /// The same lines with comments and the insides of literals blanked out. Equal to `text` outside Rust.
    pub(crate) code: String,
}

const FOLDERS: [&str; 4] = ["crates", "xtask", "web", "e2e"];
const SKIPPED: [&str; 5] = ["node_modules", "dist", "target", "test-results", "playwright-report"];
const EXTENSIONS: [&str; 3] = [".rs", ".ts", ".tsx"];

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let code = if path.ends_with(".rs") { code_of(text) } else { text.to_owned() };
        Self { path: path.to_owned(), text: text.to_owned(), code }
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Lines of code with their numbers.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(i, line)| (i + 1, line))
    }
}

/// Every source file, sorted by path.
pub(crate) fn read_all(root: &Path) -> Result<Vec<Source>, String> {
    let mut sources = Vec::new();
    for folder in FOLDERS {
        walk(root, folder, &mut sources)?;
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn walk(root: &Path, folder: &str, sources: &mut Vec<Source>) -> Result<(), String> {
    let failed = |e: std::io::Error| format!("{folder}: {e}");
    let full = root.join(folder);
    if !full.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(full).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        if entry.file_type().map_err(failed)?.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                walk(root, &path, sources)?;
            }
        } else if EXTENSIONS.iter().any(|extension| name.ends_with(extension)) {
            let text = fs::read_to_string(entry.path()).map_err(|e| format!("{path}: {e}"))?;
            sources.push(Source::new(&path, &text));
        }
    }
    Ok(())
}

/// Whether `word` stands in `line` by itself, not inside a longer name.
pub(crate) fn has_word(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}

/// Rust without comments and without the insides of literals; line breaks stay.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (kept, length) = match literal_or_comment(rest, code.chars().next_back()) {
            Some(length) => (false, length),
            None => (true, c.len_utf8()),
        };
        let (taken, left) = rest.split_at(length);
        if kept {
            code.push_str(taken);
        } else {
            code.extend(taken.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        rest = left;
    }
    code
}

/// The length of the comment or literal that begins here, if one does.
fn literal_or_comment(rest: &str, before: Option<char>) -> Option<usize> {
    let in_name = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(rest.find("*/").map_or(rest.len(), |at| at + 2));
    }
    if rest.starts_with('"') {
        return Some(quoted(rest, '"'));
    }
    if rest.starts_with('\'') {
        // A lifetime has no closing quote after one character.
        let inside = rest.get(1..)?;
        let first = inside.chars().next()?;
        let closes = first == '\\' || inside.get(first.len_utf8()..)?.starts_with('\'');
        return closes.then(|| quoted(rest, '\''));
    }
    if rest.starts_with('r') && !in_name {
        let hashes = rest.get(1..)?.chars().take_while(|c| *c == '#').count();
        if rest.get(1 + hashes..)?.starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let begin = hashes + 2;
            return Some(rest.get(begin..)?.find(&end).map_or(rest.len(), |at| begin + at + end.len()));
        }
    }
    None
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_no_code() {
        let code = code_of(
            "let a = \"f64 \\\" f64\"; // f64\nlet b = 'x'; /* f64 */ fn f<'a>(x: &'a f32) {}\nlet c = r#\"f64 \" f64\"#; let bar = '\\'';",
        );
        assert!(!code.contains("f64"), "{code}");
        assert!(code.contains("f32") && code.contains("let bar"), "{code}");
        assert_eq!(code.lines().count(), 3);
    }

    #[test]
    fn a_word_is_not_a_part_of_a_name() {
        assert!(has_word("x: f64,", "f64"));
        assert!(!has_word("let f64s = my_f64;", "f64"));
    }
}
