//! From ledger entries to facts: one pure function, used when a step is written and when facts are rebuilt.

use super::{Answer, Ending, RequestEntry, Solved};
use crate::kernel::{CaseId, Fact, Instant, Measure, UnitId};

/// The facts of one entry.
pub fn facts(case: CaseId, entry: &RequestEntry, at: Instant) -> Vec<Fact> {
    let fact = |measure, unit: Option<UnitId>, value| Fact { case, measure, unit, value, valid_at: at };
    match entry {
        RequestEntry::Record { .. } => vec![fact(Measure::Recorded, None, 1)],
        RequestEntry::SettleOnSpot { .. } => vec![fact(Measure::Closed, None, 0)],
        RequestEntry::Exclude { .. } => {
            vec![fact(Measure::Closed, None, 0), fact(Measure::Excluded, None, 1)]
        }
        RequestEntry::Dispatch { lead, round, .. } => {
            vec![fact(Measure::Dispatched, Some(*lead), i64::from(*round))]
        }
        RequestEntry::Reply { lead, on_time, minutes, .. } => {
            vec![
                fact(Measure::OnTime, Some(*lead), i64::from(*on_time)),
                fact(Measure::ReplyMinutes, Some(*lead), *minutes),
            ]
        }
        RequestEntry::Close { lead, ending, responded, answer } => {
            let mut facts = vec![
                fact(Measure::Closed, Some(*lead), 1),
                fact(Measure::Response, Some(*lead), i64::from(*responded)),
            ];
            if *ending == Ending::NoAnswer {
                facts.push(fact(Measure::NonResponse, Some(*lead), 1));
            }
            facts.extend(answer.iter().flat_map(|answer| {
                answered(answer).into_iter().map(|(measure, value)| fact(measure, Some(*lead), value))
            }));
            facts
        }
        RequestEntry::SendBack { lead, responded, answer, .. } => {
            let mut facts = vec![
                fact(Measure::SentBack, Some(*lead), 1),
                fact(Measure::Response, Some(*lead), i64::from(*responded)),
            ];
            facts.extend(
                answered(answer).into_iter().map(|(measure, value)| fact(measure, Some(*lead), value)),
            );
            facts
        }
        RequestEntry::Sign { .. }
        | RequestEntry::LogContact { .. }
        | RequestEntry::AddNote { .. }
        | RequestEntry::CallBack { .. }
        | RequestEntry::Alarm { .. }
        | RequestEntry::Recuse { .. }
        | RequestEntry::BreakGlass { .. }
        | RequestEntry::Reveal { .. }
        | RequestEntry::Call { .. } => Vec::new(),
    }
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
