//! The kind `request`: its row, in and out.

use hemu_domain::{
    calendar::Clock,
    kernel::{Case, CaseId, CaseNumber, Fact, Instant, Kind, Label, Reader},
    organisation::DivisionPath,
    request::{
        Answer, Channel, Contacted, Ending, Nature, Request, RequestEntry, Solved, Stage, State, facts,
    },
};
use sea_orm::{DbBackend, QueryResult, Statement, Value};

use crate::{
    CaseKind, Context, Store, StoreError, Tx, clock,
    sql::{OnKey, insert, sql, text},
};

const COLUMNS: [&str; 14] = [
    "case_id",
    "channel",
    "nature",
    "matter_id",
    "catalogue_version",
    "class",
    "round",
    "lead_id",
    "attempts",
    "contacted",
    "solved",
    "satisfied",
    "ending",
    "tracking_hash",
];

impl CaseKind for Request {
    type Entry = RequestEntry;

    fn case(&self) -> &Case {
        &self.case
    }

    fn case_mut(&mut self) -> &mut Case {
        &mut self.case
    }

    fn readers(&self) -> Vec<Reader> {
        Self::readers(self)
    }

    fn clocks(&self) -> &[Clock] {
        &self.clocks
    }

    fn action(entry: &RequestEntry) -> &'static str {
        entry.action()
    }

    fn facts(case: CaseId, entry: &RequestEntry, at: Instant) -> Vec<Fact> {
        facts(case, entry, at)
    }

    fn context(&self, calendar_version: u32) -> Context {
        Context {
            kind: self.case.kind.code().to_owned(),
            division: self.case.division.as_str().to_owned(),
            channel: self.channel.code().to_owned(),
            class: self.class.clone(),
            matter: self.matter,
            catalogue_version: self.catalogue_version,
            calendar_version,
        }
    }

    fn row_statement(&self, before: Option<&Self>, backend: DbBackend) -> Option<Statement> {
        let now = row(self);
        match before {
            None => Some(insert(backend, "request", &COLUMNS, vec![now], OnKey::Fail)),
            Some(before) if row(before) == now => None,
            Some(_) => {
                let mut values = now;
                let id = values.remove(0);
                values.truncate(12);
                values.push(id);
                let text = "UPDATE request SET channel = $1, nature = $2, matter_id = $3, catalogue_version = $4, class = $5, round = $6, lead_id = $7, \
                            attempts = $8, contacted = $9, solved = $10, satisfied = $11, ending = $12 WHERE case_id = $13";
                Some(sql(backend, text, values))
            }
        }
    }
}

fn row(request: &Request) -> Vec<Value> {
    let (attempts, answer, ending) = match &request.state {
        State::Replied { attempts, answer, .. } => (*attempts, *answer, None),
        State::Closed { answer, ending, .. } => (0, *answer, Some(*ending)),
        State::New | State::Dispatched { .. } | State::Handling { .. } => (0, None, None),
    };
    vec![
        text(request.case.id),
        text(request.channel.code()),
        text(request.nature.code()),
        request.matter.map(|matter| matter.to_string()).into(),
        i64::from(request.catalogue_version).into(),
        text(&request.class),
        i64::from(request.round).into(),
        request.state.lead().map(|lead| lead.to_string()).into(),
        i64::from(attempts).into(),
        answer.map(|answer| answer.contacted.code().to_owned()).into(),
        answer.map(|answer| answer.solved.code().to_owned()).into(),
        answer.map(|answer| i64::from(answer.satisfied)).into(),
        ending.map(|ending| ending.code().to_owned()).into(),
        text(&request.tracking_hash),
    ]
}

fn read(row: &QueryResult, clocks: Vec<Clock>) -> Result<Request, StoreError> {
    let stage = code(row, "stage", Stage::parse)?;
    Ok(Request {
        case: read_case(row, stage.code())?,
        channel: code(row, "channel", Channel::parse)?,
        nature: code(row, "nature", Nature::parse)?,
        matter: optional(row, "matter_id", |text| text.parse().ok())?,
        catalogue_version: number(row, "catalogue_version")?,
        class: row.try_get("", "class")?,
        round: number(row, "round")?,
        state: read_state(row, stage)?,
        clocks,
        tracking_hash: row.try_get("", "tracking_hash")?,
    })
}

