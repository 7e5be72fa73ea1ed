//! Facts: measured rows for statistics, projected from ledger entries by one pure function per kind.

use serde::{Deserialize, Serialize};

use super::{CaseId, Instant, UnitId};

/// What a fact counts. Stable codes; the sentence that defines each is in `docs/glossary.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A case was recorded.
    Recorded,
    /// A case was dispatched to the unit; value is the round.
    Dispatched,
    /// The unit was called back on: the denominator of the response rate. 1 = contacted in time.
    Response,
    /// A valid answer on "solved": 1 = solved.
    Solved,
    /// A valid answer on satisfaction: 5 very satisfied to 1 very dissatisfied.
    Satisfied,
    /// A call-back ended without reaching the requester.
    NonResponse,
    /// The unit replied: 1 = within the effective deadline.
    OnTime,
    /// Minutes from dispatch to reply.
    ReplyMinutes,
    /// The case ended. Value: 1 = after handling, 0 = on the spot or excluded.
    Closed,
    /// The case was excluded.
    Excluded,
    /// The case was sent back to its unit.
    SentBack,
    /// The unit said that the matter is not its duty.
    Returned,
    /// A dispatch was found to be wrong. Counted for the centre that dispatched, never for the unit.
    WrongDispatch,
    /// The unit was given more time.
    Extended,
    /// The time of the unit stood still.
    Paused,
    /// The case was parked until a review date.
    Parked,
    /// The case was merged into another.
    Merged,
    /// The case was voided.
    Voided,
    /// The requester withdrew the case.
    Withdrawn,
    /// The case went to another procedure.
    Transferred,
    /// A panel found the request unreasonable: it leaves the rates and stays in the volume.
    Unreasonable,
    /// A closed case was opened again.
    Reopened,
    /// The requester, or somebody for them, asked again.
    Urged,
    /// The unit got a supervision order.
    Supervised,
    /// The requester disagreed with the handling.
    Complained,
    /// The ended case was looked at again: 1 = what stands in it was confirmed.
    ReAudited,
}

impl Measure {
    /// All measures.
    pub const ALL: [Self; 26] = [
        Self::Recorded,
        Self::Dispatched,
        Self::Response,
        Self::Solved,
        Self::Satisfied,
        Self::NonResponse,
        Self::OnTime,
        Self::ReplyMinutes,
        Self::Closed,
        Self::Excluded,
        Self::SentBack,
        Self::Returned,
        Self::WrongDispatch,
        Self::Extended,
        Self::Paused,
        Self::Parked,
        Self::Merged,
        Self::Voided,
        Self::Withdrawn,
        Self::Transferred,
        Self::Unreasonable,
        Self::Reopened,
        Self::Urged,
        Self::Supervised,
        Self::Complained,
        Self::ReAudited,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Dispatched => "dispatched",
            Self::Response => "response",
            Self::Solved => "solved",
            Self::Satisfied => "satisfied",
            Self::NonResponse => "non_response",
            Self::OnTime => "on_time",
            Self::ReplyMinutes => "reply_minutes",
            Self::Closed => "closed",
            Self::Excluded => "excluded",
            Self::SentBack => "sent_back",
            Self::Returned => "returned",
            Self::WrongDispatch => "wrong_dispatch",
            Self::Extended => "extended",
            Self::Paused => "paused",
            Self::Parked => "parked",
            Self::Merged => "merged",
            Self::Voided => "voided",
            Self::Withdrawn => "withdrawn",
            Self::Transferred => "transferred",
            Self::Unreasonable => "unreasonable",
            Self::Reopened => "reopened",
            Self::Urged => "urged",
            Self::Supervised => "supervised",
            Self::Complained => "complained",
            Self::ReAudited => "re_audited",
        }
    }
}

/// One measured row. Names no person, not even by pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub case: CaseId,
    pub measure: Measure,
    /// The unit the measure is about, if one is.
    pub unit: Option<UnitId>,
    pub value: i64,
    /// When it was so in the world.
    pub valid_at: Instant,
}
