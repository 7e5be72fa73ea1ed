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
