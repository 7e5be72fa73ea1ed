//! Masking: what staff see of personal data unless they ask for more with a purpose.

/// `张**`: the first character stays.
pub fn mask_name(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| format!("{first}{}", "*".repeat(chars.count().clamp(1, 2))))
}

/// `138****5678`: the first three and last four digits of a long number, the last two of a short one.
pub fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let take = |range: std::ops::Range<usize>| {
        digits.get(range).map(|part| part.iter().collect::<String>()).unwrap_or_default()
    };
    match digits.len() {
        0 => String::new(),
        11.. => format!("{}****{}", take(0..3), take(digits.len() - 4..digits.len())),
        n => format!("****{}", take(n.saturating_sub(2)..n)),
    }
}

/// `a***@example.cn`
pub fn mask_email(email: &str) -> String {
    email.split_once('@').map_or(String::new(), |(user, host)| {
        format!("{}***@{host}", user.chars().take(1).collect::<String>())
    })
}

/// Runs of seven or more digits in a free text (telephone and identity numbers, also with an `X` at the end or
/// with spaces and dashes between) become `***` but for the last two. Idempotent.
pub fn mask_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        let c_plain = to_half_width(c);
        let continues =
            c_plain.is_ascii_digit() || (!run.is_empty() && matches!(c_plain, '-' | ' ' | 'x' | 'X'));
        if continues {
            run.push(c_plain);
        } else {
            flush(&mut run, &mut out);
            out.push(c);
        }
    }
    flush(&mut run, &mut out);
    out
}

fn to_half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        other => other,
    }
}

fn flush(run: &mut String, out: &mut String) {
    let trailing: String = run.chars().rev().take_while(|c| matches!(c, ' ' | '-')).collect();
    let body = run.get(..run.len() - trailing.len()).unwrap_or_default();
    let digits: Vec<char> = body.chars().filter(|c| c.is_ascii_digit()).collect();
    if 7 <= digits.len() {
        out.push_str("***");
        out.extend(digits.get(digits.len() - 2..).unwrap_or_default());
    } else {
        out.push_str(body);
    }
    out.push_str(&trailing);
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_free_text_are_masked() {
        assert_eq!(mask_text("请打13800001234联系"), "请打***34联系");
        assert_eq!(mask_text("身份证11010119900101123X。"), "身份证***23。");
        assert_eq!(mask_text("座机 0411-8888 7777 或 ０４１１８８８８７７７７"), "座机 ***77 或 ***77");
        assert_eq!(mask_text("3栋2单元501，2026-3-2"), "3栋2单元501，2026-3-2");
        assert_eq!(mask_text(&mask_text("13800001234")), "***34");
    }

    #[test]
    fn names_and_numbers_show_only_their_ends() {
        assert_eq!(mask_name("欧阳小花"), "欧**");
        assert_eq!(mask_name(""), "");
        assert_eq!(mask_phone("138-0000-1234"), "138****1234");
        assert_eq!(mask_phone("96115"), "****15");
        assert_eq!(mask_email("li@example.cn"), "l***@example.cn");
    }
}
