//! Version 2: disagreement, pauses, merging, supervision and what the requester may do themself.
//!
//! A row that decides leads to its `to` when the answer is yes; a no, or a voice that does not settle it yet, leaves
//! the request where it is.

use super::machine::{
    Action::{
        AddNote, AnswerOrder, AskExtension, AskMerge, AskPark, AskPause, AskReturn, AskUnreasonable, AskVoid,
        CallBack, Close, Complain, DecideComplaint, DecideExtension, DecideMerge, DecidePark, DecidePause,
        DecideReturn, DecideUnreasonable, DecideVoid, Dispatch, Exclude, FollowReply, LogContact, Order,
        Rate, Redispatch, Reopen, Reply, Resume, ReviewOrder, SendBack, SettleOnSpot, Sign, Supplement,
        Transfer, Unmerge, Urge, Withdraw,
    },
    Stage::{self, Closed, Dispatched, Handling, New, Parked, Paused, Replied},
    row,
};
use crate::{
    access::Role::{
        self, CallBackOfficer, Dispatcher, Handler, Operator, Platform, Resident, Supervisor, UnitHead,
    },
    kernel::{
        Holder::{Decides, Hears, Holds, Independent, Nobody, Oversees, TakesPart},
        Machine,
    },
};

const UNIT: &[Role] = &[Handler, UnitHead];
const PANEL: &[Role] = &[Dispatcher, Supervisor];
const HEARD: &[Role] = &[Resident, Operator, Dispatcher];
const GIVEN: &[&str] = &["sign", "contact", "reply", "assist"];
const EVERY: &[&str] = &["dispatch", "sign", "contact", "reply", "assist", "call_back", "pause", "review"];

