//! What an installation sets, as use cases need it. `hemu` fills it from `hemu-config`.

use hemu_domain::{access::Role, calendar::WorkInterval, notice::QuietHours, request::Practice};
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
    /// How many fields of residents a day each role may be shown.
    pub reveals_a_day: RevealBudgets,
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

/// How many fields of residents a day a role may be shown; roles without a line are shown none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevealBudgets(pub Vec<(Role, u32)>);

impl RevealBudgets {
    /// The budget of a role.
    pub fn of(&self, role: Role) -> u32 {
        self.0.iter().find(|(own, _)| *own == role).map_or(0, |(_, budget)| *budget)
    }
}

impl Default for RevealBudgets {
    fn default() -> Self {
        Self(vec![
            (Role::Operator, 30),
            (Role::Dispatcher, 30),
            (Role::Handler, 50),
            (Role::UnitHead, 50),
            (Role::CallBackOfficer, 100),
        ])
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
    /// Every command of the three administrators needs a code of the second factor.
    pub second_factor_for_administrators: bool,
    /// How long a code counts after it was given.
    pub second_factor_minutes: i64,
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
            reveals_a_day: RevealBudgets::default(),
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
            second_factor_for_administrators: true,
            second_factor_minutes: 30,
            argon2: (19_456, 2, 1),
        }
    }
}
