//! The transaction, and `apply`: the only way a change of state reaches the database (invariant 3).

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use hemu_domain::{
    access::Permit,
    kernel::{AccountId, Case, Decision, Instant, UnitId},
    ledger::{Algorithm, Hash, Stored, StreamId, StreamKind, hash_entry},
    person::Party,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, QueryResult, Statement, Value};
use serde::{Deserialize, Serialize};

use crate::{
    CaseKind, Context, StoreError, ask, clock,
    dialect::batch::Batch,
    facts, jobs, recusal,
    sql::{OnKey, insert, sql, text},
    vault::{self, KeyRing, Random, TextRef},
};

/// A transaction that may write. Ends with `commit`, or by being dropped, which undoes it.
pub struct Tx {
    inner: DatabaseTransaction,
    keys: KeyRing,
    statements: Arc<AtomicU64>,
}

/// Who does something, when, under which command key.
#[derive(Clone, Copy)]
pub struct Meta<'a> {
    pub permit: Permit,
    pub at: Instant,
    /// The caller's idempotency key joined with the account, or empty for steps of the platform itself.
    pub command_key: &'a str,
    /// Keyed hash of what was asked, so that a key used again for something else is noticed.
    pub command_digest: &'a str,
    pub calendar_version: u32,
    pub random: &'a dyn Random,
}

/// The body of a case's ledger entry.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Body<E> {
    pub(crate) entry: E,
    pub(crate) context: Context,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) command: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) texts: Vec<TextRef>,
}

/// A body with whom the actor stood for. Bodies of before have no such field and verify as they are.
#[derive(Serialize)]
struct Said<'a, B: Serialize> {
    #[serde(flatten)]
    body: &'a B,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<AccountId>,
}

/// The state of a stream before an entry is appended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tip {
    pub(crate) length: u32,
    pub(crate) head: Hash,
}

impl Tx {
    pub(crate) fn new(inner: DatabaseTransaction, keys: KeyRing, statements: Arc<AtomicU64>) -> Self {
        Self { inner, keys, statements }
    }

