//! The life of a request. The tables are in `machine_v1.rs` and `machine_v2.rs`; a case keeps the version it was filed
//! under, and `migrate_machine` moves it by a logged command.
//!
//! Source: 国办发〔2020〕53号 (受理–派单–办理–答复–督办–办结–回访–评价), 国办函〔2025〕66号. Durations are not here:
//! a row names clock kinds, the table of time limits says how long they run.

use super::{machine_v1::MACHINE_1, machine_v2::MACHINE_2};
use crate::kernel::{AskKind, Machine, Row, coded};

coded! {
    /// Where a request stands.
    Stage {
        /// 待派: recorded, not yet given to a unit.
        New = "new",
        /// 待签收: with the unit, not yet signed.
        Dispatched = "dispatched",
        /// 办理中
        Handling = "handling",
        /// 暂停: the unit waits for something that is not in its hands.
        Paused = "paused",
        /// 挂账: cannot be solved now; has a review date.
        Parked = "parked",
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
        /// 转办: to another procedure.
        Transfer = "transfer",
        /// 派单
        Dispatch = "dispatch",
        /// 改派
        Redispatch = "redispatch",
        /// 签收
        Sign = "sign",
        /// 联系诉求人
        LogContact = "log_contact",
        /// 工作记录
        AddNote = "add_note",
        /// 答复
        Reply = "reply",
        /// 恢复办理
        Resume = "resume",
        /// 回访
        CallBack = "call_back",
        /// 办结
        Close = "close",
        /// 退回重办
        SendBack = "send_back",
        /// 退单申请（派单异议）
        AskReturn = "ask_return",
        /// 异议裁定
        DecideReturn = "decide_return",
        /// 申请延期
        AskExtension = "ask_extension",
        /// 延期审批
        DecideExtension = "decide_extension",
        /// 申请暂停计时
        AskPause = "ask_pause",
        /// 暂停审批
        DecidePause = "decide_pause",
        /// 申请挂账
        AskPark = "ask_park",
        /// 挂账审批
        DecidePark = "decide_park",
        /// 申请作废
        AskVoid = "ask_void",
        /// 作废审批
        DecideVoid = "decide_void",
        /// 申请并单
        AskMerge = "ask_merge",
        /// 并单审批
        DecideMerge = "decide_merge",
        /// 解除并单
        Unmerge = "unmerge",
        /// 申请认定不合理诉求
        AskUnreasonable = "ask_unreasonable",
        /// 不合理诉求评议
        DecideUnreasonable = "decide_unreasonable",
        /// 下达督办单
        Order = "order",
        /// 督办反馈
        AnswerOrder = "answer_order",
        /// 审核督办反馈
        ReviewOrder = "review_order",
        /// 补充诉求
        Supplement = "supplement",
        /// 催办
        Urge = "urge",
        /// 诉求人评价
        Rate = "rate",
        /// 撤回诉求
        Withdraw = "withdraw",
        /// 重新办理
        Reopen = "reopen",
        /// 申请复核
        Complain = "complain",
        /// 复核处理
        DecideComplaint = "decide_complaint",
        /// 随主单答复
        FollowReply = "follow_reply",
    }
}

impl Action {
    /// What this action asks for, if it asks.
    pub const fn asks(self) -> Option<AskKind> {
        Some(match self {
            Self::AskReturn => AskKind::Return,
            Self::AskExtension => AskKind::Extension,
            Self::AskPause => AskKind::Pause,
            Self::AskPark => AskKind::Park,
            Self::AskVoid => AskKind::Void,
            Self::AskMerge => AskKind::Merge,
            Self::AskUnreasonable => AskKind::Unreasonable,
            Self::Complain => AskKind::Complaint,
            Self::Order => AskKind::Order,
            _ => return None,
        })
    }

    /// What this action decides, if it decides.
    pub const fn decides(self) -> Option<AskKind> {
        Some(match self {
            Self::DecideReturn => AskKind::Return,
            Self::DecideExtension => AskKind::Extension,
            Self::DecidePause => AskKind::Pause,
            Self::DecidePark => AskKind::Park,
            Self::DecideVoid => AskKind::Void,
            Self::DecideMerge => AskKind::Merge,
            Self::DecideUnreasonable => AskKind::Unreasonable,
            Self::DecideComplaint => AskKind::Complaint,
            _ => return None,
        })
    }

    /// The action that asks for this.
    pub fn asking(kind: AskKind) -> Self {
        Self::ALL.iter().copied().find(|action| action.asks() == Some(kind)).unwrap_or(Self::Order)
    }

    /// The action that decides this; an order is reviewed.
    pub fn deciding(kind: AskKind) -> Self {
        Self::ALL.iter().copied().find(|action| action.decides() == Some(kind)).unwrap_or(Self::ReviewOrder)
    }
}

/// The version that new requests are filed under.
pub const MACHINE: &Machine<Stage, Action> = &MACHINE_2;

/// Every version that an open request may have.
pub const MACHINES: [&Machine<Stage, Action>; 2] = [&MACHINE_1, &MACHINE_2];

/// The machine of this version; one that is not known any more gives way to the newest.
pub fn machine(version: u16) -> &'static Machine<Stage, Action> {
    MACHINES.into_iter().find(|machine| machine.version == version).unwrap_or(MACHINE)
}

pub(super) const fn row(
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
