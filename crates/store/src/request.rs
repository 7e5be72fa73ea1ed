//! The kind `request`: its row, in and out.

use hemu_domain::{
    calendar::Clock,
    kernel::{Ask, Case, CaseId, CaseNumber, Fact, Instant, Kind, Label, Measure, Reader},
    organisation::DivisionPath,
    request::{
        Answer, Channel, Contacted, Ending, Nature, Request, RequestEntry, Solved, Stage, State, facts,
        supersedes,
    },
};
use sea_orm::{DbBackend, QueryResult, Statement, Value};

use crate::{
    CaseKind, Context, Store, StoreError, Tx, ask, clock,
    sql::{OnKey, insert, sql, text},
};

const COLUMNS: [&str; 19] = [
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
    "send_backs",
    "unreasonable",
    "urged_at",
    "dispatched_by",
    "erased_at",
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

    fn asks(&self) -> &[Ask] {
        &self.asks
    }

    fn supersedes(entry: &RequestEntry) -> &'static [Measure] {
        supersedes(entry)
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
                // The case and the tracking hash never change.
                let mut values = now;
                let id = values.remove(0);
                values.remove(12);
                values.push(id);
                let text = "UPDATE request SET channel = $1, nature = $2, matter_id = $3, catalogue_version = $4, class = $5, round = $6, lead_id = $7, \
                            attempts = $8, contacted = $9, solved = $10, satisfied = $11, ending = $12, send_backs = $13, unreasonable = $14, urged_at = $15, dispatched_by = $16, erased_at = $17 WHERE case_id = $18";
                Some(sql(backend, text, values))
            }
        }
    }
}

fn row(request: &Request) -> Vec<Value> {
    let (attempts, answer, ending) = match &request.state {
        State::Replied { attempts, answer, .. } => (*attempts, *answer, None),
        State::Closed { answer, ending, .. } => (0, *answer, Some(*ending)),
        State::New
        | State::Dispatched { .. }
        | State::Handling { .. }
        | State::Paused { .. }
        | State::Parked { .. } => (0, None, None),
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
        i64::from(request.send_backs).into(),
        i64::from(request.unreasonable).into(),
        request.urged_at.map(Instant::ms).into(),
        request.dispatched_by.map(|account| account.to_string()).into(),
        request.erased_at.map(Instant::ms).into(),
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
        send_backs: number(row, "send_backs")?,
        unreasonable: number::<i64>(row, "unreasonable")? != 0,
        urged_at: row.try_get::<Option<i64>>("", "urged_at")?.map(Instant::from_ms),
        dispatched_by: optional(row, "dispatched_by", |text| text.parse().ok())?,
        erased_at: row.try_get::<Option<i64>>("", "erased_at")?.map(Instant::from_ms),
        state: read_state(row, stage)?,
        clocks,
        asks: Vec::new(),
        children: number(row, "children")?,
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
        Stage::Paused => State::Paused { lead: needed()? },
        Stage::Parked => State::Parked { lead: needed()? },
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
        merged_into: optional(row, "merged_into", |text| text.parse().ok())?,
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
        "SELECT c.*, r.*, (SELECT count(*) FROM cases m WHERE m.merged_into = c.id) AS children, {} FROM cases c JOIN request r ON r.case_id = c.id LEFT JOIN clock k ON k.case_id = c.id WHERE c.id = $1 ORDER BY k.started_at, k.id",
        clock::joined_columns()
    )
}

/// What of a request lies in tables of its own, and is read only where there is any.
#[derive(Clone, Copy)]
struct Besides {
    asks: bool,
    recusals: bool,
}

fn read_all(rows: &[QueryResult]) -> Result<Option<(Request, Besides)>, StoreError> {
    let Some(first) = rows.first() else { return Ok(None) };
    let mut clocks = Vec::with_capacity(rows.len());
    for row in rows {
        clocks.extend(clock::read_joined(row)?);
    }
    let besides =
        Besides { asks: number::<i64>(first, "asks")? != 0, recusals: number::<i64>(first, "recused")? != 0 };
    Ok(Some((read(first, clocks)?, besides)))
}

fn read_asks(rows: &[QueryResult]) -> Result<Vec<Ask>, StoreError> {
    rows.iter().map(ask::read).collect()
}

impl Tx {
    /// The request, or nothing.
    pub async fn request(&mut self, id: CaseId) -> Result<Option<Request>, StoreError> {
        let Some((mut request, besides)) = read_all(&self.all(&by_id(), [text(id)]).await?)? else {
            return Ok(None);
        };
        if besides.asks {
            request.asks = read_asks(&self.all(ask::OF_CASE, [text(id)]).await?)?;
        }
        if besides.recusals {
            request.case.recusals = self.recusals(id).await?;
        }
        Ok(Some(request))
    }
}

impl Store {
    /// The request, or nothing. Whoever shows it has asked the scope.
    pub async fn request(&self, id: CaseId) -> Result<Option<Request>, StoreError> {
        let Some((mut request, besides)) = read_all(&self.all(&by_id(), [text(id)]).await?)? else {
            return Ok(None);
        };
        if besides.asks {
            request.asks = read_asks(&self.all(ask::OF_CASE, [text(id)]).await?)?;
        }
        if besides.recusals {
            request.case.recusals = self.recusals(id).await?;
        }
        Ok(Some(request))
    }

    /// The identifier of the case with this number.
    pub async fn case_by_number(&self, number: &str) -> Result<Option<CaseId>, StoreError> {
        let row = self.one("SELECT id FROM cases WHERE number = $1", [text(number)]).await?;
        row.map(|row| row.try_get::<String>("", "id")?.parse().map_err(|e| StoreError::corrupt("cases", e)))
            .transpose()
    }
}
