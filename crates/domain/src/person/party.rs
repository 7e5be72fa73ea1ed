//! A party of a case (当事人).

use serde::{Deserialize, Serialize};

use crate::kernel::{RecordId, Refusal, text_between};

/// What the person is to the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    /// 诉求人
    Requester,
}

impl PartyRole {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requester => "requester",
        }
    }
}

/// The language a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

/// Contact data of a party: only what answering needs. Every field may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub record: RecordId,
    pub role: PartyRole,
    pub name: String,
    pub phone: String,
    pub email: String,
    /// Where it happened, in words; free text, so it lives in the vault.
    pub address: String,
    /// In which they are told; parties recorded before it was asked read Chinese.
    #[serde(default)]
    pub language: Language,
}

impl Party {
    /// Check what was written.
    pub fn check(&self) -> Result<(), Refusal> {
        text_between("name", &self.name, 0, 40)?;
        text_between("address", &self.address, 0, 200)?;
        if !self.phone.is_empty() && normalise_phone(&self.phone).is_none() {
            return Err(Refusal::new(
                "phone_malformed",
                "电话号码应为 5 至 15 位数字，可含区号和分机",
                "a telephone number has 5 to 15 digits",
            )
            .on("phone"));
        }
        let well_formed = |email: &str| {
            email.len() <= 254
                && email.is_ascii()
                && email.split_once('@').is_some_and(|(user, host)| {
                    !user.is_empty() && host.contains('.') && !email.contains(char::is_whitespace)
                })
        };
        if !self.email.is_empty() && !well_formed(&self.email) {
            return Err(Refusal::new(
                "email_malformed",
                "电子邮箱格式不正确，应如 name@example.cn",
                "the e-mail address should look like name@example.cn",
            )
            .on("email"));
        }
        Ok(())
    }
}

/// The digits of a telephone number, or nothing when it is not one.
pub fn normalise_phone(text: &str) -> Option<String> {
    let shaped = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')'));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (shaped && (5..=15).contains(&digits.len())).then_some(digits)
}

/// The number to which a short message can be sent, or nothing: a mobile number of the mainland (with or without its
/// country code), or a number that was written with another country's code. A fixed line cannot read.
pub fn mobile_number(phone: &str) -> Option<String> {
    let digits = normalise_phone(phone)?;
    let own = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&digits);
    if own.len() == 11 && own.starts_with('1') {
        return Some(own.to_owned());
    }
    (phone.trim().starts_with('+') && !digits.starts_with("86")).then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_can_read_get_a_short_message() {
        for written in ["10012345678", "100-1234-5678", "+86 100 1234 5678", "8610012345678"] {
            assert_eq!(mobile_number(written).as_deref(), Some("10012345678"), "{written}");
        }
        assert_eq!(mobile_number("+44 20 7946 0000").as_deref(), Some("+442079460000"));
        for written in ["0411-88887777", "88887777", "12345", "+86 411 8888 7777", ""] {
            assert_eq!(mobile_number(written), None, "{written}");
        }
    }
}