fn read_state(row: &QueryResult, stage: Stage) -> Result<State, StoreError> {
    let lead = optional(row, "lead_id", |text| text.parse().ok())?;
    let needed = || lead.ok_or_else(|| StoreError::corrupt("request", "no lead unit"));
    let answer =
        match (optional(row, "contacted", Contacted::parse)?, optional(row, "solved", Solved::parse)?) {
            (Some(contacted), Some(solved)) => {
                Some(Answer { contacted, solved, satisfied: number(row, "satisfied")? })
            }
            _ => None,
        };
    Ok(match stage {
        Stage::New => State::New,
        Stage::Dispatched => State::Dispatched { lead: needed()? },
        Stage::Handling => State::Handling { lead: needed()? },
        Stage::Replied => State::Replied { lead: needed()?, attempts: number(row, "attempts")?, answer },
        Stage::Closed => State::Closed {
            lead,
            ending: optional(row, "ending", Ending::parse)?
                .ok_or_else(|| StoreError::corrupt("request", "no ending"))?,
            answer,
        },
    })
}

/// The shared head of any kind.
pub(crate) fn read_case(row: &QueryResult, stage: &'static str) -> Result<Case, StoreError> {
    let id = |column: &str| row.try_get::<String>("", column);
    let bad = |what| StoreError::corrupt("cases", what);
    Ok(Case {
        id: id("id")?.parse().map_err(|_| bad("id"))?,
        kind: code(row, "kind", Kind::parse)?,
        number: CaseNumber(id("number")?),
        stage,
        machine_version: number(row, "machine_version")?,
        holder: id("holder_id")?.parse().map_err(|_| bad("holder_id"))?,
        centre: id("centre_id")?.parse().map_err(|_| bad("centre_id"))?,
        division: DivisionPath::parse(&id("division")?).ok_or_else(|| bad("division"))?,
        label: code(row, "label", Label::parse)?,
        recusals: Vec::new(),
        opened_at: Instant::from_ms(row.try_get("", "opened_at")?),
        closed_at: row.try_get::<Option<i64>>("", "closed_at")?.map(Instant::from_ms),
        version: number(row, "version")?,
        ledger_head: row.try_get::<Vec<u8>>("", "ledger_head")?.try_into().map_err(|_| bad("ledger_head"))?,
        key: id("key_id")?.parse().map_err(|_| bad("key_id"))?,
    })
}

fn code<T>(
    row: &QueryResult,
    column: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    let stored: String = row.try_get("", column)?;
    parse(&stored).ok_or_else(|| StoreError::corrupt("cases", format!("{column} = {stored}")))
}

fn optional<T>(
    row: &QueryResult,
    column: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    let stored: Option<String> = row.try_get("", column)?;
    stored
        .map(|stored| {
            parse(&stored).ok_or_else(|| StoreError::corrupt("cases", format!("{column} = {stored}")))
        })
        .transpose()
}

fn number<T: TryFrom<i64>>(row: &QueryResult, column: &'static str) -> Result<T, StoreError> {
    T::try_from(row.try_get::<i64>("", column)?).map_err(|_| StoreError::corrupt("cases", column))
}

/// The request with all its clocks, in one statement.
fn by_id() -> String {
    format!(
        "SELECT c.*, r.*, {} FROM cases c JOIN request r ON r.case_id = c.id LEFT JOIN clock k ON k.case_id = c.id WHERE c.id = $1 ORDER BY k.started_at, k.id",
        clock::joined_columns()
    )
}

/// The request, and whether anybody is recused from it.
fn read_all(rows: &[QueryResult]) -> Result<Option<(Request, bool)>, StoreError> {
    let Some(first) = rows.first() else { return Ok(None) };
    let mut clocks = Vec::with_capacity(rows.len());
    for row in rows {
        clocks.extend(clock::read_joined(row)?);
    }
    let recused: i64 = first.try_get("", "recused")?;
    Ok(Some((read(first, clocks)?, recused != 0)))
}

impl Tx {
    /// The request, or nothing.
    pub async fn request(&mut self, id: CaseId) -> Result<Option<Request>, StoreError> {
        let mut request = read_all(&self.all(&by_id(), [text(id)]).await?)?;
        if let Some((request, true)) = &mut request {
            request.case.recusals = self.recusals(id).await?;
        }
        Ok(request.map(|(request, _)| request))
    }
}

impl Store {
    /// The request, or nothing. Whoever shows it has asked the scope.
    pub async fn request(&self, id: CaseId) -> Result<Option<Request>, StoreError> {
        let mut request = read_all(&self.all(&by_id(), [text(id)]).await?)?;
        if let Some((request, true)) = &mut request {
            request.case.recusals = self.recusals(id).await?;
        }
        Ok(request.map(|(request, _)| request))
    }

    /// The identifier of the case with this number.
    pub async fn case_by_number(&self, number: &str) -> Result<Option<CaseId>, StoreError> {
        let row = self.one("SELECT id FROM cases WHERE number = $1", [text(number)]).await?;
        row.map(|row| row.try_get::<String>("", "id")?.parse().map_err(|e| StoreError::corrupt("cases", e)))
            .transpose()
    }
}
