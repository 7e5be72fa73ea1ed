//! From ledger entries to facts: one pure function, used when a step is written and when facts are rebuilt.

use super::{Answer, Ending, RedispatchReason, RequestEntry, Solved};
use crate::{
    kernel::{AskKind, CaseId, Fact, Instant, Measure, UnitId},
    re_audit::Finding,
};

/// The facts of one entry.
pub fn facts(case: CaseId, entry: &RequestEntry, at: Instant) -> Vec<Fact> {
    measured(entry)
        .into_iter()
        .map(|(measure, unit, value)| Fact { case, measure, unit, value, valid_at: at })
        .collect()
}

/// Measures of which the case's earlier facts no longer hold once this entry is written. They stay, and stay known as
/// of the days before.
pub fn supersedes(entry: &RequestEntry) -> &'static [Measure] {
    match entry {
        RequestEntry::Decide { kind: AskKind::Unreasonable, granted: true, .. } => {
            &[Measure::OnTime, Measure::ReplyMinutes, Measure::Response, Measure::Solved, Measure::Satisfied]
        }
        _ => &[],
    }
}

type Measured = (Measure, Option<UnitId>, i64);

fn measured(entry: &RequestEntry) -> Vec<Measured> {
    let one = |measure, unit: Option<UnitId>| vec![(measure, unit, 1)];
    match entry {
        RequestEntry::Record { .. } => one(Measure::Recorded, None),
        RequestEntry::SettleOnSpot { .. } => vec![(Measure::Closed, None, 0)],
        RequestEntry::Exclude { .. } => vec![(Measure::Closed, None, 0), (Measure::Excluded, None, 1)],
        RequestEntry::Transfer { .. } => vec![(Measure::Closed, None, 0), (Measure::Transferred, None, 1)],
        RequestEntry::Dispatch { lead, round, .. } => {
            vec![(Measure::Dispatched, Some(*lead), i64::from(*round))]
        }
        RequestEntry::Redispatch { lead, centre, reason, round, .. } => {
            let mut facts = vec![(Measure::Dispatched, Some(*lead), i64::from(*round))];
            if *reason == RedispatchReason::WrongUnit {
                facts.push((Measure::WrongDispatch, Some(*centre), 1));
            }
            facts
        }
        RequestEntry::Reply { lead, on_time, minutes, .. } => replied(*lead, Some(*on_time), Some(*minutes)),
        RequestEntry::FollowReply { lead, on_time, minutes, .. } => replied(*lead, *on_time, *minutes),
        RequestEntry::Close { lead, ending, responded, answer, unreasonable } => {
            let mut facts = vec![(Measure::Closed, Some(*lead), 1)];
            if *ending == Ending::NoAnswer {
                facts.push((Measure::NonResponse, Some(*lead), 1));
            }
            if !unreasonable {
                facts.extend(called_back(*lead, *responded, answer.as_ref()));
            }
            facts
        }
        RequestEntry::SendBack { lead, responded, answer, unreasonable, .. } => {
            let mut facts = one(Measure::SentBack, Some(*lead));
            if !unreasonable {
                facts.extend(called_back(*lead, *responded, Some(answer)));
            }
            facts
        }
        RequestEntry::Ask { kind, unit, lead, .. } => asked(*kind, *unit, *lead),
        RequestEntry::Decide { kind, granted: true, lead, centre, .. } => decided(*kind, *lead, *centre),
        RequestEntry::Urge { lead } => one(Measure::Urged, *lead),
        RequestEntry::Withdraw { lead } => vec![(Measure::Closed, None, 0), (Measure::Withdrawn, *lead, 1)],
        RequestEntry::Reopen { lead, .. } => one(Measure::Reopened, *lead),
        RequestEntry::ReAudit { finding, unit, .. } => {
            vec![(Measure::ReAudited, Some(*unit), i64::from(*finding == Finding::Confirmed))]
        }
        RequestEntry::Sign { .. }
        | RequestEntry::LogContact { .. }
        | RequestEntry::AddNote { .. }
        | RequestEntry::CallBack { .. }
        | RequestEntry::Alarm { .. }
        | RequestEntry::Vote { .. }
        | RequestEntry::Decide { .. }
        | RequestEntry::AnswerOrder { .. }
        | RequestEntry::ReviewOrder { .. }
        | RequestEntry::Resume { .. }
        | RequestEntry::Supplement
        | RequestEntry::Rate { .. }
        | RequestEntry::Unmerge { .. }
        | RequestEntry::AskRight { .. }
        | RequestEntry::DecideRight { .. }
        | RequestEntry::Erase
        | RequestEntry::MigrateMachine { .. }
        | RequestEntry::RecountClocks { .. }
        | RequestEntry::TellAgain { .. }
        | RequestEntry::Attach { .. }
        | RequestEntry::Recuse { .. }
        | RequestEntry::BreakGlass { .. }
        | RequestEntry::Reveal { .. }
        | RequestEntry::Call { .. } => Vec::new(),
    }
}

fn asked(kind: AskKind, unit: UnitId, lead: Option<UnitId>) -> Vec<Measured> {
    match kind {
        AskKind::Return => vec![(Measure::Returned, Some(unit), 1)],
        AskKind::Complaint => vec![(Measure::Complained, lead, 1)],
        AskKind::Order => vec![(Measure::Supervised, lead, 1)],
        _ => Vec::new(),
    }
}

fn replied(lead: UnitId, on_time: Option<bool>, minutes: Option<i64>) -> Vec<Measured> {
    let on_time = on_time.map(|on_time| (Measure::OnTime, Some(lead), i64::from(on_time)));
    let minutes = minutes.map(|minutes| (Measure::ReplyMinutes, Some(lead), minutes));
    on_time.into_iter().chain(minutes).collect()
}

fn decided(kind: AskKind, lead: Option<UnitId>, centre: UnitId) -> Vec<Measured> {
    match kind {
        AskKind::Return => vec![(Measure::WrongDispatch, Some(centre), 1)],
        AskKind::Extension => vec![(Measure::Extended, lead, 1)],
        AskKind::Pause => vec![(Measure::Paused, lead, 1)],
        AskKind::Park => vec![(Measure::Parked, lead, 1)],
        AskKind::Void => vec![(Measure::Closed, None, 0), (Measure::Voided, None, 1)],
        AskKind::Merge => vec![(Measure::Merged, lead, 1)],
        AskKind::Unreasonable => vec![(Measure::Unreasonable, lead, 1)],
        AskKind::Complaint | AskKind::Order => Vec::new(),
    }
}

fn called_back(lead: UnitId, responded: Option<bool>, answer: Option<&Answer>) -> Vec<Measured> {
    let mut facts: Vec<Measured> = Vec::new();
    facts.extend(responded.map(|responded| (Measure::Response, Some(lead), i64::from(responded))));
    facts.extend(answer.into_iter().flat_map(answered).map(|(measure, value)| (measure, Some(lead), value)));
    facts
}

/// Valid answers only: "unclear" and "not rated" leave the denominators.
fn answered(answer: &Answer) -> Vec<(Measure, i64)> {
    let mut measured = Vec::new();
    match answer.solved {
        Solved::Yes => measured.push((Measure::Solved, 1)),
        Solved::Partly | Solved::No => measured.push((Measure::Solved, 0)),
        Solved::Unclear => {}
    }
    if (1..=5).contains(&answer.satisfied) {
        measured.push((Measure::Satisfied, i64::from(answer.satisfied)));
    }
    measured
}