    /// Make everything of this transaction durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.inner.commit().await?)
    }

    /// Write what a rule decided: the case, the kind's row, texts and parties, the ledger entry, clocks, facts,
    /// readers and notices, or nothing. Returns the aggregate with its new version.
    ///
    /// # Errors
    /// `Stale` when the case has changed since `before` was read; `Repeated` when the command was done before.
    pub async fn apply<T: CaseKind>(
        &mut self,
        meta: Meta<'_>,
        before: Option<&T>,
        decision: Decision<T, T::Entry>,
        parties: &[Party],
    ) -> Result<T, StoreError> {
        let backend = self.backend();
        let Decision { mut next, entry, clocks, asks, texts, notices, follow_ups } = decision;
        let mut batch = Batch::default();

        let (records, refs) = self.seal(meta, &next, &texts, parties).await?;
        let case = next.case();
        let stream = StreamId::of(StreamKind::Case, case.id);
        let tip = Tip { length: case.version, head: case.ledger_head };
        let context = next.context(meta.calendar_version);
        let found = T::facts(case.id, &entry, meta.at);
        let superseded = T::supersedes(&entry);
        let body = Body { entry, context, command: meta.command_digest.to_owned(), texts: refs };
        let (row, head) = entry_row(meta, &stream, T::action(&body.entry), tip, &body)?;
        let case = next.case_mut();
        case.version = tip.length + 1;
        case.ledger_head = head;

        batch.push_expecting(case_statement(&next, before.is_none(), backend), 1);
        if let Some(statement) = next.row_statement(before, backend) {
            batch.push_expecting(statement, 1);
        }
        batch.push(insert(backend, "ledger_entry", &ENTRY_COLUMNS, vec![row], OnKey::Fail));
        if !records.is_empty() {
            batch.push(insert(backend, "vault_record", &vault::COLUMNS, records, OnKey::Fail));
        }
        if !clocks.is_empty() {
            batch.push(clock::upsert(backend, &clocks));
        }
        if !asks.is_empty() {
            batch.push(ask::upsert(backend, &asks));
        }
        if !superseded.is_empty() {
            batch.push(facts::supersede(backend, next.case().id, superseded, meta.at));
        }
        if !found.is_empty() {
            batch.push(facts::insert_facts(backend, &found, next.case().version, &body.context, meta.at));
        }
        batch.push(readers_statement(&next, backend));
        if !notices.is_empty() || !follow_ups.is_empty() {
            let case = next.case().id;
            let told = notices.iter().map(|notice| jobs::notice_row(case, notice, meta));
            let followed = follow_ups.iter().map(|follow_up| jobs::follow_up_row(case, *follow_up, meta));
            let rows = told.chain(followed).collect();
            batch.push(insert(backend, "job", &jobs::COLUMNS, rows, OnKey::Fail));
        }
        let recused_before = before.map_or(&[][..], |before| &before.case().recusals);
        if let Some(statement) = recusal::new_rows(backend, recused_before, next.case(), meta.at) {
            batch.push(statement);
        }
        self.send(batch).await?;
        Ok(next)
    }

    async fn seal<T: CaseKind>(
        &self,
        meta: Meta<'_>,
        next: &T,
        texts: &[hemu_domain::kernel::SealedText],
        parties: &[Party],
    ) -> Result<(Vec<Vec<Value>>, Vec<TextRef>), StoreError> {
        let mut records = Vec::new();
        let mut refs = Vec::new();
        if texts.is_empty() && parties.is_empty() {
            return Ok((records, refs));
        }
        let case = next.case();
        let key = self.keys.get(case.key).await?;
        for said in texts {
            let (row, reference) = vault::seal_text(case.id, case.key, &key, said, meta.at, meta.random)?;
            records.push(row);
            refs.push(reference);
        }
        for party in parties {
            records.push(vault::seal_party(case.id, case.key, &key, party, meta.at, meta.random)?);
        }
        Ok((records, refs))
    }

    /// Append an entry to a stream that is not a case, within the same batch as `others`.
    pub(crate) async fn append(
        &mut self,
        meta: Meta<'_>,
        stream: &StreamId,
        action: &str,
        tip: Tip,
        body: &impl Serialize,
        mut others: Batch,
    ) -> Result<Hash, StoreError> {
        let (row, head) = entry_row(meta, stream, action, tip, body)?;
        others.push(insert(self.backend(), "ledger_entry", &ENTRY_COLUMNS, vec![row], OnKey::Fail));
        self.send(others).await?;
        Ok(head)
    }

    pub(crate) async fn send(&mut self, batch: Batch) -> Result<(), StoreError> {
        self.statements.fetch_add(batch.len(), Ordering::Relaxed);
        batch.send(&self.inner).await
    }

    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<u64, StoreError> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        Ok(self.inner.execute_raw(statement).await?.rows_affected())
    }

    pub(crate) async fn one(
        &mut self,
        query: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<QueryResult>, StoreError> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        Ok(self.inner.query_one_raw(sql(self.backend(), query, values)).await?)
    }

    pub(crate) async fn all(
        &mut self,
        query: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<QueryResult>, StoreError> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        Ok(self.inner.query_all_raw(sql(self.backend(), query, values)).await?)
    }

    pub(crate) fn keys(&self) -> &KeyRing {
        &self.keys
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }
}

pub(crate) const ENTRY_COLUMNS: [&str; 11] = [
    "stream",
    "seq",
    "algorithm",
    "previous",
    "action",
    "actor",
    "actor_unit",
    "at_ms",
    "command_key",
    "body",
    "hash",
];

/// The hash of an entry and the row that holds it. What is hashed is what is stored.
pub(crate) fn entry_row(
    meta: Meta<'_>,
    stream: &StreamId,
    action: &str,
    tip: Tip,
    body: &impl Serialize,
) -> Result<(Vec<Value>, Hash), StoreError> {
    let said = Said { body, on_behalf_of: meta.permit.on_behalf_of() };
    let body = serde_json::to_string(&said).map_err(|e| StoreError::corrupt("ledger_entry", e))?;
    let (actor, unit) = (meta.permit.account().to_string(), meta.permit.unit().to_string());
    let stored = Stored {
        stream: &stream.0,
        seq: i64::from(tip.length) + 1,
        algorithm: Algorithm::Sha256 as i64,
        previous: &tip.head,
        action,
        actor: &actor,
        actor_unit: &unit,
        at_ms: meta.at.ms(),
        command_key: meta.command_key,
        body: &body,
    };
    let hash = hash_entry(&stored);
    let row = vec![
        text(stored.stream),
        stored.seq.into(),
        stored.algorithm.into(),
        stored.previous.to_vec().into(),
        text(action),
        text(stored.actor),
        text(stored.actor_unit),
        stored.at_ms.into(),
        text(meta.command_key),
        text(&body),
        hash.to_vec().into(),
    ];
    Ok((row, hash))
}

