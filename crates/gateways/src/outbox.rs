//! The post of a demo city: it takes every message and sends none. What was sent is kept, without its addressee, so that
//! the desk can show it.

use std::{
    collections::VecDeque,
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use hemu_app::ports::{Mail, MailError, Mailer, Outbox, SendError, Sms, SmsMessage};
use serde::{Deserialize, Serialize};

/// How many messages are kept; older ones are forgotten.
const KEPT_MAX: usize = 5_000;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    id: String,
    words: String,
}

/// Keeps what it is given, in memory and in a file beside the keys.
#[derive(Debug)]
pub struct SimulatedPost {
    file: Option<PathBuf>,
    signature: String,
    kept: Mutex<VecDeque<Kept>>,
}

impl SimulatedPost {
    /// Take up what an earlier run kept in this file, if it can be read.
    pub fn new(file: Option<&Path>, signature: &str) -> Self {
        let text = file.and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        let mut kept: VecDeque<Kept> =
            text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        kept.drain(..kept.len().saturating_sub(KEPT_MAX));
        Self { file: file.map(Path::to_owned), signature: signature.to_owned(), kept: Mutex::new(kept) }
    }

    fn keep(&self, id: &str, words: String) -> Result<(), String> {
        let one = Kept { id: id.to_owned(), words };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // As a real gateway does: a repeat is taken and changes nothing.
        if kept.iter().any(|known| known.id == id) {
            return Ok(());
        }
        if let Some(file) = &self.file {
            let line = serde_json::to_string(&one).map_err(|e| e.to_string())?;
            let mut file =
                OpenOptions::new().create(true).append(true).open(file).map_err(|e| e.to_string())?;
            writeln!(file, "{line}").map_err(|e| e.to_string())?;
        }
        if kept.len() == KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back(one);
        Ok(())
    }
}

impl Outbox for SimulatedPost {
    fn words(&self, id: &str) -> Option<String> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().find(|one| one.id == id).map(|one| one.words.clone())
    }
}

#[async_trait]
impl Sms for SimulatedPost {
    async fn send(&self, message: &SmsMessage) -> Result<(), SendError> {
        self.keep(&message.id, format!("【{}】{}", self.signature, message.text)).map_err(SendError::Later)
    }
}

#[async_trait]
impl Mailer for SimulatedPost {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        self.keep(&mail.id, format!("{}\n\n{}", mail.subject, mail.body)).map_err(MailError::Later)
    }
}
