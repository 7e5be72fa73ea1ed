//! Notes on warnings of repeated matters: a row and an entry of the register stream `supervision:repeats`.

use hemu_domain::{
    kernel::{AccountId, Instant, MatterId, RecordId, UnitId},
    ledger::{StreamId, StreamKind},
    organisation::DivisionPath,
    supervision::RepeatNote,
};
use serde::Serialize;

use crate::{
    Meta, Store, StoreError, Tx,
    sql::{OnKey, insert, text},
};

/// What was done about a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedRepeat {
    pub matter: MatterId,
    pub division: DivisionPath,
    pub note: RepeatNote,
    pub by: AccountId,
    /// The name of who noted it.
    pub name: String,
    pub unit: UnitId,
    pub at: Instant,
}

impl Tx {
    /// Note what was done about a warning.
    pub async fn note_repeat(
        &mut self,
        meta: Meta<'_>,
        matter: MatterId,
        division: &DivisionPath,
        note: RepeatNote,
    ) -> Result<(), StoreError> {
        #[derive(Serialize)]
        struct Noted<'a> {
            matter: MatterId,
            division: &'a DivisionPath,
            note: RepeatNote,
            command: &'a str,
        }
        let body = Noted { matter, division, note, command: meta.command_digest };
        let stream = StreamId::of(StreamKind::Supervision, "repeats");
        self.register(meta, stream, "note_repeat", &body).await?;
        let id = RecordId::new(meta.at, meta.random.next());
        let row = vec![
            text(id),
            text(matter),
            text(division.as_str()),
            text(note.code()),
            text(meta.permit.account()),
            text(meta.permit.unit()),
            meta.at.ms().into(),
        ];
        let columns = ["id", "matter_id", "division", "note", "account_id", "unit_id", "at"];
        self.execute(insert(self.backend(), "repeat_note", &columns, vec![row], OnKey::Fail)).await?;
        Ok(())
    }
}

impl Store {
    /// Notes since a moment, newest first. At most a thousand.
    pub async fn repeat_notes(&self, since: Instant) -> Result<Vec<NotedRepeat>, StoreError> {
        let bad = |e: &dyn std::fmt::Display| StoreError::corrupt("repeat_note", e);
        let query = "SELECT n.*, a.name FROM repeat_note n JOIN account a ON a.id = n.account_id WHERE n.at >= $1 ORDER BY n.at DESC, n.id DESC LIMIT 1000";
        self.all(query, [since.ms().into()])
            .await?
            .iter()
            .map(|row| {
                let column = |name: &str| row.try_get::<String>("", name);
                Ok(NotedRepeat {
                    matter: column("matter_id")?.parse().map_err(|e| bad(&e))?,
                    division: DivisionPath::parse(&column("division")?).ok_or_else(|| bad(&"division"))?,
                    note: RepeatNote::parse(&column("note")?).ok_or_else(|| bad(&"note"))?,
                    by: column("account_id")?.parse().map_err(|e| bad(&e))?,
                    name: column("name")?,
                    unit: column("unit_id")?.parse().map_err(|e| bad(&e))?,
                    at: Instant::from_ms(row.try_get("", "at")?),
                })
            })
            .collect()
    }
}
