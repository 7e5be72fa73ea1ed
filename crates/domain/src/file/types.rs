//! What a file is, who brought it and who may see it.

use serde::{Deserialize, Serialize};

/// The kinds of files that are taken. Each can be recognised by its bytes; what can carry a place is stripped of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MediaType {
    #[serde(rename = "image/jpeg")]
    Jpeg,
    #[serde(rename = "image/png")]
    Png,
    #[serde(rename = "image/webp")]
    Webp,
    #[serde(rename = "application/pdf")]
    Pdf,
    #[serde(rename = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx,
    #[serde(rename = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
    #[serde(rename = "text/plain")]
    Text,
}

impl MediaType {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf, Self::Docx, Self::Xlsx, Self::Text];

    /// The registered name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Text => "text/plain",
        }
    }

    /// The one with this name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Endings of names; the first is the one that is given.
    pub(super) const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Text => &["txt", "csv", "log", "md"],
        }
    }

    /// Whether it is a picture: it gets a preview, and a browser may show it.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// Who may see a file besides the staff whose case it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The staff of the case.
    Staff,
    /// The resident who filed the case as well.
    ResidentAndStaff,
}

impl Audience {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::ResidentAndStaff => "resident_and_staff",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Staff, Self::ResidentAndStaff].into_iter().find(|one| one.code() == code)
    }
}

/// Who brought a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachedBy {
    /// The resident, with number and code.
    Resident,
    /// A member of staff.
    Staff,
}

impl AttachedBy {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Staff => "staff",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Resident, Self::Staff].into_iter().find(|one| one.code() == code)
    }
}
