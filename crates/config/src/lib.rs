//! Configuration: one struct per section, read from TOML; `print_default` prints it with its comments.

use serde::Deserialize;

/// Everything an installation can set.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub server: Server,
    pub city: City,
    pub sign_in: SignIn,
    pub mail: Mail,
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
    if !(-12..=14).contains(&config.city.utc_offset_hours) {
        return Err("city.utc_offset_hours is between -12 and 14".into());
    }
    if 100 < config.city.basically_satisfied_percent {
        return Err("city.basically_satisfied_percent is between 0 and 100".into());
    }
    Ok(config)
}

impl Config {
    /// Working hours as minutes after midnight.
    ///
    /// # Errors
    /// When a time is not `HH:MM`, or the stretches are not in order.
    pub fn work_minutes(&self) -> Result<Vec<(i64, i64)>, String> {
        let minute = |text: &str| -> Result<i64, String> {
            let parsed = text.split_once(':').and_then(|(hours, minutes)| {
                Some((hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?))
            });
            match parsed {
                Some((hours @ 0..=24, minutes @ 0..=59)) if hours * 60 + minutes <= 1_440 => {
                    Ok(hours * 60 + minutes)
                }
                _ => Err(format!("city.work_hours: `{text}` is not HH:MM")),
            }
        };
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
        assert!(read("[city]\nwork_hours = [[\"13:00\", \"12:00\"]]").unwrap_err().contains("work_hours"));
    }
}
