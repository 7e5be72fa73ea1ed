//! Record a request (受理): what was said, where, by which way, and when the dispatch clock starts.

use super::{
    Channel, MACHINE, Nature, Request, RequestEntry, State,
    accuse::guard,
    types::{said, tell},
};
use crate::{
    kernel::{
        AccountId, Case, CaseId, CaseNumber, Decision, KeyId, Kind, Label, MatterId, NoticeTo, Refusal,
        TextKind, UnitId,
    },
    ledger::ZERO,
    organisation::DivisionPath,
    rules::Step,
};

/// The handling class of a request whose matter is not yet known.
const CLASS_UNKNOWN: &str = "g7d";

/// What the operator or the resident filled in, already checked for shape.
#[derive(Debug, Clone)]
pub struct RecordRequest {
    pub key: KeyId,
    pub centre: UnitId,
    pub channel: Channel,
    pub nature: Nature,
    pub label: Label,
    pub division: DivisionPath,
    pub matter: Option<MatterId>,
    pub message: String,
    /// Units complained of: the case is sealed and they never see it.
    pub accused: Vec<UnitId>,
    /// Accounts of the staff with the requester's telephone: they are recused from their own case.
    pub own: Vec<AccountId>,
    /// Keyed hash of the code with which the resident follows the request.
    pub tracking_hash: String,
}

impl Request {
    /// Record a request. Starts the `dispatch` clock against the centre.
    ///
    /// # Errors
    /// The message must have 5 to 10,000 characters; the matter must be in the catalogue.
    pub fn record(
        step: &mut Step<'_>,
        input: RecordRequest,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        let text = said(step, "message", TextKind::Message, &input.message, 5)?;
        let class = match input.matter {
            None => CLASS_UNKNOWN.to_owned(),
            Some(id) => step.rules.matter(id).ok_or_else(|| unknown_matter("matter"))?.class.clone(),
        };
        let guarded = guard(step, &input)?;
        let id: CaseId = step.id();
        let number = CaseNumber::new(
            step.at.date_in(&step.rules.calendar.zone),
            u64::try_from((step.random)() >> 80).unwrap_or(0),
        );
        let case = Case {
            id,
            kind: Kind::Request,
            number,
            stage: MACHINE.first.code(),
            machine_version: MACHINE.version,
            holder: guarded.centre,
            centre: guarded.centre,
            division: input.division,
            label: guarded.label,
            recusals: guarded.recusals,
            opened_at: step.at,
            closed_at: None,
            merged_into: None,
            version: 0,
            ledger_head: ZERO,
            key: input.key,
        };
        let entry = RequestEntry::Record {
            channel: input.channel,
            nature: input.nature,
            label: guarded.label,
            matter: input.matter,
            centre: guarded.centre,
            accused: input.accused,
        };
        let mut request = Self {
            case,
            channel: input.channel,
            nature: input.nature,
            matter: input.matter,
            catalogue_version: step.rules.catalogue_version,
            class,
            round: 1,
            send_backs: 0,
            unreasonable: false,
            urged_at: None,
            dispatched_by: None,
            state: State::New,
            clocks: Vec::new(),
            asks: Vec::new(),
            children: 0,
            erased_at: None,
            tracking_hash: input.tracking_hash,
        };
        request.start_clock(step, "dispatch", guarded.centre, None)?;
        Ok(request.decide(None, entry, vec![text], vec![tell(NoticeTo::Requester, "request_recorded")]))
    }
}

pub(super) fn unknown_matter(field: &'static str) -> Refusal {
    Refusal::new(
        "unknown_matter",
        "派单目录中没有该事项，请重新选择",
        "the catalogue has no such matter; choose another",
    )
    .on(field)
}
