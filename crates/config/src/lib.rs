//! Configuration: one struct per section, read from TOML; `print_default` prints it with its comments.

use serde::Deserialize;

/// Everything an installation can set.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub server: Server,
    pub city: City,
    pub hotline: Hotline,
    pub sign_in: SignIn,
    pub mail: Mail,
    pub sms: Sms,
    pub notices: Notices,
    pub files: Files,
    pub access: Access,
}

/// Where the server listens.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    pub listen: String,
    pub public_url: String,
    pub database_connections: u32,
}

/// What is particular to the city.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct City {
    pub utc_offset_hours: i8,
    pub work_hours: Vec<[String; 2]>,
    pub basically_satisfied_percent: u32,
}

/// Figures of the hotline that a city sets for itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hotline {
    pub call_backs_max: u8,
    pub send_backs_max: u16,
    pub returns_max: u16,
    pub panel_votes: u8,
    pub pauses_max: u16,
    pub reopen_days: i64,
    pub urge_hours: i64,
}

/// Passwords and sessions.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    pub password_length_min: usize,
    pub tries_max: u32,
    pub lock_minutes: i64,
    pub idle_minutes: i64,
    pub absolute_hours: i64,
    pub second_factor_for_administrators: bool,
    pub second_factor_minutes: i64,
    pub hash_memory_kib: u32,
    pub hash_passes: u32,
}

/// The mail server; none when `server` is empty.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    pub server: String,
    pub from: String,
    pub user: String,
    pub password: String,
}

/// The gateway for short messages; none when `url` is empty.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sms {
    pub url: String,
    /// Where the token lies; when empty it is taken from `HEMU_SMS_TOKEN`.
    pub token_file: String,
    pub signature: String,
    pub ca_file: String,
    pub connect_seconds: u64,
    pub answer_seconds: u64,
}

/// Telling residents.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notices {
    /// From and until when residents are not told; empty for never.
    pub quiet: Vec<String>,
}

impl Default for Sms {
    fn default() -> Self {
        Self {
            url: String::new(),
            token_file: String::new(),
            signature: "和睦".into(),
            ca_file: String::new(),
            connect_seconds: 5,
            answer_seconds: 15,
        }
    }
}

/// Files that residents and staff attach.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Files {
    pub folder: String,
    pub megabytes_max: u64,
    pub bucket: String,
    pub endpoint: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
    pub bucket_in_host: bool,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            folder: String::new(),
            megabytes_max: 20,
            bucket: String::new(),
            endpoint: String::new(),
            region: String::new(),
            access_key: String::new(),
            secret_key: String::new(),
            bucket_in_host: false,
        }
    }
}

impl Default for Notices {
    fn default() -> Self {
        Self { quiet: vec!["21:30".into(), "08:00".into()] }
    }
}

/// Looks at personal data.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Access {
    pub reveals_a_day: RevealsADay,
}

/// How many fields of residents a day each role may be shown; roles that are not here are shown none.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RevealsADay {
    pub operator: u32,
    pub dispatcher: u32,
    pub handler: u32,
    pub unit_head: u32,
    pub call_back_officer: u32,
}

impl Default for RevealsADay {
    fn default() -> Self {
        Self { operator: 30, dispatcher: 30, handler: 50, unit_head: 50, call_back_officer: 100 }
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            public_url: "http://127.0.0.1:8080".into(),
            database_connections: 24,
        }
    }
}

impl Default for City {
    fn default() -> Self {
        let hours = |from: &str, to: &str| [from.to_owned(), to.to_owned()];
        Self {
            utc_offset_hours: 8,
            work_hours: vec![hours("08:30", "12:00"), hours("13:30", "17:30")],
            basically_satisfied_percent: 80,
        }
    }
}

impl Default for Hotline {
    fn default() -> Self {
        Self {
            call_backs_max: 3,
            send_backs_max: 1,
            returns_max: 3,
            panel_votes: 3,
            pauses_max: 2,
            reopen_days: 30,
            urge_hours: 24,
        }
    }
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            password_length_min: 10,
            tries_max: 5,
            lock_minutes: 30,
            idle_minutes: 30,
            absolute_hours: 12,
            second_factor_for_administrators: true,
            second_factor_minutes: 30,
            hash_memory_kib: 19_456,
            hash_passes: 2,
        }
    }
}

