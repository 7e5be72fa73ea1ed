//! A rule said no.

use std::borrow::Cow;

/// Why a rule refused, for the person who asked. Codes are stable; sentences are not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {en}")]
pub struct Refusal {
    /// Stable, lower-case code, such as `not_your_unit`.
    pub code: &'static str,
    /// The field of the input that is at fault, if one is.
    pub field: Option<&'static str>,
    /// The sentence in Chinese: what is wrong and what to do.
    pub zh: Cow<'static, str>,
    /// The same sentence in English.
    pub en: Cow<'static, str>,
}

impl Refusal {
    /// A refusal that concerns the whole request.
    pub fn new(
        code: &'static str,
        zh: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { code, field: None, zh: zh.into(), en: en.into() }
    }

    /// Name the field at fault.
    #[must_use]
    pub fn on(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }
}

/// Refuse text that is empty or longer than `max` characters.
pub fn text_between(field: &'static str, text: &str, min: usize, max: usize) -> Result<(), Refusal> {
    let length = text.trim().chars().count();
    if length < min {
        return Err(Refusal::new(
            "too_short",
            format!("请至少填写 {min} 个字"),
            format!("write at least {min} characters"),
        )
        .on(field));
    }
    if max < length {
        return Err(Refusal::new(
            "too_long",
            format!("最多 {max} 个字，现有 {length} 个字，请精简"),
            format!("at most {max} characters, this has {length}; please shorten it"),
        )
        .on(field));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Refusal::new(
            "control_character",
            "文字中含有不可见的控制字符，请删除后重试",
            "the text holds invisible control characters; remove them",
        )
        .on(field));
    }
    Ok(())
}
