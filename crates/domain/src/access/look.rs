//! Looks (查阅记录): what is kept of every look at a case or at a person's data, and what the resident is told of it.

use crate::kernel::coded;

coded! {
    /// What was looked at.
    What {
        /// 案件页面
        CasePage = "case_page",
        /// 联系方式等个人信息
        Contact = "contact",
        /// 导出
        Export = "export",
        /// 管理性查阅（查阅记录、权限说明）
        Administration = "administration",
    }
}

coded! {
    /// What for.
    Purpose {
        /// 日常办理
        Work = "work",
        /// 紧急查阅
        BreakGlass = "break_glass",
        /// 联系诉求人
        ContactRequester = "contact_requester",
        /// 核实身份
        VerifyIdentity = "verify_identity",
        /// 上门走访
        Visit = "visit",
        /// 依法调取
        LegalOrder = "legal_order",
        /// 其他
        Other = "other",
        /// 拨打电话（不显示号码）
        Call = "call",
        /// 导出
        Export = "export",
        /// 审计
        Audit = "audit",
    }
}

impl Purpose {
    /// Whether data may be revealed for it.
    pub const fn reveals(self) -> bool {
        matches!(
            self,
            Self::ContactRequester | Self::VerifyIdentity | Self::Visit | Self::LegalOrder | Self::Other
        )
    }
}

coded! {
    /// One field of a party, or the message.
    RevealField {
        /// 电话
        Phone = "phone",
        /// 姓名
        Name = "name",
        /// 地址
        Address = "address",
        /// 邮箱
        Email = "email",
        /// 诉求原文
        Message = "message",
    }
}

impl RevealField {
    /// Whether it tells who the requester is: never revealed to the handling unit where the requester asked for it.
    pub const fn names_the_person(self) -> bool {
        !matches!(self, Self::Address)
    }
}