/// Insert the shared head of a case, or update it where the version is the one that was read.
fn case_statement<T: CaseKind>(next: &T, is_new: bool, backend: DbBackend) -> Statement {
    let case = next.case();
    let due = clock::nearest(next.clocks());
    let (next_due, yellow_at, red_at) =
        (due.and_then(|c| c.due_at), due.and_then(|c| c.yellow_at), due.and_then(|c| c.red_at));
    let ms = |at: Option<Instant>| Value::from(at.map(Instant::ms));
    let asks = i64::try_from(next.asks().len()).unwrap_or(i64::MAX);
    if is_new {
        return new_case(case, [ms(next_due), ms(yellow_at), ms(red_at)], backend);
    }
    let recused = Value::from(i64::from(!case.recusals.is_empty()));
    sql(
        backend,
        "UPDATE cases SET stage = $1, holder_id = $2, label = $3, closed_at = $4, next_due = $5, yellow_at = $6, red_at = $7, version = $8, \
         ledger_head = $9, merged_into = $12, asks = $13, machine_version = $14, recused = $15 WHERE id = $10 AND version = $11",
        [
            text(case.stage),
            text(case.holder),
            text(case.label.code()),
            ms(case.closed_at),
            ms(next_due),
            ms(yellow_at),
            ms(red_at),
            i64::from(case.version).into(),
            case.ledger_head.to_vec().into(),
            text(case.id),
            (i64::from(case.version) - 1).into(),
            case.merged_into.map(|parent| parent.to_string()).into(),
            asks.into(),
            i64::from(case.machine_version).into(),
            recused,
        ],
    )
}

fn new_case(case: &Case, [next_due, yellow_at, red_at]: [Value; 3], backend: DbBackend) -> Statement {
    let columns = [
        "id",
        "kind",
        "number",
        "stage",
        "machine_version",
        "holder_id",
        "centre_id",
        "division",
        "label",
        "opened_at",
        "closed_at",
        "next_due",
        "yellow_at",
        "red_at",
        "version",
        "ledger_head",
        "key_id",
        "recused",
    ];
    let row = vec![
        text(case.id),
        text(case.kind.code()),
        text(&case.number.0),
        text(case.stage),
        i64::from(case.machine_version).into(),
        text(case.holder),
        text(case.centre),
        text(case.division.as_str()),
        text(case.label.code()),
        case.opened_at.ms().into(),
        case.closed_at.map(Instant::ms).into(),
        next_due,
        yellow_at,
        red_at,
        i64::from(case.version).into(),
        case.ledger_head.to_vec().into(),
        text(case.key),
        i64::from(!case.recusals.is_empty()).into(),
    ];
    insert(backend, "cases", &columns, vec![row], OnKey::Fail)
}

fn readers_statement<T: CaseKind>(next: &T, backend: DbBackend) -> Statement {
    let case = next.case();
    let due_at = clock::nearest(next.clocks()).and_then(|c| c.due_at).map_or(i64::MAX, Instant::ms);
    let waits = |unit: UnitId| next.asks().iter().any(|ask| ask.waits_for(unit));
    let columns =
        ["case_id", "unit_id", "role", "kind", "label", "stage", "sort_at", "due_at", "waits", "recused"];
    let rows = next
        .readers()
        .iter()
        .map(|reader| {
            vec![
                text(case.id),
                text(reader.unit),
                text(reader.role.code()),
                text(case.kind.code()),
                text(case.label.code()),
                text(case.stage),
                case.opened_at.ms().into(),
                due_at.into(),
                i64::from(waits(reader.unit)).into(),
                i64::from(!case.recusals.is_empty()).into(),
            ]
        })
        .collect();
    insert(
        backend,
        "case_reader",
        &columns,
        rows,
        OnKey::Update {
            keys: &["case_id", "unit_id"],
            columns: &["role", "label", "stage", "due_at", "waits", "recused"],
        },
    )
}
