//! What an installation sets, as use cases need it. `hemu` fills it from `hemu-config`.

use hemu_domain::{calendar::WorkInterval, notice::QuietHours, request::Practice};
use jiff::tz::TimeZone;

/// Settings of one city.
#[derive(Debug, Clone)]
pub struct Settings {
    pub zone: TimeZone,
    pub work_hours: Vec<WorkInterval>,
    pub sign_in: SignInSettings,
    /// Share of "basically satisfied" that counts as satisfied, in basis points.
    pub basically_satisfied: u32,
    /// Figures of the hotline that a city sets.
    pub practice: Practice,
    /// Public address of the portal, for links in notices.
    pub public_url: String,
    pub notices: NoticeSettings,
    /// The largest file that is taken.
    pub file_bytes_max: u64,
}

/// Telling residents.
#[derive(Debug, Clone)]
pub struct NoticeSettings {
    /// When residents are not told; `None` for never.
    pub quiet: Option<QuietHours>,
    /// What the operator of the network puts before each short message, without its brackets.
    pub signature: String,
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self { quiet: QuietHours::new(21 * 60 + 30, 8 * 60), signature: "和睦".into() }
    }
}

/// Passwords, sessions, lock-out (MLPS level 3, defaults of the product).
#[derive(Debug, Clone)]
pub struct SignInSettings {
    pub password_length_min: usize,
    /// How many of the last passwords may not be used again.
    pub password_reuse: u32,
    pub password_days_max: i64,
    pub tries_max: u32,
    pub lock_minutes: i64,
    pub idle_minutes: i64,
    pub absolute_hours: i64,
    /// Argon2id memory in KiB, passes and lanes.
    pub argon2: (u32, u32, u32),
}

impl Default for Settings {
    fn default() -> Self {
        let hours = |from: i64, to: i64| WorkInterval { from_minute: from, to_minute: to };
        Self {
            zone: TimeZone::fixed(jiff::tz::offset(8)),
            work_hours: vec![hours(8 * 60 + 30, 12 * 60), hours(13 * 60 + 30, 17 * 60 + 30)],
            sign_in: SignInSettings::default(),
            basically_satisfied: 8_000,
            practice: Practice::default(),
            public_url: "http://127.0.0.1:8080".into(),
            notices: NoticeSettings::default(),
            file_bytes_max: 20 * 1024 * 1024,
        }
    }
}

impl Default for SignInSettings {
    fn default() -> Self {
        Self {
            password_length_min: 10,
            password_reuse: 5,
            password_days_max: 90,
            tries_max: 5,
            lock_minutes: 30,
            idle_minutes: 30,
            absolute_hours: 12,
            argon2: (19_456, 2, 1),
        }
    }
}
