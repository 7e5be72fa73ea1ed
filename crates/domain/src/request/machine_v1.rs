//! Version 1: the straight road, without disagreement. Kept while a request that was filed under it is open.

use super::machine::{
    Action::{AddNote, CallBack, Close, Dispatch, Exclude, LogContact, Reply, SendBack, SettleOnSpot, Sign},
    Stage::{self, Closed, Dispatched, Handling, New, Replied},
    row,
};
use crate::{
    access::Role::{CallBackOfficer, Dispatcher, Handler, Operator, UnitHead},
    kernel::{
        Holder::{Holds, Independent, TakesPart},
        Machine,
    },
};

#[rustfmt::skip]
pub(super) const MACHINE_1: Machine<Stage, super::Action> = Machine {
    kind: "request",
    version: 1,
    first: New,
    last: &[Closed],
    rows: &[
        row(New, SettleOnSpot, Closed, &[Operator, Dispatcher], Holds, &[], &["dispatch"]),
        row(New, Exclude, Closed, &[Operator, Dispatcher], Holds, &[], &["dispatch"]),
        row(New, Dispatch, Dispatched, &[Dispatcher], Holds, &["sign", "contact", "reply", "assist"], &["dispatch"]),
        row(Dispatched, Sign, Handling, &[Handler, UnitHead], Holds, &[], &["sign"]),
        row(Handling, LogContact, Handling, &[Handler, UnitHead], TakesPart, &[], &["contact"]),
        row(Handling, AddNote, Handling, &[Handler, UnitHead], TakesPart, &[], &["assist"]),
        row(Handling, Reply, Replied, &[Handler, UnitHead], Holds, &["call_back"], &["contact", "reply", "assist"]),
        row(Replied, CallBack, Replied, &[CallBackOfficer], Independent, &[], &[]),
        row(Replied, Close, Closed, &[CallBackOfficer], Independent, &[], &["call_back"]),
        row(Replied, SendBack, Handling, &[CallBackOfficer], Independent, &["contact", "reply"], &["call_back"]),
    ],
};