#[rustfmt::skip]
pub(super) const MACHINE_2: Machine<Stage, super::Action> = Machine {
    kind: "request",
    version: 2,
    first: New,
    last: &[Closed],
    rows: &[
        row(New, SettleOnSpot, Closed, &[Operator, Dispatcher], Holds, &[], &["dispatch"]),
        row(New, Exclude, Closed, &[Operator, Dispatcher], Holds, &[], &["dispatch"]),
        row(New, Transfer, Closed, &[Dispatcher], Holds, &[], &["dispatch"]),
        row(New, Dispatch, Dispatched, &[Dispatcher], Holds, GIVEN, &["dispatch"]),
        row(New, AskVoid, New, &[Operator, Dispatcher], Holds, &[], &[]),
        row(New, DecideVoid, Closed, PANEL, Decides, &[], &["dispatch"]),
        row(New, AskMerge, New, &[Operator, Dispatcher], Independent, &[], &[]),
        row(New, DecideMerge, New, PANEL, Decides, &[], &[]),
        row(New, Unmerge, New, &[Dispatcher, Supervisor, Platform], Independent, &[], &[]),
        row(New, FollowReply, Replied, &[Platform], Nobody, &["call_back"], EVERY),
        row(New, Supplement, New, HEARD, Hears, &[], &[]),
        row(New, Urge, New, HEARD, Hears, &[], &[]),
        row(New, Complain, New, HEARD, Hears, &[], &[]),
        row(New, DecideComplaint, New, &[Supervisor], Decides, &[], &[]),
        row(New, Withdraw, Closed, &[Resident], Nobody, &[], EVERY),

        row(Dispatched, Sign, Handling, UNIT, Holds, &[], &["sign"]),
        row(Dispatched, AskReturn, Dispatched, UNIT, Holds, &[], &[]),
        row(Dispatched, DecideReturn, New, PANEL, Decides, &["dispatch"], GIVEN),
        row(Dispatched, Redispatch, Dispatched, &[Dispatcher], Independent, GIVEN, GIVEN),
        row(Dispatched, AskMerge, Dispatched, &[Operator, Dispatcher], Independent, &[], &[]),
        row(Dispatched, DecideMerge, Dispatched, PANEL, Decides, &[], &[]),
        row(Dispatched, Unmerge, Dispatched, &[Dispatcher, Supervisor, Platform], Independent, &[], &[]),
        row(Dispatched, FollowReply, Replied, &[Platform], Nobody, &["call_back"], EVERY),
        row(Dispatched, Order, Dispatched, &[Supervisor], Oversees, &[], &[]),
        row(Dispatched, AnswerOrder, Dispatched, UNIT, Holds, &[], &[]),
        row(Dispatched, ReviewOrder, Dispatched, &[Supervisor], Oversees, &[], &[]),
        row(Dispatched, Supplement, Dispatched, HEARD, Hears, &[], &[]),
        row(Dispatched, Urge, Dispatched, HEARD, Hears, &[], &[]),
        row(Dispatched, Complain, Dispatched, HEARD, Hears, &[], &[]),
        row(Dispatched, DecideComplaint, Dispatched, &[Supervisor], Decides, &[], &[]),
        row(Dispatched, Withdraw, Closed, &[Resident], Nobody, &[], EVERY),

        row(Handling, LogContact, Handling, UNIT, TakesPart, &[], &["contact"]),
        row(Handling, AddNote, Handling, UNIT, TakesPart, &[], &["assist"]),
        row(Handling, Reply, Replied, UNIT, Holds, &["call_back"], &["contact", "reply", "assist"]),
        row(Handling, AskReturn, Handling, UNIT, Holds, &[], &[]),
        row(Handling, DecideReturn, New, PANEL, Decides, &["dispatch"], GIVEN),
        row(Handling, Redispatch, Dispatched, &[Dispatcher], Independent, GIVEN, GIVEN),
        row(Handling, AskExtension, Handling, UNIT, Holds, &[], &[]),
        row(Handling, DecideExtension, Handling, PANEL, Decides, &[], &[]),
        row(Handling, AskPause, Handling, UNIT, Holds, &[], &[]),
        row(Handling, DecidePause, Paused, PANEL, Decides, &["pause"], &[]),
        row(Handling, AskPark, Handling, UNIT, Holds, &[], &[]),
        row(Handling, DecidePark, Parked, &[Dispatcher, Supervisor, UnitHead], Decides, &["review"], &[]),
        row(Handling, AskMerge, Handling, &[Operator, Dispatcher], Independent, &[], &[]),
        row(Handling, DecideMerge, Handling, PANEL, Decides, &[], &[]),
        row(Handling, Unmerge, Handling, &[Dispatcher, Supervisor, Platform], Independent, &[], &[]),
        row(Handling, FollowReply, Replied, &[Platform], Nobody, &["call_back"], EVERY),
        row(Handling, Order, Handling, &[Supervisor], Oversees, &[], &[]),
        row(Handling, AnswerOrder, Handling, UNIT, Holds, &[], &[]),
        row(Handling, ReviewOrder, Handling, &[Supervisor], Oversees, &[], &[]),
        row(Handling, Supplement, Handling, HEARD, Hears, &[], &[]),
        row(Handling, Urge, Handling, HEARD, Hears, &[], &[]),
        row(Handling, Complain, Handling, HEARD, Hears, &[], &[]),
        row(Handling, DecideComplaint, Handling, &[Supervisor], Decides, &[], &[]),
        row(Handling, Withdraw, Closed, &[Resident], Nobody, &[], EVERY),

        row(Paused, LogContact, Paused, UNIT, TakesPart, &[], &["contact"]),
        row(Paused, AddNote, Paused, UNIT, TakesPart, &[], &["assist"]),
        row(Paused, Resume, Handling, &[Handler, UnitHead, Platform], Holds, &[], &["pause"]),
        row(Paused, Order, Paused, &[Supervisor], Oversees, &[], &[]),
        row(Paused, AnswerOrder, Paused, UNIT, Holds, &[], &[]),
        row(Paused, ReviewOrder, Paused, &[Supervisor], Oversees, &[], &[]),
        row(Paused, Supplement, Paused, HEARD, Hears, &[], &[]),
        row(Paused, Urge, Paused, HEARD, Hears, &[], &[]),
        row(Paused, Complain, Paused, HEARD, Hears, &[], &[]),
        row(Paused, DecideComplaint, Paused, &[Supervisor], Decides, &[], &[]),
        row(Paused, Withdraw, Closed, &[Resident], Nobody, &[], EVERY),

        row(Parked, LogContact, Parked, UNIT, TakesPart, &[], &["contact"]),
        row(Parked, AddNote, Parked, UNIT, TakesPart, &[], &["assist"]),
        row(Parked, Resume, Handling, &[Handler, UnitHead, Platform], Holds, &[], &["review"]),
        row(Parked, AskPark, Parked, UNIT, Holds, &[], &[]),
        row(Parked, DecidePark, Parked, &[Dispatcher, Supervisor, UnitHead], Decides, &["review"], &["review"]),
        row(Parked, Order, Parked, &[Supervisor], Oversees, &[], &[]),
        row(Parked, AnswerOrder, Parked, UNIT, Holds, &[], &[]),
        row(Parked, ReviewOrder, Parked, &[Supervisor], Oversees, &[], &[]),
        row(Parked, Supplement, Parked, HEARD, Hears, &[], &[]),
        row(Parked, Urge, Parked, HEARD, Hears, &[], &[]),
        row(Parked, Complain, Parked, HEARD, Hears, &[], &[]),
        row(Parked, DecideComplaint, Parked, &[Supervisor], Decides, &[], &[]),
        row(Parked, Withdraw, Closed, &[Resident], Nobody, &[], EVERY),

        row(Replied, CallBack, Replied, &[CallBackOfficer], Independent, &[], &[]),
        row(Replied, Rate, Replied, &[Resident], Nobody, &[], &[]),
        row(Replied, Close, Closed, &[CallBackOfficer], Independent, &[], &["call_back"]),
        row(Replied, SendBack, Handling, &[CallBackOfficer], Independent, &["contact", "reply"], &["call_back"]),
        row(Replied, AskUnreasonable, Replied, UNIT, TakesPart, &[], &[]),
        row(Replied, DecideUnreasonable, Replied, &[Dispatcher, Supervisor, UnitHead], Decides, &[], &[]),
        row(Replied, AnswerOrder, Replied, UNIT, TakesPart, &[], &[]),
        row(Replied, ReviewOrder, Replied, &[Supervisor], Oversees, &[], &[]),
        row(Replied, Supplement, Replied, HEARD, Hears, &[], &[]),
        row(Replied, Complain, Replied, HEARD, Hears, &[], &[]),
        row(Replied, DecideComplaint, Replied, &[Supervisor], Decides, &[], &[]),
        row(Replied, Withdraw, Closed, &[Resident], Nobody, &[], EVERY),

        row(Closed, Reopen, New, HEARD, Hears, &["dispatch"], &[]),
        row(Closed, Complain, Closed, HEARD, Hears, &[], &[]),
        row(Closed, DecideComplaint, New, &[Supervisor], Decides, &["dispatch"], &[]),
    ],
};