/// The default configuration with its comments. A test reads it back.
pub const DEFAULT: &str = include_str!("default.toml");

/// Read a configuration.
///
/// # Errors
/// Names the line, the key and what is wrong with it.
pub fn read(text: &str) -> Result<Config, String> {
    let config: Config = toml::from_str(text).map_err(|e| e.to_string())?;
    config.work_minutes()?;
    config.quiet_minutes()?;
    if !(1..=60).contains(&config.sms.connect_seconds) || !(1..=60).contains(&config.sms.answer_seconds) {
        return Err("sms.connect_seconds and sms.answer_seconds are between 1 and 60".into());
    }
    if !(-12..=14).contains(&config.city.utc_offset_hours) {
        return Err("city.utc_offset_hours is between -12 and 14".into());
    }
    if !(1..=9).contains(&config.hotline.panel_votes) || config.hotline.panel_votes.is_multiple_of(2) {
        return Err("hotline.panel_votes is an odd number from 1 to 9, so that a panel always decides".into());
    }
    if !(1..=100).contains(&config.files.megabytes_max) {
        return Err("files.megabytes_max is between 1 and 100".into());
    }
    if 100 < config.city.basically_satisfied_percent {
        return Err("city.basically_satisfied_percent is between 0 and 100".into());
    }
    Ok(config)
}

impl Config {
    /// Quiet hours as minutes after midnight, from and until.
    ///
    /// # Errors
    /// When they are not two different times of the day.
    pub fn quiet_minutes(&self) -> Result<Option<(i64, i64)>, String> {
        let times: Vec<Option<i64>> = self.notices.quiet.iter().map(|time| minute_of(time)).collect();
        match times.as_slice() {
            [] => Ok(None),
            [Some(from @ 0..1_440), Some(to @ 0..1_440)] if from != to => Ok(Some((*from, *to))),
            _ => {
                Err("notices.quiet: name two different times, such as [\"21:30\", \"08:00\"], or none".into())
            }
        }
    }

    /// Working hours as minutes after midnight.
    ///
    /// # Errors
    /// When a time is not `HH:MM`, or the stretches are not in order.
    pub fn work_minutes(&self) -> Result<Vec<(i64, i64)>, String> {
        let minute =
            |text: &str| minute_of(text).ok_or_else(|| format!("city.work_hours: `{text}` is not HH:MM"));
        let mut stretches = Vec::new();
        let mut last = -1;
        for [from, to] in &self.city.work_hours {
            let (from, to) = (minute(from)?, minute(to)?);
            if from <= last || to <= from {
                return Err("city.work_hours: the stretches must be in order and not overlap".into());
            }
            last = to;
            stretches.push((from, to));
        }
        if stretches.is_empty() {
            return Err("city.work_hours: name at least one stretch".into());
        }
        Ok(stretches)
    }
}

/// The minute of the day of `HH:MM`; 24:00 is its end.
fn minute_of(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    match (hours.parse().ok()?, minutes.parse().ok()?) {
        (hours @ 0..=24, minutes @ 0..=59) if hours * 60 + minutes <= 1_440 => Some(hours * 60 + minutes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_default_is_the_default() {
        assert_eq!(format!("{:?}", read(DEFAULT).unwrap()), format!("{:?}", Config::default()));
    }

    #[test]
    fn unknown_keys_and_impossible_hours_are_named() {
        assert!(read("[server]\nlisten_on = \"x\"").unwrap_err().contains("listen_on"));
        assert!(read("[notices]\nquiet = [\"21:30\"]").unwrap_err().contains("notices.quiet"));
        assert_eq!(read("[notices]\nquiet = []").unwrap().quiet_minutes(), Ok(None));
        assert!(read("[sms]\nanswer_seconds = 0").unwrap_err().contains("answer_seconds"));
        assert!(read("[city]\nwork_hours = [[\"13:00\", \"12:00\"]]").unwrap_err().contains("work_hours"));
    }
}
