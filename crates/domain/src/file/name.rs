//! Names of files: what a person called it, made harmless. The kind never follows from the name.

use super::MediaType;
use crate::kernel::Refusal;

const NAME_CHARACTERS_MAX: usize = 120;
/// What is longer is no ending.
const ENDING_CHARACTERS_MAX: usize = 16;

/// The name as it is kept: without folders, control and direction characters, and not too long.
///
/// # Errors
/// `file_unnamed` when nothing is left of it.
pub fn clean_name(name: &str) -> Result<String, Refusal> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless: String = last.chars().filter(|c| !c.is_control() && !turns_text(*c)).collect();
    let whole = harmless.trim().trim_matches('.');
    let (stem, ending) = match split(whole) {
        (stem, ending) if ending.chars().count() <= ENDING_CHARACTERS_MAX => (stem, ending),
        _ => (whole, ""),
    };
    let room = NAME_CHARACTERS_MAX.saturating_sub(ending.chars().count() + 1);
    let stem: String = stem.trim().chars().take(room).collect();
    if stem.is_empty() {
        return Err(
            Refusal::new("file_unnamed", "文件没有名称", "the file has no name").on("Upload-Metadata")
        );
    }
    Ok(if ending.is_empty() { stem } else { format!("{stem}.{ending}") })
}

/// The name under which a file of this kind is given out: with the ending that is true.
pub fn shown_name(name: &str, kind: MediaType) -> String {
    let (stem, ending) = split(name);
    let is_true = kind.endings().iter().any(|known| ending.eq_ignore_ascii_case(known));
    if is_true {
        return name.to_owned();
    }
    let given = kind.endings().first().copied().unwrap_or("bin");
    let known =
        MediaType::ALL.into_iter().flat_map(MediaType::endings).any(|end| ending.eq_ignore_ascii_case(end));
    if known { format!("{stem}.{given}") } else { format!("{name}.{given}") }
}

/// Stem and ending; no ending when there is none.
fn split(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.is_empty() => (stem, ending),
        _ => (name, ""),
    }
}

/// Characters that make a name read otherwise than it is: `photo_gpj.exe` as `photo_exe.jpg`.
const fn turns_text(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_harmless() {
        let cases = [
            ("照片 1.JPG", "照片 1.JPG"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\lin\\井盖.png", "井盖.png"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
            (".htaccess", "htaccess"),
        ];
        for (given, kept) in cases {
            assert_eq!(clean_name(given).unwrap(), kept);
        }
        let long = clean_name(&format!("{}.jpg", "长".repeat(500))).unwrap();
        assert!(long.ends_with(".jpg") && long.chars().count() <= 120);
        assert!(clean_name(&format!("a.{}", "b".repeat(5_000))).unwrap().chars().count() <= 120);
        for nothing in ["", "  ", "...", "/", "\u{202e}"] {
            assert_eq!(clean_name(nothing).unwrap_err().code, "file_unnamed", "{nothing:?}");
        }
    }

    #[test]
    fn a_name_ends_in_what_the_file_is() {
        assert_eq!(shown_name("井盖.JPEG", MediaType::Jpeg), "井盖.JPEG");
        assert_eq!(shown_name("井盖.jpg", MediaType::Png), "井盖.png");
        assert_eq!(shown_name("photo.html", MediaType::Jpeg), "photo.html.jpg");
        assert_eq!(shown_name("扫描", MediaType::Pdf), "扫描.pdf");
    }
}
