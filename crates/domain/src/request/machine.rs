//! The life of a request. Rows are read from the top by people and by the machine.
//!
//! Source: 国办发〔2020〕53号 (受理–派单–办理–答复–督办–办结–回访–评价), 国办函〔2025〕66号. Durations are not here:
//! a row names clock kinds, the table of time limits says how long they run.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role::{CallBackOfficer, Dispatcher, Handler, Operator, UnitHead},
    kernel::{
        Holder::{Holds, Independent, TakesPart},
        Machine, Row,
    },
};

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
            /// The one with this code.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}
pub(super) use coded;

coded! {
    /// Where a request stands.
    Stage {
        /// 待派: recorded, not yet given to a unit.
        New = "new",
        /// 待签收: with the unit, not yet signed.
        Dispatched = "dispatched",
        /// 办理中
        Handling = "handling",
        /// 待回访: answered, the resident not yet asked.
        Replied = "replied",
        /// 办结
        Closed = "closed",
    }
}

coded! {
    /// What can be done to a request.
    Action {
        /// 当场答复
        SettleOnSpot = "settle_on_spot",
        /// 不予受理（含去向指引）
        Exclude = "exclude",
        /// 派单
        Dispatch = "dispatch",
        /// 签收
        Sign = "sign",
        /// 联系诉求人
        LogContact = "log_contact",
        /// 工作记录
        AddNote = "add_note",
        /// 答复
        Reply = "reply",
        /// 回访
        CallBack = "call_back",
        /// 办结
        Close = "close",
        /// 退回重办
        SendBack = "send_back",
    }
}

/// Version 1.
pub const MACHINE: Machine<Stage, Action> = Machine {
    kind: "request",
    version: 1,
    first: Stage::New,
    last: &[Stage::Closed],
    rows: &[
        row(
            Stage::New,
            Action::SettleOnSpot,
            Stage::Closed,
            &[Operator, Dispatcher],
            Holds,
            &[],
            &["dispatch"],
        ),
        row(Stage::New, Action::Exclude, Stage::Closed, &[Operator, Dispatcher], Holds, &[], &["dispatch"]),
        row(
            Stage::New,
            Action::Dispatch,
            Stage::Dispatched,
            &[Dispatcher],
            Holds,
            &["sign", "contact", "reply", "assist"],
            &["dispatch"],
        ),
        row(Stage::Dispatched, Action::Sign, Stage::Handling, &[Handler, UnitHead], Holds, &[], &["sign"]),
        row(
            Stage::Handling,
            Action::LogContact,
            Stage::Handling,
            &[Handler, UnitHead],
            TakesPart,
            &[],
            &["contact"],
        ),
        row(
            Stage::Handling,
            Action::AddNote,
            Stage::Handling,
            &[Handler, UnitHead],
            TakesPart,
            &[],
            &["assist"],
        ),
        row(
            Stage::Handling,
            Action::Reply,
            Stage::Replied,
            &[Handler, UnitHead],
            Holds,
            &["call_back"],
            &["contact", "reply", "assist"],
        ),
        row(Stage::Replied, Action::CallBack, Stage::Replied, &[CallBackOfficer], Independent, &[], &[]),
        row(
            Stage::Replied,
            Action::Close,
            Stage::Closed,
            &[CallBackOfficer],
            Independent,
            &[],
            &["call_back"],
        ),
        row(
            Stage::Replied,
            Action::SendBack,
            Stage::Handling,
            &[CallBackOfficer],
            Independent,
            &["contact", "reply"],
            &["call_back"],
        ),
    ],
};

const fn row(
    from: Stage,
    action: Action,
    to: Stage,
    roles: &'static [crate::access::Role],
    holder: crate::kernel::Holder,
    starts: &'static [&'static str],
    stops: &'static [&'static str],
) -> Row<Stage, Action> {
    Row { from, action, to, roles, holder, starts, stops }
}
